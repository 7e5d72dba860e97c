package dev.signalbox.analytics.control;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;

/** A control database that is open for a test. */
record ControlStore(Database database, FactWriter writer) implements AutoCloseable {
  static ControlStore at(Place place) {
    Database database = Database.open(place);
    return new ControlStore(
        database,
        new FactWriter(
            database, Area.CONTROL, FactWriter.Settings.STANDARD, () -> Instant.ofEpochMilli(0)));
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }
}
