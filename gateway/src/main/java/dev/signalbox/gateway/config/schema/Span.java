package dev.signalbox.gateway.config.schema;

import java.util.List;

/**
 * Where something stands in a TOML text that can be read.
 *
 * @param path of the key, as {@link SecretPlaces} takes it; empty text for a comment
 * @param start of its first character, quotes included
 * @param end behind its last one
 */
public record Span(What what, String path, int start, int end) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What stands there. */
  public enum What {
    /** A part of a key. */
    NAME,
    /** A text as a value or in a list. */
    TEXT,
    /** From the {@code #} to the end of the line. */
    COMMENT
  }

  /** All of {@code text}, in their order; what is no TOML is read as far as it looks like some. */
  public static List<Span> of(String text) {
    return text.startsWith(BYTE_ORDER_MARK)
        ? KeyLines.spansOf(text.substring(1)).stream().map(Span::behindOneMore).toList()
        : KeyLines.spansOf(text);
  }

  private Span behindOneMore() {
    return new Span(what, path, start + 1, end + 1);
  }
}
