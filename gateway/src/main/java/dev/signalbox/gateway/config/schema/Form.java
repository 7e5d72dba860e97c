package dev.signalbox.gateway.config.schema;

/** How a single value is written, and whether a message may show it. */
public enum Form {
  /** A text that messages may show as it was written. */
  TEXT,
  /** A text that messages never show. */
  SECRET,
  /** A whole number. */
  WHOLE,
  /** A number that may have a fraction. */
  DECIMAL,
  /** True or false. */
  FLAG
}
