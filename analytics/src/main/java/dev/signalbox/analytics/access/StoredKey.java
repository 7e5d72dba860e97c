package dev.signalbox.analytics.access;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A key as it is stored.
 *
 * @param id public and unique
 * @param label unique name for people
 * @param role what it may do
 * @param project empty text when requests say
 * @param settings what it may use, take and spend, as JSON
 * @param expiresMillis when it ends; 0 for never
 * @param revokedMillis when it was taken back; 0 if it was not
 * @param secrets it is known by; none is kept of one that was taken back
 * @param credentials sealed keys for providers, by provider
 */
public record StoredKey(
    String id,
    String label,
    String role,
    String project,
    String settings,
    long createdMillis,
    String createdBy,
    long expiresMillis,
    long revokedMillis,
    List<StoredSecret> secrets,
    Map<String, String> credentials) {
  public StoredKey {
    secrets = List.copyOf(secrets);
    credentials = Map.copyOf(credentials);
  }

  /** The same with these secrets. */
  public StoredKey knownBy(List<StoredSecret> newSecrets) {
    return new StoredKey(
        id,
        label,
        role,
        project,
        settings,
        createdMillis,
        createdBy,
        expiresMillis,
        revokedMillis,
        newSecrets,
        credentials);
  }

  /** The same, taken back at {@code millis} with everything secret in it. */
  public StoredKey revokedAt(long millis) {
    return new StoredKey(
        id,
        label,
        role,
        project,
        settings,
        createdMillis,
        createdBy,
        expiresMillis,
        revokedMillis == 0 ? millis : revokedMillis,
        List.of(),
        Map.of());
  }

  /** Whether it counts at {@code millis}. */
  public boolean countsAt(long millis) {
    return revokedMillis == 0 && (expiresMillis == 0 || millis < expiresMillis);
  }

  /** All of it as one text, for a digest. */
  String toText() {
    return String.join(
        "\n",
        id,
        label,
        role,
        project,
        settings,
        Long.toString(expiresMillis),
        Long.toString(revokedMillis),
        secrets.toString(),
        new TreeMap<>(credentials).toString());
  }
}
