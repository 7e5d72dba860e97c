package dev.signalbox.gateway.access;

import dev.signalbox.analytics.access.KeyStore;
import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.analytics.access.StoredSecret;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.gateway.vault.Vault;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Makes, changes and takes back stored keys. Used by all threads. */
public final class KeyDesk {
  /** What a label must be. */
  public static final String LABELS =
      "1 to 100 characters on one line, and not begin with `user:`, `gateway#`, `gateway/`, `key-` or `(`";

  /** Others begin as names do that the gateway gives itself. */
  private static final Pattern LABEL =
      Pattern.compile("(?!user:|gateway[#/]|key-|\\()[^\\p{Cntrl}`]{1,100}");

  /** How long the former secret of a key counts after it was given a new one. */
  public static final Duration STANDARD_OVERLAP = Duration.ofDays(1);

  /** The longest that it may. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

  /** Secrets that a key may have at once; the oldest go first. */
  private static final int MOST_SECRETS = 4;

  private static final int ID_BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyStore store;
  private final KeyedHash hash;
  private final Vault vault;

  /** Over {@code store}. */
  public KeyDesk(KeyStore store, KeyedHash hash, Vault vault) {
    this.store = store;
    this.hash = hash;
    this.vault = vault;
  }

  /**
   * A key that is wanted.
   *
   * @param project empty text when requests say
   * @param expiresMillis 0 for never
   * @param credentials keys for providers, by provider
   */
  public record Wanted(
      String label,
      Role role,
      String project,
      long expiresMillis,
      KeyTerms terms,
      Map<String, String> credentials) {}

  /**
   * A key as it is to be.
   *
   * @param credentials keys for providers that are new, or empty to be taken away; others stay
   */
  public record Changed(
      Role role,
      String project,
      long expiresMillis,
      KeyTerms terms,
      Map<String, Optional<String>> credentials) {}

  /**
   * A key with a new secret.
   *
   * @param text the secret; it is kept nowhere
   */
  public record Made(String id, String text) {
    @Override
    public String toString() {
      return "Made[" + id + "]";
    }
  }

  /** Whether a key may have this label. */
  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches() && !text.isBlank();
  }

  /** Makes a key; fails when its label is taken. */
  public CompletableFuture<Made> create(Wanted wanted, AuditEntry.By by, Instant now) {
    byte[] random = new byte[ID_BYTES];
    RANDOM.nextBytes(random);
    String id = "key_" + HexFormat.of().formatHex(random);
    String text = KeyText.random();
    StoredKey key =
        new StoredKey(
            id,
            wanted.label(),
            wanted.role().id(),
            wanted.project(),
            StrictJson.toText(KeyTermsJson.write(wanted.terms())),
            now.toEpochMilli(),
            by.actor(),
            wanted.expiresMillis(),
            0,
            List.of(secretOf(text, now)),
            StoredCallers.seal(id, wanted.credentials(), vault));
    return store.add(key, by).thenApply(_ -> new Made(id, text));
  }

  private StoredSecret secretOf(String text, Instant now) {
    return new StoredSecret(
        hash.of(text), KeyText.prefix(text), KeyText.last4(text), now.toEpochMilli(), 0);
  }

  /** Changes a key; fails when there is none. */
  public CompletableFuture<Void> change(String id, Changed changed, AuditEntry.By by) {
    Map<String, String> added = new HashMap<>();
    changed.credentials().forEach((name, key) -> key.ifPresent(value -> added.put(name, value)));
    Map<String, String> sealedAdded = StoredCallers.seal(id, added, vault);
    String settings = StrictJson.toText(KeyTermsJson.write(changed.terms()));
    return store.change(
        id,
        "key.change",
        before -> {
          Map<String, String> credentials = new HashMap<>(before.credentials());
          credentials.keySet().removeAll(changed.credentials().keySet());
          credentials.putAll(sealedAdded);
          return new StoredKey(
              id,
              before.label(),
              changed.role().id(),
              changed.project(),
              settings,
              before.createdMillis(),
              before.createdBy(),
              changed.expiresMillis(),
              before.revokedMillis(),
              before.secrets(),
              before.revokedMillis() > 0 ? Map.of() : credentials);
        },
        by);
  }

  /** Takes a key back for good, with all its secrets; fails when there is none. */
  public CompletableFuture<Void> revoke(String id, AuditEntry.By by, Instant now) {
    return store.change(id, "key.revoke", key -> key.revokedAt(now.toEpochMilli()), by);
  }

  /** Gives a key a new secret; the former ones count for {@code overlap} yet. */
  public CompletableFuture<Made> rotate(
      String id, Duration overlap, AuditEntry.By by, Instant now) {
    String text = KeyText.random();
    StoredSecret added = secretOf(text, now);
    long end = now.plus(overlap).toEpochMilli();
    return store
        .change(
            id,
            "key.rotate",
            key -> {
              if (key.revokedMillis() > 0) {
                return key;
              }
              List<StoredSecret> secrets = new ArrayList<>();
              key.secrets().stream()
                  .filter(secret -> secret.countsAt(now.toEpochMilli()))
                  .map(secret -> secret.endingAt(end))
                  .forEach(secrets::add);
              secrets.add(added);
              return key.knownBy(
                  secrets.subList(Math.max(0, secrets.size() - MOST_SECRETS), secrets.size()));
            },
            by)
        .thenApply(_ -> new Made(id, text));
  }
}
