package dev.signalbox.gateway.limit;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The limits of a configuration over the meters of the process. Used by all threads. */
public final class CallerLimits {
  /** Most subjects told of a limit that is for each. */
  public static final int MOST_TOLD = 1_000;

  private final LimitPlan plan;
  private final Meters meters;

  /** The limits of {@code plan}. */
  public CallerLimits(LimitPlan plan, Meters meters) {
    this.plan = plan;
    this.meters = meters;
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

  /** What one request has taken, until it gives it back. */
  public final class Passage {
    private final LimitHold hold;
    private boolean left;

    private Passage(LimitHold hold) {
      this.hold = hold;
    }

    /** Gives back what was not used, and counts what was used beyond; only the first call does. */
    public void leave(List<Used> calls) {
      if (!hold.isEmpty()) {
        meters.alone(
            () -> {
              if (!left) {
                left = true;
                settle(hold, calls);
              }
              return calls;
            });
      }
    }
  }

  /** Takes all of {@code claim} or nothing. */
  public Outcome take(Claim claim) {
    List<LimitPlan.Entry> entries = plan.entriesOf(claim.taker());
    if (entries.isEmpty()
        && claim.targets().stream().allMatch(target -> plan.entriesOf(target).isEmpty())) {
      return new Outcome.Taken(new Passage(LimitHold.NONE), claim.targets(), List.of());
    }
    return meters.alone(() -> take(claim, entries));
  }

  /** A limit that has no room. */
  private record Full(LimitPlan.Entry entry, Shortage shortage) {}

  private Outcome take(Claim claim, List<LimitPlan.Entry> entries) {
    Optional<Full> full = full(entries, claim.tokens());
    List<Target> open = new ArrayList<>();
    for (Target target : full.isPresent() ? List.<Target>of() : claim.targets()) {
      Optional<Full> closed = full(plan.entriesOf(target), claim.tokens());
      if (closed.isEmpty()) {
        open.add(target);
      } else if (full.map(first -> isSooner(closed.get(), first)).orElse(true)) {
        full = closed;
      }
    }
    if (open.isEmpty()) {
      Full first = full.orElseThrow();
      return new Outcome.Refused(
          first.entry().limit(), first.shortage(), List.of(meters.of(first.entry()).state()));
    }
    List<Meter> own = entries.stream().map(meters::of).toList();
    List<Meter> model = plan.entriesOf(open.getFirst()).stream().map(meters::of).toList();
    List<Meter> all = new ArrayList<>(own);
    all.addAll(model);
    all.forEach(meter -> meter.take(claim.tokens()));
    return new Outcome.Taken(
        new Passage(new LimitHold(own, Optional.of(open.getFirst()), model, claim.tokens())),
        List.copyOf(open),
        all.stream().map(Meter::state).toList());
  }

  private static boolean isSooner(Full one, Full other) {
    return one.shortage().untilEnough().compareTo(other.shortage().untilEnough()) < 0;
  }

  /** Of the limits without room the one that takes longest. */
  private Optional<Full> full(List<LimitPlan.Entry> entries, long tokens) {
    return entries.stream()
        .flatMap(
            entry ->
                meters.of(entry).shortage(tokens).stream()
                    .map(shortage -> new Full(entry, shortage)))
        .max(Comparator.comparing(each -> each.shortage().untilEnough()));
  }

  private void settle(LimitHold hold, List<Used> calls) {
    long all = calls.stream().mapToLong(Used::tokens).sum();
    hold.meters().forEach(meter -> meter.end(hold.tokens(), all));
    long foreseen = 0;
    for (Used call : calls) {
      if (hold.model().equals(Optional.of(call.target()))) {
        foreseen += call.tokens();
      } else {
        plan.entriesOf(call.target()).forEach(entry -> meters.of(entry).add(call.tokens()));
      }
    }
    for (Meter meter : hold.modelMeters()) {
      meter.end(hold.tokens(), foreseen);
    }
  }

  /**
   * How everything stands: under each limit for each the subjects that were seen, those with the
   * least left first and at most {@link #MOST_TOLD}.
   *
   * @param own limits that keys bring
   */
  public List<LimitState> states(List<Limit> own) {
    LimitPlan whole = plan;
    for (Limit limit : own) {
      whole = whole.with(limit);
    }
    List<LimitState> states = new ArrayList<>();
    for (Limit limit : whole.limits()) {
      boolean each = limit.subject().equals(Limit.EACH) && limit.scope() != LimitScope.TOTAL;
      states.addAll(meters.alone(() -> each ? seen(limit) : List.of(one(limit))));
    }
    return states;
  }

  private LimitState one(Limit limit) {
    String subject = limit.scope() == LimitScope.TOTAL ? "" : limit.subject();
    return meters.of(new LimitPlan.Entry(limit, subject)).state();
  }

  private List<LimitState> seen(Limit limit) {
    return meters.of(limit).stream()
        .map(Meter::state)
        .sorted(Comparator.comparingDouble(CallerLimits::left).thenComparing(LimitState::subject))
        .limit(MOST_TOLD)
        .toList();
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
