package dev.signalbox.gateway.chaos;

import dev.signalbox.gateway.e2e.ClientApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws what happens in a run: the same seed draws the same. */
final class Draw {
  private static final int MOST_CALLS = 8;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final SplittableRandom random;

  private Draw(long seed, long number) {
    random = new SplittableRandom(seed * SPREAD + number);
  }

  /** Request {@code number} of the run of {@code seed}. */
  static Errand errand(long seed, int number) {
    return new Draw(seed, number).errand(number);
  }

  /**
   * How the clocks move before a wave of requests.
   *
   * @param passed goes by
   * @param turned the time of day is set by so much, to and fro
   */
  record Interlude(Duration passed, Duration turned) {}

  /** What happens before wave {@code number} of the run of {@code seed}. */
  static Interlude interlude(long seed, int number) {
    Draw draw = new Draw(seed, -1L - number);
    int seconds =
        switch (draw.from(0, 2)) {
          case 0 -> draw.from(1, 20);
          case 1 -> draw.from(30, 120);
          default -> draw.from(600, 7_200);
        };
    Duration turned = draw.percent(20) ? Duration.ofMinutes(draw.from(-60, 60)) : Duration.ZERO;
    return new Interlude(Duration.ofSeconds(seconds), turned);
  }

  /** Whether connection {@code number} of a provider is reset as soon as it is there. */
  static boolean isReset(long seed, String provider, int number) {
    return new Draw(seed ^ provider.hashCode(), number).percent(2);
  }

  private Errand errand(int number) {
    Errand.Wish wish = wish(number);
    Errand.Flaw flaw = percent(95) ? Errand.Flaw.NONE : oneOf(Errand.Flaw.values());
    ClientWay way = way();
    boolean keepAlive = percent(70);
    List<Deed> deeds = new ArrayList<>();
    for (int call = 0; call < MOST_CALLS; call++) {
      deeds.add(deed());
    }
    return new Errand(number, wish, flaw, way, keepAlive, deeds);
  }

  private Errand.Wish wish(int number) {
    return new Errand.Wish(
        oneOf(ClientApi.values()),
        percent(75) ? ChaosConfig.alias(from(0, ChaosConfig.ALIASES - 1)) : pinned(),
        percent(60),
        percent(25),
        percent(30),
        percent(75) ? "" : oneOf("hedged", "checked"),
        percent(90) ? "project-" + from(0, 4) : "project-of-" + number,
        percent(90) ? "source-" + from(0, 5) : "source-of-" + number,
        percent(93));
  }

  private String pinned() {
    return oneOf(Vendor.values()).target();
  }

  private ClientWay way() {
    int drawn = from(0, 99);
    if (drawn < 62) {
      return new ClientWay.Reads();
    }
    if (drawn < 70) {
      return new ClientWay.Slow(from(16, 700), from(1, 8));
    }
    if (drawn < 80) {
      return new ClientWay.LeavesAfter(from(1, 3_000), percent(50));
    }
    if (drawn < 92) {
      return new ClientWay.LeavesIn(from(0, 200), percent(50));
    }
    return drawn < 96
        ? new ClientWay.HalfCloses()
        : new ClientWay.StopsSending(from(0, 99), percent(50));
  }

  private Deed deed() {
    int drawn = from(0, 99);
    if (drawn < 55) {
      return new Deed.Answers(oneOf(Deed.Manner.values()));
    }
    if (drawn < 60) {
      return new Deed.Miscounts(oneOf(Deed.Figures.values()));
    }
    if (drawn < 76) {
      return refusal();
    }
    if (drawn < 92) {
      Deed.How how = oneOf(Deed.How.values());
      Deed.Place place = oneOf(Deed.Place.values());
      return new Deed.Breaks(place, from(0, 6), how);
    }
    return new Deed.Babbles(oneOf(Deed.Noise.values()));
  }

  private Deed.Refuses refusal() {
    int drawn = from(0, 99);
    if (drawn < 15) {
      return new Deed.Refuses(429, "retry-after: " + from(1, 90) + "\r\n", "rate_limit_exceeded");
    }
    if (drawn < 20) {
      return new Deed.Refuses(
          429,
          oneOf("", "retry-after: soon\r\n", "retry-after: -3\r\n", "retry-after: 1000000000\r\n"),
          "rate_limit_exceeded");
    }
    if (drawn < 24) {
      return new Deed.Refuses(oneOf(401, 403, 402), "", "invalid_api_key");
    }
    if (drawn < 36) {
      return new Deed.Refuses(oneOf(400, 404, 413, 422), "", "invalid_request_error");
    }
    if (drawn < 50) {
      return new Deed.Refuses(503, "retry-after: " + from(0, 2) + "\r\n", "overloaded");
    }
    return new Deed.Refuses(oneOf(500, 502, 503, 529, 408, 409, 425, 999), "", "server_error");
  }

  private boolean percent(int share) {
    return random.nextInt(100) < share;
  }

  /** From {@code least} to {@code most}, both included. */
  private int from(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  @SafeVarargs
  private <T> T oneOf(T... all) {
    return all[random.nextInt(all.length)];
  }
}
