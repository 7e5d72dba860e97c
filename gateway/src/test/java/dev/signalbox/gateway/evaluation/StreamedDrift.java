package dev.signalbox.gateway.evaluation;

import dev.signalbox.gateway.e2e.LivePage;
import java.util.List;
import java.util.Random;

/** How soon traffic leaves a model that got worse, over HTTP: {@link Drift} from outside. */
final class StreamedDrift {
  /** Share of the right answers that the model loses. */
  static final double LOST = 0.4;

  private static final int SETTLING = 1_000;
  private static final int WINDOW = 50;
  private static final int MOST_AFTER = 500;
  private static final int TOGETHER = 10;

  private final ServedGateway gateway;
  private final TableProvider provider;
  private final List<OutcomeSet.Row> rows;

  /**
   * What a model's loss led to.
   *
   * @param signals on it until it had half of its share of the traffic, or to the end where it
   *     never had so few
   * @param alarms whom alarms were given of
   * @param events whom a page was told of
   * @param alarmsBefore alarms among {@code signalsBefore}, while no model got worse
   */
  record Left(
      String model,
      boolean halved,
      int signals,
      int alarmAfter,
      List<String> alarms,
      List<String> events,
      int alarmsBefore,
      long signalsBefore) {}

  StreamedDrift(ServedGateway gateway, TableProvider provider, List<OutcomeSet.Row> rows) {
    this.gateway = gateway;
    this.provider = provider;
    this.rows = rows;
  }

  /** The busiest model loses {@link #LOST} after {@code clean} requests or more. */
  Left leave(int clean, long seed) {
    Random random = new Random(seed);
    StreamedTraffic traffic = new StreamedTraffic(gateway, Traffic.Noise.NONE, seed);
    List<String> earlier = gateway.alarms();
    int[] used = new int[rows.getFirst().score().length];
    int settling = Math.max(SETTLING, clean);
    for (int i = 0; i < settling; i++) {
      int model = traffic.send(row(random)).model();
      used[model] += i >= settling - SETTLING / 2 ? 1 : 0;
    }
    traffic.tellAll();
    gateway.settle(rows.getFirst());
    int busiest = 0;
    for (int m = 0; m < used.length; m++) {
      busiest = used[m] > used[busiest] ? m : busiest;
    }
    String name = gateway.nameOf(busiest);
    int before = gateway.alarms().size();
    long signalsBefore = traffic.signals();
    provider.degrade(busiest, LOST);
    try (LivePage page = new LivePage(gateway.viewer("/v1/live?topics=alerts"))) {
      boolean[] hits = new boolean[MOST_AFTER];
      int inWindow = 0;
      int alarmAfter = -1;
      int half = used[busiest] * WINDOW / SETTLING;
      int asked = 0;
      boolean halved = false;
      while (asked < MOST_AFTER && !halved) {
        hits[asked] = traffic.send(row(random)).model() == busiest;
        inWindow += hits[asked] ? 1 : 0;
        inWindow -= asked >= WINDOW && hits[asked - WINDOW] ? 1 : 0;
        asked++;
        halved = asked >= WINDOW && inWindow <= half;
        if (asked % TOGETHER == 0) {
          gateway.awaitAnother(rows.getFirst());
          if (alarmAfter < 0 && gateway.alarms().size() > before) {
            alarmAfter = count(hits, asked);
          }
        }
      }
      traffic.tellAll();
      List<String> events =
          ServedGateway.await(20, () -> events(page), found -> found.contains(name));
      List<String> alarms = gateway.alarms();
      return new Left(
          name,
          halved,
          count(hits, halved ? asked - WINDOW : asked),
          alarmAfter,
          alarms.subList(0, alarms.size() - before),
          events,
          before - earlier.size(),
          signalsBefore);
    } finally {
      provider.degrade(busiest, 0);
    }
  }

  private static int count(boolean[] hits, int until) {
    int count = 0;
    for (int i = 0; i < until; i++) {
      count += hits[i] ? 1 : 0;
    }
    return count;
  }

  private OutcomeSet.Row row(Random random) {
    return rows.get(random.nextInt(rows.size()));
  }

  private static List<String> events(LivePage page) {
    return page.all("alert").stream()
        .filter(alert -> alert.path("kind").asText().equals("degraded"))
        .map(alert -> alert.path("model").asText())
        .toList();
  }
}
