package dev.signalbox.analytics.access;

import static dev.signalbox.analytics.schema.Tables.ACCESS_SESSIONS;
import static dev.signalbox.analytics.schema.Tables.ACCESS_USERS;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.schema.tables.records.AccessUsersRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/** The stored people and their sessions. Used by all threads; what returns no future blocks. */
public final class PeopleStore {
  private final Database database;
  private final AccessChanges changes;

  PeopleStore(Database database, AccessChanges changes) {
    this.database = database;
    this.changes = changes;
  }

  /** Everybody there is or was. */
  public List<StoredUser> all() {
    return database
        .reading(Area.CONTROL)
        .selectFrom(ACCESS_USERS)
        .orderBy(ACCESS_USERS.NAME)
        .fetch(PeopleStore::user);
  }

  private static StoredUser user(AccessUsersRecord row) {
    return new StoredUser(
        row.getName(),
        row.getRole(),
        row.getPassword(),
        row.getOrigin(),
        row.getCreatedMs(),
        row.getCreatedBy(),
        row.getDisabledMs());
  }

  /** The sessions there are, ended ones too until they are taken out. */
  public List<StoredSession> sessions() {
    return database
        .reading(Area.CONTROL)
        .selectFrom(ACCESS_SESSIONS)
        .fetch(
            row ->
                new StoredSession(
                    row.getHash(),
                    row.getUserName(),
                    row.getCreatedMs(),
                    row.getSeenMs(),
                    row.getAddress()));
  }

  /**
   * Adds {@code user}, in the place of one of that name that was taken out; fails with a {@link
   * ChangeRefused} when there is one.
   */
  public CompletableFuture<Void> add(StoredUser user, AuditEntry.By by) {
    return changes.make(
        SharedPart.PEOPLE,
        transaction -> {
          Optional<StoredUser> before = find(transaction, user.name());
          if (before.filter(StoredUser::counts).isPresent()) {
            return new AccessChanges.Result.Not(ChangeRefused.Why.EXISTS);
          }
          transaction.deleteFrom(ACCESS_USERS).where(ACCESS_USERS.NAME.eq(user.name())).execute();
          transaction.insertInto(ACCESS_USERS).set(row(user)).execute();
          return new AccessChanges.Result.Made(
              AuditEntry.of(by, "user.create", user.name(), "role " + user.role())
                  .changing(before.map(StoredUser::toText).orElse(""), user.toText()));
        });
  }

  /**
   * Changes the person {@code name}, whose sessions end; fails with a {@link ChangeRefused} when
   * there is none.
   *
   * @param action how the audit trail calls it
   * @param change must say the same each time; leaves the name as it is
   */
  public CompletableFuture<Void> change(
      String name, String action, UnaryOperator<StoredUser> change, AuditEntry.By by) {
    return changes.make(
        SharedPart.PEOPLE,
        transaction -> {
          Optional<StoredUser> found = find(transaction, name).filter(StoredUser::counts);
          if (found.isEmpty()) {
            return new AccessChanges.Result.Not(ChangeRefused.Why.UNKNOWN);
          }
          StoredUser after = change.apply(found.get());
          transaction
              .update(ACCESS_USERS)
              .set(row(after))
              .where(ACCESS_USERS.NAME.eq(name))
              .execute();
          transaction
              .deleteFrom(ACCESS_SESSIONS)
              .where(ACCESS_SESSIONS.USER_NAME.eq(name))
              .execute();
          return new AccessChanges.Result.Made(
              AuditEntry.of(by, action, name, "role " + after.role())
                  .changing(found.get().toText(), after.toText()));
        });
  }

  private static Optional<StoredUser> find(DSLContext transaction, String name) {
    return transaction
        .selectFrom(ACCESS_USERS)
        .where(ACCESS_USERS.NAME.eq(name))
        .fetchOptional()
        .map(PeopleStore::user);
  }

  private static AccessUsersRecord row(StoredUser user) {
    AccessUsersRecord row = new AccessUsersRecord();
    row.setName(user.name());
    row.setRole(user.role());
    row.setPassword(user.password());
    row.setOrigin(user.origin());
    row.setCreatedMs(user.createdMillis());
    row.setCreatedBy(user.createdBy());
    row.setDisabledMs(user.disabledMillis());
    return row;
  }

  /** Begins {@code session}. */
  public CompletableFuture<Void> begin(StoredSession session, AuditEntry.By by) {
    return changes.make(
        SharedPart.PEOPLE,
        transaction -> {
          transaction
              .insertInto(ACCESS_SESSIONS)
              .set(ACCESS_SESSIONS.HASH, session.hash())
              .set(ACCESS_SESSIONS.USER_NAME, session.user())
              .set(ACCESS_SESSIONS.CREATED_MS, session.createdMillis())
              .set(ACCESS_SESSIONS.SEEN_MS, session.seenMillis())
              .set(ACCESS_SESSIONS.ADDRESS, session.address())
              .execute();
          return new AccessChanges.Result.Made(AuditEntry.of(by, "login", session.user(), ""));
        });
  }

  /** Ends the session with {@code hash}. */
  public CompletableFuture<Void> end(String hash, AuditEntry.By by) {
    return changes.make(
        SharedPart.PEOPLE,
        transaction -> {
          transaction.deleteFrom(ACCESS_SESSIONS).where(ACCESS_SESSIONS.HASH.eq(hash)).execute();
          return new AccessChanges.Result.Made(AuditEntry.of(by, "logout", by.actor(), ""));
        });
  }

  /** Notes when sessions were used, and takes out those that began or were used long ago. */
  public CompletableFuture<Void> seen(
      Map<String, Long> seenMillis, long beganBefore, long unusedSince) {
    return changes.makeQuietly(
        transaction -> {
          seenMillis.forEach(
              (hash, millis) ->
                  transaction
                      .update(ACCESS_SESSIONS)
                      .set(ACCESS_SESSIONS.SEEN_MS, millis)
                      .where(ACCESS_SESSIONS.HASH.eq(hash))
                      .and(ACCESS_SESSIONS.SEEN_MS.lt(millis))
                      .execute());
          transaction
              .deleteFrom(ACCESS_SESSIONS)
              .where(ACCESS_SESSIONS.CREATED_MS.lt(beganBefore))
              .or(ACCESS_SESSIONS.SEEN_MS.lt(unusedSince))
              .execute();
        });
  }
}
