package dev.signalbox.analytics.row;

import org.jooq.Configuration;
import org.jooq.TableRecord;
import org.jooq.impl.DefaultConfiguration;

/** Makes rows that are to be inserted. */
public final class Rows {
  /** A row without one makes one of its own whenever a part of its key is set. */
  private static final Configuration SHARED = new DefaultConfiguration();

  private Rows() {}

  /** {@code row}, an empty one, ready to be filled. */
  public static <R extends TableRecord<R>> R of(R row) {
    row.attach(SHARED);
    return row;
  }
}
