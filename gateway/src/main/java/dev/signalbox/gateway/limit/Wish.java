package dev.signalbox.gateway.limit;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request asks of meters.
 *
 * @param own what it counts for whatever is called
 * @param options whom it may call, in order
 * @param tokens as many as it may use
 */
record Wish(List<LimitPlan.Entry> own, List<Option> options, long tokens) {
  Wish {
    own = List.copyOf(own);
    options = List.copyOf(options);
  }

  /** A deployment, and what its call counts for. */
  record Option(Target target, List<LimitPlan.Entry> entries) {}

  /** What came of it. */
  sealed interface Answer {
    /**
     * All of it is taken.
     *
     * @param open those that have room, in the same order; the first one is counted
     * @param own of whoever sent it
     * @param model of the first one
     * @param states of all that it counts for
     */
    record Taken(List<Option> open, List<Meter> own, List<Meter> model, List<LimitState> states)
        implements Answer {
      List<Target> targets() {
        return open.stream().map(Option::target).toList();
      }
    }

    /** Nothing is, as {@code limit} has no room. */
    record Refused(Limit limit, Shortage shortage, LimitState state) implements Answer {}
  }

  /** Whether it is under no limit. */
  boolean isFree() {
    return own.isEmpty() && options.stream().allMatch(option -> option.entries().isEmpty());
  }

  /** Everything that it may count for. */
  List<LimitPlan.Entry> entries() {
    List<LimitPlan.Entry> all = new ArrayList<>(own);
    options.forEach(option -> all.addAll(option.entries()));
    return all;
  }

  /** A limit that has no room. */
  private record Full(LimitPlan.Entry entry, Shortage shortage) {
    boolean isSoonerThan(Full other) {
      return shortage.untilEnough().compareTo(other.shortage.untilEnough()) < 0;
    }
  }

  /** Takes all of it from {@code meters}, or nothing. */
  Answer take(Function<LimitPlan.Entry, Meter> meters) {
    Optional<Full> full = full(own, meters);
    List<Option> open = new ArrayList<>();
    for (Option option : full.isPresent() ? List.<Option>of() : options) {
      Optional<Full> closed = full(option.entries(), meters);
      if (closed.isEmpty()) {
        open.add(option);
      } else if (full.map(first -> closed.get().isSoonerThan(first)).orElse(true)) {
        full = closed;
      }
    }
    if (open.isEmpty()) {
      Full first = full.orElseThrow();
      return new Answer.Refused(
          first.entry().limit(), first.shortage(), meters.apply(first.entry()).state());
    }
    List<Meter> ofOwn = own.stream().map(meters).toList();
    List<Meter> ofModel = open.getFirst().entries().stream().map(meters).toList();
    ofOwn.forEach(meter -> meter.take(tokens));
    ofModel.forEach(meter -> meter.take(tokens));
    List<LimitState> states = new ArrayList<>(ofOwn.size() + ofModel.size());
    ofOwn.forEach(meter -> states.add(meter.state()));
    ofModel.forEach(meter -> states.add(meter.state()));
    return new Answer.Taken(List.copyOf(open), ofOwn, ofModel, states);
  }

  /** Of the limits without room the one that takes longest. */
  private Optional<Full> full(
      List<LimitPlan.Entry> entries, Function<LimitPlan.Entry, Meter> meters) {
    return entries.stream()
        .flatMap(
            entry ->
                meters.apply(entry).shortage(tokens).stream()
                    .map(shortage -> new Full(entry, shortage)))
        .max(Comparator.comparing(each -> each.shortage().untilEnough()));
  }
}
