package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Views;
import java.util.List;

/** What things can be told apart by. */
enum Dimension {
  PROJECT("project", "project", "(unattributed)"),
  SOURCE("source", "source", "(unattributed)"),
  PROVIDER("provider", "provider", ""),
  MODEL("model", "model", ""),
  REQUESTED_MODEL("requested model", "requested_model", ""),
  ANSWERED_MODEL("answered model", "answered_model", ""),
  PROFILE("profile", "profile", ""),
  TASK("task", "task", ""),
  KEY("key", "key_label", ""),
  APP("app", "app", ""),
  ENDPOINT("endpoint", "endpoint", ""),
  SESSION("session", "session_id", ""),
  STATUS("status", "status", ""),
  OUTCOME("outcome", "outcome", ""),
  RESULT("result", "result", ""),
  ERROR_CLASS("error class", "error_class", ""),
  STREAM("streaming", "stream", ""),
  FAULT("fault", "fault", ""),
  PHASE("phase", "phase", ""),
  TIER("service tier", "service_tier", ""),
  BUCKET("token kind", "bucket", ""),
  FIELD("field", "field", ""),
  KIND("kind", "kind", ""),
  RULE("rule", "rule", ""),
  CATEGORY("category", "category", ""),
  ACTION("action", "action", ""),
  SIGNAL("signal", "name", ""),
  REPORTER("reporter", "reporter", ""),
  STATE("state", "state", ""),
  CHOSEN_MODEL("chosen model", "chosen_model", ""),
  CHOSEN_PROVIDER("chosen provider", "chosen_provider", ""),
  MINUTE("minute", "", ""),
  HOUR("hour", "", ""),
  DAY("day", "", ""),
  WEEK("week", "", ""),
  MONTH("month", "", ""),
  WEEKDAY("weekday", "", ""),
  HOUR_OF_DAY("hour of the day", "", "");

  /** Dimensions whose values are names that people give, and so are looked up in the database. */
  static final List<Dimension> NAMED =
      List.of(PROJECT, SOURCE, PROVIDER, MODEL, PROFILE, TASK, KEY, APP, ENDPOINT);

  private final String title;
  private final String column;
  private final String none;

  Dimension(String title, String column, String none) {
    this.title = title;
    this.column = column;
    this.none = none;
  }

  String title() {
    return title;
  }

  /** The column; empty text for a time, which is computed. */
  String column() {
    return column;
  }

  /** The value that stands for none. */
  String none() {
    return none;
  }

  boolean isTime() {
    return column.isEmpty();
  }

  /** Whether it goes on in time, so that a line can be drawn along it. */
  boolean isTimeline() {
    return isTime() && this != WEEKDAY && this != HOUR_OF_DAY;
  }

  boolean isIn(String view) {
    if (view.equals("attempts") && this == KEY) {
      return false; // that one is the provider's key, not the caller's
    }
    return Views.find(view)
        .map(found -> found.column(isTime() ? "at_ms" : column).isPresent())
        .orElse(false);
  }
}
