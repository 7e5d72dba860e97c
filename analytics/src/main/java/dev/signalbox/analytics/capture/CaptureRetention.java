package dev.signalbox.analytics.capture;

import static dev.signalbox.analytics.schema.Tables.CAPTURES;

import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Expiry;
import dev.signalbox.analytics.store.FactWriter;

/** Takes prompts and answers out that were kept long enough. */
public final class CaptureRetention {
  private final Expiry expiry;

  /** Works through {@code writer}, which writes the captures of {@code database}. */
  public CaptureRetention(FactWriter writer, Database database) {
    this.expiry = new Expiry(writer, database.dialect());
  }

  /** Takes out what is older than {@code millis} since 1970; blocks. The number of rows. */
  public int run(long millis) {
    int removed =
        expiry.remove(new Expiry.Old<>(CAPTURES, CAPTURES.REQUEST, CAPTURES.AT_MS.lt(millis)));
    if (removed > 0) {
      expiry.giveBack();
    }
    return removed;
  }
}
