package dev.signalbox.gateway.limit;

import dev.signalbox.engine.naming.Target;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The limits of a configuration over the books that are kept of them. Used by all threads. */
public final class CallerLimits {
  /** Most subjects told of a limit that is for each. */
  public static final int MOST_TOLD = 1_000;

  private final LimitPlan plan;
  private final Books books;

  /** The limits of {@code plan}. */
  public CallerLimits(LimitPlan plan, Books books) {
    this.plan = plan;
    this.books = books;
  }

  /**
   * What a request asks to take.
   *
   * @param targets the deployments that may be called, in order; at least one
   * @param tokens of the prompt, and of the longest answer that is to be expected
   */
  public record Claim(Taker taker, List<Target> targets, long tokens) {
    public Claim {
      targets = List.copyOf(targets);
    }
  }

  /** What came of it. */
  public sealed interface Outcome {
    /**
     * It is taken; {@code passage} is to be left once.
     *
     * @param targets those that have room, in the same order; the first one is counted
     * @param states of all that it counts for, as they stand now
     */
    record Taken(Passage passage, List<Target> targets, List<LimitState> states)
        implements Outcome {}

    /** Nothing is taken, as {@code limit} has no room for it. */
    record Refused(Limit limit, Shortage shortage, List<LimitState> states) implements Outcome {}
  }

  /** A call that was made, and its tokens. */
  public record Used(Target target, long tokens) {}

  /** What one request has taken, until it gives it back. Its monitor guards that it does once. */
  public final class Passage {
    private final Hold hold;
    private boolean left;

    private Passage(Hold hold) {
      this.hold = hold;
    }

    /** Gives back what was not used, and counts what was used beyond; only the first call does. */
    public void leave(List<Used> calls) {
      if (!hold.isEmpty() && isFirst()) {
        books.end(hold, endings(hold, calls));
      }
    }

    private synchronized boolean isFirst() {
      boolean first = !left;
      left = true;
      return first;
    }
  }

  /**
   * Takes all of {@code claim} or nothing.
   *
   * @return at once where the books are this process's own; fails with {@link LimitsUnknown} where
   *     nobody can tell and nothing is to go on then
   */
  public Future<Outcome> take(Claim claim) {
    Wish wish =
        new Wish(
            plan.entriesOf(claim.taker()),
            claim.targets().stream()
                .map(target -> new Wish.Option(target, plan.entriesOf(target)))
                .toList(),
            claim.tokens());
    return wish.isFree()
        ? Future.succeededFuture(
            new Outcome.Taken(new Passage(Hold.NONE), claim.targets(), List.of()))
        : books.take(wish).map(this::outcome);
  }

  private Outcome outcome(Books.Entered entered) {
    return switch (entered) {
      case Books.Entered.Taken(var hold, var targets, var states) ->
          new Outcome.Taken(new Passage(hold), targets, states);
      case Books.Entered.Refused(var limit, var shortage, var state) ->
          new Outcome.Refused(limit, shortage, List.of(state));
    };
  }

  private List<Ending> endings(Hold hold, List<Used> calls) {
    List<Ending> endings = new ArrayList<>();
    long all = 0;
    long foreseen = 0;
    for (Used call : calls) {
      all += call.tokens();
      if (hold.model().equals(Optional.of(call.target()))) {
        foreseen += call.tokens();
      } else {
        plan.entriesOf(call.target())
            .forEach(entry -> endings.add(new Ending.Added(entry, call.tokens())));
      }
    }
    for (Hold.Held held : hold.own()) {
      endings.add(new Ending.Left(held, hold.tokens(), all));
    }
    for (Hold.Held held : hold.ofModel()) {
      endings.add(new Ending.Left(held, hold.tokens(), foreseen));
    }
    return endings;
  }

  /**
   * How everything stands: under each limit for each the subjects that were seen, those with the
   * least left first and at most {@link #MOST_TOLD}.
   *
   * @param own limits that keys bring
   */
  public Future<List<LimitState>> states(List<Limit> own) {
    LimitPlan whole = plan;
    for (Limit limit : own) {
      whole = whole.with(limit);
    }
    List<Limit> limits = whole.limits();
    return books.states(limits).map(states -> told(limits, states));
  }

  private static List<LimitState> told(List<Limit> limits, List<LimitState> states) {
    Map<Limit, List<LimitState>> known =
        states.stream().collect(Collectors.groupingBy(LimitState::limit));
    List<LimitState> told = new ArrayList<>();
    for (Limit limit : limits) {
      known.getOrDefault(limit, List.of()).stream()
          .sorted(Comparator.comparingDouble(CallerLimits::left).thenComparing(LimitState::subject))
          .limit(MOST_TOLD)
          .forEach(told::add);
    }
    return told;
  }

  /** The smallest share that is left of a rate. */
  private static double left(LimitState state) {
    double least = 1;
    for (Optional<LimitState.Rate> rate :
        List.of(state.requestsPerMinute(), state.requestsPerDay(), state.tokensPerMinute())) {
      least =
          Math.min(least, rate.map(each -> (double) each.remaining() / each.limit()).orElse(1.0));
    }
    return least;
  }
}
