package dev.signalbox.analytics.access;

import static dev.signalbox.analytics.schema.Tables.ACCESS_CREDENTIALS;
import static dev.signalbox.analytics.schema.Tables.ACCESS_KEYS;
import static dev.signalbox.analytics.schema.Tables.ACCESS_SECRETS;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.schema.tables.records.AccessKeysRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/** The stored keys. Used by all threads; what returns no future blocks. */
public final class KeyStore {
  private final Database database;
  private final AccessChanges changes;

  KeyStore(Database database, AccessChanges changes) {
    this.database = database;
    this.changes = changes;
  }

  /** All of them, the oldest first. */
  public List<StoredKey> all() {
    DSLContext dsl = database.reading(Area.CONTROL);
    Map<String, List<StoredSecret>> secrets = new HashMap<>();
    dsl.selectFrom(ACCESS_SECRETS)
        .orderBy(ACCESS_SECRETS.CREATED_MS, ACCESS_SECRETS.HASH)
        .forEach(
            row ->
                secrets
                    .computeIfAbsent(row.getKeyId(), _ -> new ArrayList<>())
                    .add(
                        new StoredSecret(
                            row.getHash(),
                            row.getPrefix(),
                            row.getLast4(),
                            row.getCreatedMs(),
                            row.getExpiresMs())));
    Map<String, Map<String, String>> credentials = new HashMap<>();
    dsl.selectFrom(ACCESS_CREDENTIALS)
        .forEach(
            row ->
                credentials
                    .computeIfAbsent(row.getKeyId(), _ -> new HashMap<>())
                    .put(row.getProvider(), row.getSealed()));
    return dsl.selectFrom(ACCESS_KEYS)
        .orderBy(ACCESS_KEYS.CREATED_MS, ACCESS_KEYS.ID)
        .fetch(
            row ->
                key(
                    row,
                    secrets.getOrDefault(row.getId(), List.of()),
                    credentials.getOrDefault(row.getId(), Map.of())));
  }

  private static StoredKey key(
      AccessKeysRecord row, List<StoredSecret> secrets, Map<String, String> credentials) {
    return new StoredKey(
        row.getId(),
        row.getLabel(),
        row.getRole(),
        row.getProject(),
        row.getSettings(),
        row.getCreatedMs(),
        row.getCreatedBy(),
        row.getExpiresMs(),
        row.getRevokedMs(),
        secrets,
        credentials);
  }

  /** Adds {@code key}; fails with a {@link ChangeRefused} when its label is taken, ever. */
  public CompletableFuture<Void> add(StoredKey key, AuditEntry.By by) {
    return changes.make(
        SharedPart.KEYS,
        transaction -> {
          if (transaction.fetchExists(ACCESS_KEYS, ACCESS_KEYS.LABEL.eq(key.label()))) {
            return new AccessChanges.Result.Not(ChangeRefused.Why.EXISTS);
          }
          transaction.insertInto(ACCESS_KEYS).set(row(key)).execute();
          putParts(transaction, key);
          return new AccessChanges.Result.Made(
              AuditEntry.of(by, "key.create", key.label(), "id " + key.id())
                  .changing("", key.toText()));
        });
  }

  /**
   * Changes the key {@code id}; fails with a {@link ChangeRefused} when there is none.
   *
   * @param action how the audit trail calls it
   * @param change must say the same each time; leaves id and label as they are
   */
  public CompletableFuture<Void> change(
      String id, String action, UnaryOperator<StoredKey> change, AuditEntry.By by) {
    return changes.make(
        SharedPart.KEYS,
        transaction -> {
          Optional<StoredKey> found = find(transaction, id);
          if (found.isEmpty()) {
            return new AccessChanges.Result.Not(ChangeRefused.Why.UNKNOWN);
          }
          StoredKey before = found.get();
          StoredKey after = change.apply(before);
          transaction.update(ACCESS_KEYS).set(row(after)).where(ACCESS_KEYS.ID.eq(id)).execute();
          transaction.deleteFrom(ACCESS_SECRETS).where(ACCESS_SECRETS.KEY_ID.eq(id)).execute();
          transaction
              .deleteFrom(ACCESS_CREDENTIALS)
              .where(ACCESS_CREDENTIALS.KEY_ID.eq(id))
              .execute();
          putParts(transaction, after);
          return new AccessChanges.Result.Made(
              AuditEntry.of(by, action, before.label(), "id " + id)
                  .changing(before.toText(), after.toText()));
        });
  }

  private static Optional<StoredKey> find(DSLContext transaction, String id) {
    return transaction
        .selectFrom(ACCESS_KEYS)
        .where(ACCESS_KEYS.ID.eq(id))
        .fetchOptional()
        .map(row -> key(row, secretsOf(transaction, id), credentialsOf(transaction, id)));
  }

  private static List<StoredSecret> secretsOf(DSLContext transaction, String id) {
    return transaction
        .selectFrom(ACCESS_SECRETS)
        .where(ACCESS_SECRETS.KEY_ID.eq(id))
        .orderBy(ACCESS_SECRETS.CREATED_MS, ACCESS_SECRETS.HASH)
        .fetch(
            row ->
                new StoredSecret(
                    row.getHash(),
                    row.getPrefix(),
                    row.getLast4(),
                    row.getCreatedMs(),
                    row.getExpiresMs()));
  }

  private static Map<String, String> credentialsOf(DSLContext transaction, String id) {
    return transaction
        .selectFrom(ACCESS_CREDENTIALS)
        .where(ACCESS_CREDENTIALS.KEY_ID.eq(id))
        .fetchMap(ACCESS_CREDENTIALS.PROVIDER, ACCESS_CREDENTIALS.SEALED);
  }

  private static AccessKeysRecord row(StoredKey key) {
    AccessKeysRecord row = new AccessKeysRecord();
    row.setId(key.id());
    row.setLabel(key.label());
    row.setRole(key.role());
    row.setProject(key.project());
    row.setSettings(key.settings());
    row.setCreatedMs(key.createdMillis());
    row.setCreatedBy(key.createdBy());
    row.setExpiresMs(key.expiresMillis());
    row.setRevokedMs(key.revokedMillis());
    return row;
  }

  private static void putParts(DSLContext transaction, StoredKey key) {
    for (StoredSecret secret : key.secrets()) {
      transaction
          .insertInto(ACCESS_SECRETS)
          .set(ACCESS_SECRETS.HASH, secret.hash())
          .set(ACCESS_SECRETS.KEY_ID, key.id())
          .set(ACCESS_SECRETS.PREFIX, secret.prefix())
          .set(ACCESS_SECRETS.LAST4, secret.last4())
          .set(ACCESS_SECRETS.CREATED_MS, secret.createdMillis())
          .set(ACCESS_SECRETS.EXPIRES_MS, secret.expiresMillis())
          .execute();
    }
    key.credentials()
        .forEach(
            (provider, value) ->
                transaction
                    .insertInto(ACCESS_CREDENTIALS)
                    .set(ACCESS_CREDENTIALS.KEY_ID, key.id())
                    .set(ACCESS_CREDENTIALS.PROVIDER, provider)
                    .set(ACCESS_CREDENTIALS.SEALED, value)
                    .execute());
  }
}
