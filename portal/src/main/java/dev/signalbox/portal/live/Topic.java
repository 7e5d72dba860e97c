package dev.signalbox.portal.live;

/** What a viewer may want to be told of. */
public enum Topic {
  /** Requests that are over. */
  RECORDS("records", "record"),
  /** What each project is doing. */
  PROJECTS("projects", "tick"),
  /** Circuits and keys that sit out. */
  HEALTH("health", "health"),
  /** Models that answer badly. */
  ALERTS("alerts", "alert"),
  /** Which configuration is served. */
  CONFIG("config", "config");

  private final String id;
  private final String event;

  Topic(String id, String event) {
    this.id = id;
    this.event = event;
  }

  /** Its name in a query. */
  public String id() {
    return id;
  }

  /** The name of its events. */
  String event() {
    return event;
  }
}
