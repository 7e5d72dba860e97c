package dev.signalbox.analytics.records;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import java.util.Locale;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What a list of requests is in the order of, the largest first. */
public enum Sort {
  TIME,
  /** What has no known cost comes last. */
  COST,
  TOTAL_MS,
  FIRST_BYTE_MS,
  /** Those of the prompt and those of the answer. */
  TOKENS;

  /** Its name in questions. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is compared. */
  Field<Long> field() {
    return switch (this) {
      case TIME -> FACT_REQUESTS.ID;
      case COST -> DSL.coalesce(FACT_REQUESTS.COST_NANOS, DSL.inline(-1L));
      case TOTAL_MS -> FACT_REQUESTS.TOTAL_MS;
      case FIRST_BYTE_MS -> FACT_REQUESTS.FIRST_BYTE_MS;
      case TOKENS ->
          FACT_REQUESTS
              .INPUT_TOKENS
              .plus(FACT_REQUESTS.CACHE_READ_TOKENS)
              .plus(FACT_REQUESTS.CACHE_WRITE_TOKENS)
              .plus(FACT_REQUESTS.OUTPUT_TOKENS);
    };
  }
}
