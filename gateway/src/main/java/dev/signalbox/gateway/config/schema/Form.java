package dev.signalbox.gateway.config.schema;

/** How a single value is written, and whether a message may show it. */
public enum Form {
  /** A text that messages may show as it was written. */
  TEXT,
  /** A text that messages never show. */
  SECRET,
  /** A whole number. */
  WHOLE,
  /** True or false. */
  FLAG
}
