package dev.signalbox.analytics.capture;

import static dev.signalbox.analytics.schema.Tables.CAPTURES;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static org.jooq.impl.DSL.max;

import dev.signalbox.analytics.schema.tables.records.CapturesRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Finds what was captured of a request: its number among the facts, then what is kept of it. */
public final class CaptureReader {
  private CaptureReader() {}

  /** The number of the newest request that the client knows as {@code requestId}. */
  public static Optional<Long> numberOf(String requestId, DSLContext facts) {
    return facts
        .select(max(FACT_REQUESTS.ID))
        .from(FACT_REQUESTS)
        .where(FACT_REQUESTS.REQUEST_ID.eq(requestId))
        .fetchOptional(max(FACT_REQUESTS.ID));
  }

  /** What was kept of the request with this number, in the order of its way; may be nothing. */
  public static List<CapturesRecord> of(long number, DSLContext captures) {
    return captures
        .selectFrom(CAPTURES)
        .where(CAPTURES.REQUEST.eq(number))
        .orderBy(CAPTURES.AT_MS, CAPTURES.NUMBER, CAPTURES.STAGE)
        .fetch();
  }
}
