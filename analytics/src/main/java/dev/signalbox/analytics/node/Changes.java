package dev.signalbox.analytics.node;

import static dev.signalbox.analytics.schema.Tables.CHANGES;

import java.util.EnumMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * How often each part of what processes hold in memory was changed. A change is counted within its
 * own transaction; on a server the others are told when that is committed.
 */
public final class Changes {
  /** What nodes listen to; a notification says which part, and its revision. */
  static final String CHANNEL = "signalbox";

  private Changes() {}

  /** Counts a change of {@code part} that {@code transaction} makes. */
  public static void note(DSLContext transaction, SharedPart part) {
    transaction
        .insertInto(CHANGES)
        .set(CHANGES.PART, part.id())
        .set(CHANGES.REVISION, 1L)
        .onConflict(CHANGES.PART)
        .doUpdate()
        .set(CHANGES.REVISION, CHANGES.REVISION.plus(1))
        .execute();
    if (transaction.family() == SQLDialect.POSTGRES) {
      transaction.fetch(
          "select pg_notify({0}, {1} || ' ' || revision) from changes where part = {1}",
          DSL.inline(CHANNEL), DSL.inline(part.id()));
    }
  }

  /** How often each part was changed so far. Blocks. */
  public static Map<SharedPart, Long> revisions(DSLContext control) {
    Map<String, Long> stored = control.selectFrom(CHANGES).fetchMap(CHANGES.PART, CHANGES.REVISION);
    Map<SharedPart, Long> revisions = new EnumMap<>(SharedPart.class);
    for (SharedPart part : SharedPart.values()) {
      revisions.put(part, stored.getOrDefault(part.id(), 0L));
    }
    return revisions;
  }
}
