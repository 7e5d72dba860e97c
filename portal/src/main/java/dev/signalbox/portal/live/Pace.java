package dev.signalbox.portal.live;

import dev.signalbox.analytics.record.RequestRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests of whom have ended of late. Counted by all threads; {@link #tick} and {@link
 * #forget} are called by one at a time.
 */
final class Pace {
  /** Seconds that a rate is taken over. */
  private static final int WINDOW = 5;

  /** Projects are what clients say: those beyond are counted together. */
  private static final int MOST = 5_000;

  private static final int IDLE_TICKS = 60;
  private static final Key REST = new Key("", "");

  private final Map<Key, Tally> tallies = new ConcurrentHashMap<>();
  private int ticks;

  private record Key(String owner, String project) {}

  /** The count is everybody's; the rest belongs to whoever ticks. */
  private static final class Tally {
    private final AtomicInteger ended = new AtomicInteger();
    private final int[] window = new int[WINDOW];
    private volatile String model = "";
    private int idle;
  }

  /**
   * What one caller did at one project.
   *
   * @param project empty text for all projects that there was no room for
   * @param ended requests within the window
   * @param model that answered last; empty text when none did
   */
  record Row(String owner, String project, int ended, String model) {}

  /**
   * What ended of late.
   *
   * @param seconds that it ended in
   */
  record Rates(int seconds, List<Row> rows) {
    static final Rates NONE = new Rates(1, List.of());
  }

  /** A request is over. */
  void ended(RequestRecord record) {
    Key key = new Key(record.from().key(), attributed(record.from().project()));
    Tally tally = tallies.get(key);
    if (tally == null) {
      tally = tallies.computeIfAbsent(tallies.size() < MOST ? key : REST, _ -> new Tally());
    }
    tally.ended.incrementAndGet();
    if (!record.served().isEmpty()) {
      tally.model = record.served();
    }
  }

  static String attributed(String project) {
    return project.isEmpty() ? RequestRecord.UNATTRIBUTED : project;
  }

  /** A second has gone by: what ended within the window. */
  Rates tick() {
    int at = ticks % WINDOW;
    ticks++;
    List<Row> rows = new ArrayList<>();
    tallies.forEach(
        (key, tally) -> {
          tally.window[at] = tally.ended.getAndSet(0);
          int sum = Arrays.stream(tally.window).sum();
          tally.idle = sum == 0 ? tally.idle + 1 : 0;
          if (tally.idle > IDLE_TICKS) {
            tallies.remove(key);
          } else {
            rows.add(new Row(key.owner(), key.project(), sum, tally.model));
          }
        });
    return new Rates(Math.min(ticks, WINDOW), rows);
  }

  /** Begins anew. */
  void forget() {
    tallies.clear();
    ticks = 0;
  }
}
