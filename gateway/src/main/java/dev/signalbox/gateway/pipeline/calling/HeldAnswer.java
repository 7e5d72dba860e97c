package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.pipeline.judging.Flaw;
import dev.signalbox.gateway.pipeline.relay.RelayEnd;
import dev.signalbox.gateway.wire.model.Reply;
import java.util.List;
import java.util.Optional;

/**
 * A whole answer that the client can be given.
 *
 * @param reply what it says; empty when it was not read
 * @param flaws what is wrong with it
 * @param delivery gives it
 */
record HeldAnswer(
    Target target, Optional<Reply> reply, List<Flaw> flaws, RelayEnd.Delivery delivery) {
  HeldAnswer {
    flaws = List.copyOf(flaws);
  }

  /** What makes it useless; empty when it has the shape that was asked for. */
  Optional<Flaw> broken() {
    return flaws.stream().filter(Flaw::breaksShape).findFirst();
  }

  /** The outcome of its attempt. */
  String outcome() {
    return broken().map(Flaw::id).orElse(AttemptRecord.ANSWERED);
  }
}
