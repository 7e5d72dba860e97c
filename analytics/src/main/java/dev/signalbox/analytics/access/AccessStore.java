package dev.signalbox.analytics.access;

import static dev.signalbox.analytics.schema.Tables.ACCESS_VERSIONS;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Who may do what, as it is stored. Used by all threads. */
public final class AccessStore {
  private final Database database;
  private final AccessChanges changes;
  private final KeyStore keys;
  private final PeopleStore people;

  /**
   * What is stored in {@code database}.
   *
   * @param control writes the area that it is in
   * @param clock the time that is written
   */
  public AccessStore(Database database, FactWriter control, InstantSource clock) {
    this.database = database;
    this.changes = new AccessChanges(control, clock);
    this.keys = new KeyStore(database, changes);
    this.people = new PeopleStore(database, changes);
  }

  public KeyStore keys() {
    return keys;
  }

  public PeopleStore people() {
    return people;
  }

  /** How often each part was changed; a part that never was is missing. Blocks. */
  public Map<String, Long> versions() {
    return database
        .reading(Area.CONTROL)
        .selectFrom(ACCESS_VERSIONS)
        .fetchMap(ACCESS_VERSIONS.PART, ACCESS_VERSIONS.VERSION);
  }

  /** The version of {@code part} among {@code versions}; 0 when it never was changed. */
  public static long of(AccessPart part, Map<String, Long> versions) {
    return versions.getOrDefault(part.id(), 0L);
  }

  /** Writes {@code entry} into the audit trail, with no change that it could be stored with. */
  public CompletableFuture<Void> tell(AuditEntry entry) {
    return changes.tell(entry);
  }
}
