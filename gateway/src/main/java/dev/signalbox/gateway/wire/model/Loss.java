package dev.signalbox.gateway.wire.model;

/**
 * One thing a translation could not carry over as it was.
 *
 * @param field path of the field in the document it was read from, such as {@code
 *     messages[2].content[0].cache_control}
 * @param kind whether the field is gone or was changed
 * @param why one short clause for people
 */
public record Loss(String field, Kind kind, String why) {
  /** What happened to the field. */
  public enum Kind {
    DROPPED,
    ADAPTED
  }
}
