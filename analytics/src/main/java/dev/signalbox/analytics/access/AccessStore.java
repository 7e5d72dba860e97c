package dev.signalbox.analytics.access;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.node.Changes;
import dev.signalbox.analytics.node.SharedPart;
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

  /** How often each part was changed. Blocks. */
  public Map<SharedPart, Long> versions() {
    return Changes.revisions(database.reading(Area.CONTROL));
  }

  /** Writes {@code entry} into the audit trail, with no change that it could be stored with. */
  public CompletableFuture<Void> tell(AuditEntry entry) {
    return changes.tell(entry);
  }
}
