package dev.signalbox.analytics.capture;

import static dev.signalbox.analytics.schema.Tables.CAPTURES;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static org.jooq.impl.DSL.max;

import dev.signalbox.analytics.schema.tables.records.CapturesRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import java.util.List;

/** Finds what was captured of a request. Blocks. */
public final class CaptureReader {
  private final Database database;

  public CaptureReader(Database database) {
    this.database = database;
  }

  /**
   * The captures of the newest request that the client knows as {@code requestId}, in the order of
   * their way; none when nothing was kept or it is not known.
   */
  public List<CapturesRecord> of(String requestId) {
    return database
        .reading(Area.FACTS)
        .select(max(FACT_REQUESTS.ID))
        .from(FACT_REQUESTS)
        .where(FACT_REQUESTS.REQUEST_ID.eq(requestId))
        .fetchOptional(max(FACT_REQUESTS.ID))
        .map(this::of)
        .orElse(List.of());
  }

  private List<CapturesRecord> of(long request) {
    return database
        .reading(Area.CAPTURES)
        .selectFrom(CAPTURES)
        .where(CAPTURES.REQUEST.eq(request))
        .orderBy(CAPTURES.AT_MS, CAPTURES.NUMBER, CAPTURES.STAGE)
        .fetch();
  }
}
