package dev.signalbox.gateway.log;

import dev.signalbox.analytics.record.RequestRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of each request that is over, where that is wanted: one event each, whose line is
 * put together by whoever writes it.
 */
public final class RequestLog {
  /** What it logs as; off unless somebody reads the log by program. */
  public static final String NAME = "dev.signalbox.requests";

  private static final Logger log = LoggerFactory.getLogger(NAME);

  private RequestLog() {}

  /** Tells of {@code record}. */
  public static void ended(RequestRecord record) {
    if (log.isInfoEnabled()) {
      log.atInfo().addKeyValue("request", new RequestLine(record)).log("request");
    }
  }
}
