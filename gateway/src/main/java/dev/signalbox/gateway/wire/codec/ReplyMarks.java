package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.Optional;
import java.util.Set;

/** What a {@link ReplyWatch} has seen of an answer. Used by one thread at a time. */
public final class ReplyMarks {
  private Optional<Usage> usage = Optional.empty();
  private Optional<String> model = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean started;
  private boolean complete;
  private Set<StopReason> stops = Set.of();

  /** Notes that a real piece has come. */
  public void start() {
    started = true;
  }

  /** Notes figures, if there are some; the last ones count. */
  public void used(Optional<Usage> figures) {
    usage = figures.or(() -> usage);
  }

  /** Notes who answers, unless the name is empty. */
  public void named(String name) {
    model = name.isEmpty() ? model : Optional.of(name);
  }

  /** Notes an error. The first one counts, and none after a whole answer. */
  public void fail(Problem found) {
    if (!complete && problem.isEmpty()) {
      problem = Optional.of(found);
    }
  }

  /** Notes that the answer is whole. */
  public void end() {
    complete = true;
  }

  /** Notes why a choice ended. */
  public void stopped(StopReason why) {
    stops = ReplyWatch.with(stops, why);
  }

  boolean started() {
    return started;
  }

  Optional<Usage> usage() {
    return usage;
  }

  Optional<String> model() {
    return model;
  }

  /** What went wrong. */
  public Optional<Problem> problem() {
    return problem;
  }

  /** Whether the answer is whole. */
  public boolean complete() {
    return complete;
  }

  Set<StopReason> stops() {
    return stops;
  }
}
