package dev.signalbox.gateway.limit;

import dev.signalbox.engine.naming.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Limits on everything together, and a request under them. */
final class LimitSamples {
  private static final Taker ANYBODY = new Taker("blue", "shop", "web", "", Optional.empty());
  static final Target MODEL = new Target("oa", "gpt");

  private LimitSamples() {}

  static Limit perMinute(long requests) {
    return new Limit(
        "requests",
        LimitScope.TOTAL,
        Limit.EACH,
        OptionalLong.of(requests),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty());
  }

  static Limit tokens(long perMinute) {
    return new Limit(
        "tokens",
        LimitScope.KEY,
        Limit.EACH,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(perMinute),
        OptionalInt.empty());
  }

  static Limit atOnce(int requests) {
    return new Limit(
        "at once",
        LimitScope.PROJECT,
        Limit.EACH,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.of(requests));
  }

  static Limit perMinute(String name, LimitScope scope, long requests) {
    return new Limit(
        name,
        scope,
        Limit.EACH,
        OptionalLong.of(requests),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty());
  }

  static Limit perDay(String name, long requests) {
    return new Limit(
        name,
        LimitScope.TOTAL,
        Limit.EACH,
        OptionalLong.empty(),
        OptionalLong.of(requests),
        OptionalLong.empty(),
        OptionalInt.empty());
  }

  static Limit inFlight(LimitScope scope, String subject, int most) {
    return new Limit(
        scope.id() + " " + subject,
        scope,
        subject,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.of(most));
  }

  static CallerLimits.Claim claim(long tokens) {
    return new CallerLimits.Claim(ANYBODY, List.of(MODEL), tokens);
  }
}
