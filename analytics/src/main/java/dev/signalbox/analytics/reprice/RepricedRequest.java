package dev.signalbox.analytics.reprice;

import dev.signalbox.analytics.rollup.Dimensions;
import dev.signalbox.analytics.rollup.RollupDelta;
import dev.signalbox.analytics.schema.tables.records.FactAttemptsRecord;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** A stored request with its attempts, and what it costs now. */
record RepricedRequest(
    FactRequestsRecord row, List<RepricedAttempt> attempts, Sums before, Sums after) {
  /**
   * What all attempts of a request cost.
   *
   * @param nanos of what has a price
   * @param wasted the part of attempts that did not answer
   */
  record Sums(long nanos, long wasted, boolean priced) {}

  static RepricedRequest of(FactRequestsRecord row, List<RepricedAttempt> attempts) {
    return new RepricedRequest(
        row,
        attempts,
        sums(row, attempts, RepricedAttempt::before),
        sums(row, attempts, RepricedAttempt::after));
  }

  private static Sums sums(
      FactRequestsRecord row,
      List<RepricedAttempt> attempts,
      Function<RepricedAttempt, OptionalLong> cost) {
    int answering = answering(row, attempts);
    long nanos = 0;
    long wasted = 0;
    boolean priced = true;
    for (int i = 0; i < attempts.size(); i++) {
      OptionalLong one = cost.apply(attempts.get(i));
      priced &= one.isPresent();
      nanos += one.orElse(0);
      wasted += i == answering ? 0 : one.orElse(0);
    }
    return new Sums(nanos, wasted, priced);
  }

  /** The last attempt at the deployment that answered; -1 for none. */
  private static int answering(FactRequestsRecord row, List<RepricedAttempt> attempts) {
    for (int i = attempts.size() - 1; i >= 0; i--) {
      FactAttemptsRecord attempt = attempts.get(i).row();
      if (attempt.getProvider().equals(row.getProvider())
          && attempt.getModel().equals(row.getModel())) {
        return i;
      }
    }
    return -1;
  }

  boolean changed() {
    return attempts.stream().anyMatch(RepricedAttempt::changed);
  }

  Repricing.Outcome outcome() {
    Repricing.Outcome sum = Repricing.Outcome.NONE;
    for (RepricedAttempt attempt : attempts) {
      sum = sum.plus(outcome(attempt));
    }
    return sum;
  }

  private static Repricing.Outcome outcome(RepricedAttempt attempt) {
    return switch (attempt.state()) {
      case FREE -> Repricing.Outcome.NONE;
      case WITHOUT_PRICE -> new Repricing.Outcome(Optional.empty(), 1, 0, 1, 0, 0);
      case SAME -> new Repricing.Outcome(Optional.empty(), 1, 0, 0, 0, 0);
      case CHANGED ->
          new Repricing.Outcome(
              Optional.empty(), 1, 1, 0, attempt.before().orElse(0), attempt.after().orElse(0));
    };
  }

  Dimensions dimensions() {
    return new Dimensions(
        row.getProject(),
        row.getSource(),
        row.getKeyLabel(),
        row.getProvider(),
        row.getModel(),
        row.getProfile(),
        row.getResult());
  }

  /** What changes in the sums that the request is part of. */
  RollupDelta delta() {
    boolean exact = row.getUsageExact() != 0;
    return RollupDelta.ofCost(
        after.nanos() - before.nanos(),
        after.wasted() - before.wasted(),
        flag(!after.priced()) - flag(!before.priced()),
        flag(!exact || !after.priced()) - flag(!exact || !before.priced()));
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
  }
}
