package dev.signalbox.analytics.store;

import dev.signalbox.engine.text.Excerpt;
import org.jooq.Field;
import org.jooq.Record;

/** Text as databases keep it: PostgreSQL takes no more than was declared, and no NUL in it. */
public final class StoredText {
  private StoredText() {}

  /**
   * {@code text} as it is kept.
   *
   * @param most characters of its column; 0 where it has no bound
   */
  static String of(String text, int most) {
    String clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "\uFFFD");
    return most == 0 ? clean : Excerpt.cut(clean, most);
  }

  /** Has the texts of {@code row}, which may not be stored yet, be what is kept of them. */
  public static <R extends Record> R in(R row) {
    for (Field<?> field : row.fields()) {
      if (row.get(field) instanceof String text) {
        row.set(field.coerce(String.class), of(text, field.getDataType().length()));
      }
    }
    return row;
  }
}
