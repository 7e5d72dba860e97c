package dev.signalbox.gateway.plan;

import dev.signalbox.analytics.decision.PastDecision;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.signals.replay.CallHabits;
import dev.signalbox.signals.replay.LoggedCall;
import dev.signalbox.signals.replay.Shift;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What requests cost and take on both sides. Who answers as in the log is taken at the tokens and
 * time of the log; for another, its logged calls of the task speak, and where there are too few,
 * the length of the answer in the log and what the other has shown so far.
 */
final class Amounts {
  private static final long THOUSAND = 1_000;

  private final CallHabits habits = new CallHabits();
  private final Shift cost = new Shift();
  private final Shift time = new Shift();
  private int unpriced;

  /** Of {@code cases}. */
  Amounts(List<Case> cases) {
    for (Case each : cases) {
      each.own().ifPresent(own -> habits.add(call(each, own)));
    }
    for (Case each : cases) {
      add(each);
    }
  }

  private static LoggedCall call(Case of, PastDecision.Answered own) {
    TokenBuckets tokens = own.tokens();
    return new LoggedCall(
        own.target(),
        of.before().task(),
        reckonedPrompt(of),
        tokens.promptTokens(),
        tokens.cacheRead(),
        tokens.output(),
        own.millis());
  }

  private void add(Case each) {
    time.add(time(each, each.before()), time(each, each.after()));
    Optional<Shift.Amount> old = cost(each, each.before());
    Optional<Shift.Amount> other = cost(each, each.after());
    if (old.isEmpty() || other.isEmpty()) {
      unpriced++;
    } else {
      cost.add(old.get(), other.get());
    }
  }

  private static boolean isOwn(Case of, Case.Option option) {
    return of.own().filter(own -> own.target().equals(option.target())).isPresent();
  }

  private Optional<CallHabits.Habit> habit(Case of, Case.Option option) {
    return habits.of(option.target(), of.before().task());
  }

  private Shift.Amount time(Case of, Case.Option option) {
    if (isOwn(of, option)) {
      return Shift.Amount.known((double) of.own().orElseThrow().millis());
    }
    return habit(of, option)
        .map(
            habit ->
                Shift.Amount.predicted(
                    habit.millis().mean(),
                    new Shift.Basis(habit.cell(), habit.calls(), habit.millis().variance(), 1)))
        .orElseGet(() -> Shift.Amount.assumed((double) option.millis()));
  }

  /** Empty where it has no price. */
  private Optional<Shift.Amount> cost(Case of, Case.Option option) {
    if (isOwn(of, option)) {
      return priced(option.sheet(), of.own().orElseThrow().tokens(), of.at())
          .map(Shift.Amount::known);
    }
    return habit(of, option)
        .map(habit -> predicted(of, option, habit, prompt(of, habit)))
        .orElseGet(
            () -> priced(option.sheet(), reckoned(of, option), of.at()).map(Shift.Amount::assumed));
  }

  /** The prompt as routing reckoned it: the same for whoever would answer. */
  private static long reckonedPrompt(Case of) {
    return of.before().expected().promptTokens();
  }

  /**
   * The prompt as the other would count it: as in the log, in the measure in which the two count
   * such prompts differently; where little is known of who answered, as it was reckoned.
   */
  private long prompt(Case of, CallHabits.Habit other) {
    double measure =
        of.own()
            .flatMap(
                own ->
                    habits
                        .of(own.target(), of.before().task())
                        .map(mine -> own.tokens().promptTokens() / mine.counted()))
            .orElse((double) reckonedPrompt(of));
    return Math.round(measure * other.counted());
  }

  private static Optional<Shift.Amount> predicted(
      Case of, Case.Option option, CallHabits.Habit habit, long prompt) {
    long cached = Math.round(prompt * habit.cachedShare());
    long output =
        Math.min(Math.round(habit.output().mean()), option.maxOutput().orElse(Long.MAX_VALUE));
    TokenBuckets tokens = buckets(prompt, cached, output);
    Optional<Double> more =
        priced(option.sheet(), buckets(prompt, cached, output + THOUSAND), of.at());
    return priced(option.sheet(), tokens, of.at())
        .map(
            nanos ->
                Shift.Amount.predicted(
                    nanos,
                    new Shift.Basis(
                        habit.cell(),
                        habit.calls(),
                        habit.output().variance(),
                        (more.orElse(nanos) - nanos) / THOUSAND)));
  }

  /**
   * An answer as long as the one in the log, drawn toward what the target has shown as routing
   * draws it; where there is none, what routing reckoned with.
   */
  private static TokenBuckets reckoned(Case of, Case.Option option) {
    long prompt =
        of.own()
            .map(own -> own.tokens().promptTokens())
            .orElseGet(() -> option.expected().promptTokens());
    long output =
        of.own()
            .map(own -> option.shown().expectedTokens(option.task(), own.tokens().output()))
            .orElseGet(() -> option.expected().output());
    return buckets(
        prompt,
        Math.min(prompt, option.expected().cacheRead()),
        Math.min(output, option.maxOutput().orElse(Long.MAX_VALUE)));
  }

  private static TokenBuckets buckets(long prompt, long cached, long output) {
    return new TokenBuckets(prompt - cached, cached, 0, 0, 0, output, 0, 0);
  }

  private static Optional<Double> priced(PriceSheet sheet, TokenBuckets tokens, Instant at) {
    OptionalLong total = Pricing.total(sheet, tokens, at);
    return total.isPresent() ? Optional.of((double) total.getAsLong()) : Optional.empty();
  }

  /** In nano-dollars. */
  Shift cost() {
    return cost;
  }

  /** In milliseconds. */
  Shift time() {
    return time;
  }

  /** Requests of which one side has no price. */
  int unpriced() {
    return unpriced;
  }
}
