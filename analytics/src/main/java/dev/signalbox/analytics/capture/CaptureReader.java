package dev.signalbox.analytics.capture;

import static dev.signalbox.analytics.schema.Tables.CAPTURES;

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

  /** The captures of the request with this number, in the order of their way. */
  public List<CapturesRecord> of(long request) {
    return database
        .reading(Area.CAPTURES)
        .selectFrom(CAPTURES)
        .where(CAPTURES.REQUEST.eq(request))
        .orderBy(CAPTURES.AT_MS, CAPTURES.NUMBER, CAPTURES.STAGE)
        .fetch();
  }
}
