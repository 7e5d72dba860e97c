package dev.signalbox.gateway.access;

import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.vault.Vault;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Between a stored key and the caller that it stands for. */
public final class StoredCallers {
  private StoredCallers() {}

  /**
   * The caller that {@code key} stands for.
   *
   * @throws IllegalArgumentException when what it may do cannot be understood
   * @throws dev.signalbox.gateway.vault.VaultException when its keys for providers cannot be opened
   */
  static Caller of(StoredKey key, Vault vault) {
    KeyTerms terms = termsOf(key);
    Map<String, String> credentials = new HashMap<>();
    key.credentials()
        .forEach(
            (provider, text) ->
                credentials.put(provider, vault.open(record(key.id(), provider), text).value()));
    return new Caller(
        key.label(),
        key.id(),
        Role.byId(key.role())
            .orElseThrow(
                () -> new IllegalArgumentException("there is no role `" + key.role() + "`")),
        Optional.of(key.project()).filter(project -> !project.isEmpty()),
        credentials,
        terms.allowance(),
        terms.limits(),
        terms.budgets(key.label()),
        terms.strict(),
        Optional.of(key.expiresMillis()).filter(millis -> millis > 0).map(Instant::ofEpochMilli));
  }

  /** What {@code key} may use, take and spend. */
  public static KeyTerms termsOf(StoredKey key) {
    return KeyTermsJson.read(
        StrictJson.parseObject(key.settings().getBytes(StandardCharsets.UTF_8)));
  }

  /** {@code credentials} of the key {@code id} as they may be stored. */
  public static Map<String, String> seal(String id, Map<String, String> credentials, Vault vault) {
    Map<String, String> stored = new HashMap<>();
    credentials.forEach(
        (provider, value) ->
            stored.put(provider, vault.seal(record(id, provider), new Secret(value))));
    return stored;
  }

  private static String record(String id, String provider) {
    return "key/" + id + "/" + provider;
  }
}
