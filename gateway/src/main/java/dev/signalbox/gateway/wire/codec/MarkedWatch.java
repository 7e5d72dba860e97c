package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.Optional;
import java.util.Set;

/** A watch that notes what it sees in {@link ReplyMarks}. */
public interface MarkedWatch extends ReplyWatch {
  /** What was seen so far. */
  ReplyMarks marks();

  @Override
  default boolean started() {
    return marks().started();
  }

  @Override
  default Optional<Usage> usage() {
    return marks().usage();
  }

  @Override
  default Optional<String> model() {
    return marks().model();
  }

  @Override
  default Optional<Problem> problem() {
    return marks().problem();
  }

  @Override
  default boolean complete() {
    return marks().complete();
  }

  @Override
  default Set<StopReason> stops() {
    return marks().stops();
  }
}
