package dev.signalbox.analytics.query;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import dev.signalbox.analytics.record.Result;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What requests can be told apart by. */
public enum Dimension {
  PROJECT,
  SOURCE,
  /** Label of the caller's key. */
  KEY_LABEL,
  /** Who answered. */
  PROVIDER,
  /** The model that answered. */
  MODEL,
  PROFILE,
  RESULT,
  TASK,
  APP,
  ENDPOINT,
  SESSION,
  /** One of those that it has. */
  TAG,
  REQUEST_ID,
  REQUESTED_MODEL,
  STATUS,
  OUTCOME,
  ERROR_CLASS,
  /** Who was called in vain; the request may have been answered by another. */
  FAILED_PROVIDER,
  /** What went wrong with such a call. */
  FAILED_CLASS;

  /** How a value that was not given is written in questions and answers. */
  public static final String NONE = "(none)";

  /** Its name in questions and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those that sums are kept by. */
  public static List<Dimension> summed() {
    return List.of(PROJECT, SOURCE, KEY_LABEL, PROVIDER, MODEL, PROFILE, RESULT);
  }

  /** Whether its values are whole numbers. */
  public boolean isNumber() {
    return this == STATUS;
  }

  /** Whether it is one of the calls of a request, not of the request itself. */
  boolean ofAttempts() {
    return this == FAILED_PROVIDER || this == FAILED_CLASS;
  }

  /** Whether there is an index of requests by it and their number. */
  boolean indexed() {
    return List.of(PROJECT, SOURCE, KEY_LABEL, RESULT, SESSION, REQUEST_ID).contains(this);
  }

  /**
   * What has to be said with {@code choice} so that an index is used that leaves out the value that
   * most requests have.
   */
  Condition unusual(Choice choice) {
    return switch (this) {
      case KEY_LABEL -> unusual(FACT_REQUESTS.KEY_LABEL, "", choice);
      case SESSION -> unusual(FACT_REQUESTS.SESSION_ID, "", choice);
      case RESULT -> unusual(FACT_REQUESTS.RESULT, Result.OK.id(), choice);
      default -> DSL.noCondition();
    };
  }

  private static Condition unusual(Field<String> field, String usual, Choice choice) {
    return choice.leavesOut(usual) ? field.ne(DSL.inline(usual)) : DSL.noCondition();
  }

  /** Of the table it belongs to, what {@code choice} wants. */
  Condition of(Choice choice) {
    return this == TAG ? choice.among(FACT_REQUESTS.TAGS) : choice.on(fact());
  }

  /** Its column in the table it belongs to. */
  private Field<?> fact() {
    return switch (this) {
      case PROJECT -> FACT_REQUESTS.PROJECT;
      case SOURCE -> FACT_REQUESTS.SOURCE;
      case KEY_LABEL -> FACT_REQUESTS.KEY_LABEL;
      case PROVIDER -> FACT_REQUESTS.PROVIDER;
      case MODEL -> FACT_REQUESTS.MODEL;
      case PROFILE -> FACT_REQUESTS.PROFILE;
      case RESULT -> FACT_REQUESTS.RESULT;
      case TASK -> FACT_REQUESTS.TASK;
      case APP -> FACT_REQUESTS.APP;
      case ENDPOINT -> FACT_REQUESTS.ENDPOINT;
      case SESSION -> FACT_REQUESTS.SESSION_ID;
      case TAG -> FACT_REQUESTS.TAGS;
      case REQUEST_ID -> FACT_REQUESTS.REQUEST_ID;
      case REQUESTED_MODEL -> FACT_REQUESTS.REQUESTED_MODEL;
      case STATUS -> FACT_REQUESTS.STATUS;
      case OUTCOME -> FACT_REQUESTS.OUTCOME;
      case ERROR_CLASS -> FACT_REQUESTS.ERROR_CLASS;
      case FAILED_PROVIDER -> FACT_ATTEMPTS.PROVIDER;
      case FAILED_CLASS -> FACT_ATTEMPTS.FAULT;
    };
  }

  /**
   * Its column in the sums.
   *
   * @throws IllegalArgumentException when sums are not kept by it
   */
  public Field<String> sum() {
    return switch (this) {
      case PROJECT -> ROLLUPS.PROJECT;
      case SOURCE -> ROLLUPS.SOURCE;
      case KEY_LABEL -> ROLLUPS.KEY_LABEL;
      case PROVIDER -> ROLLUPS.PROVIDER;
      case MODEL -> ROLLUPS.MODEL;
      case PROFILE -> ROLLUPS.PROFILE;
      case RESULT -> ROLLUPS.RESULT;
      case TASK,
          APP,
          ENDPOINT,
          SESSION,
          TAG,
          REQUEST_ID,
          REQUESTED_MODEL,
          STATUS,
          OUTCOME,
          ERROR_CLASS,
          FAILED_PROVIDER,
          FAILED_CLASS ->
          throw new IllegalArgumentException("sums are not kept by `%s`".formatted(id()));
    };
  }
}
