package dev.signalbox.gateway.chaos;

import static org.jooq.impl.DSL.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collection;
import org.jooq.DSLContext;

/** I8 while nothing is under way: what a run holds does not grow with it; and what it leaves. */
final class Bounds {
  /**
   * Descriptors that come and go: connections that are about to be closed, files of the database.
   */
  private static final long OTHERS = 100;

  /** Names that sums keep apart within one span. */
  private static final int MOST_NAMES = 5_000;

  private long descriptors = -1;

  /** Notes in {@code into} what has grown since the first wave, or beyond its bound. */
  void check(ChaosGateway gateway, Collection<Provider> providers, Violations into) {
    // Connections to providers are kept for the next wave: one descriptor here, and one there.
    long kept = 2L * providers.stream().mapToInt(Provider::connections).sum();
    long open = openDescriptors() - kept;
    descriptors = descriptors < 0 ? open : descriptors;
    into.unless(
        open <= descriptors + OTHERS,
        "I8",
        () ->
            "%d descriptors are open, after the first wave there were %d"
                .formatted(open, descriptors));
    JsonNode store = gateway.get("/health").path("store");
    into.unless(
        store.path("status").asText().equals("ok")
            && store.path("most_queued").asLong() < store.path("queue_capacity").asLong(),
        "I8",
        () -> "the store: " + store);
    JsonNode stats = gateway.get("/v1/stats");
    into.unless(
        stats.path("by_source").size() <= MOST_NAMES,
        "I8",
        () -> "too many sources are told apart");
  }

  /** Notes in {@code into} what is not as it should be once the gateway has stopped. */
  void checkStored(Path folder, int recorded, Violations into) {
    try (Database database = Database.open(new Place.Folder(folder))) {
      DSLContext facts = database.reading(Area.FACTS);
      DSLContext control = database.reading(Area.CONTROL);
      int stored = facts.fetchCount(table("fact_requests"));
      into.unless(
          stored == recorded,
          "I1",
          () -> "%d are recorded, and stored %d".formatted(recorded, stored));
      into.unless(
          control.fetchCount(table("reservations")) == 0, "I2", () -> "reservations are left");
      into.unless(
          "ok".equals(facts.fetchValue("pragma integrity_check"))
              && "ok".equals(control.fetchValue("pragma integrity_check")),
          "I8",
          () -> "the database is broken");
    }
  }

  private static long openDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
