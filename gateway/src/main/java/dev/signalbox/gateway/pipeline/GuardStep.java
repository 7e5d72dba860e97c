package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.guard.Guard;
import dev.signalbox.gateway.guard.Guarded;
import dev.signalbox.gateway.guard.Subject;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Has the guard look at every body that a client sends, before anything else is done with it. What
 * goes on is the body with stand-ins; whatever fails in here fails the request. Lives on one event
 * loop.
 */
public final class GuardStep {
  private final Guard guard;
  private final Vertx vertx;

  /** The step of one event loop. */
  public GuardStep(Guard guard, Vertx vertx) {
    this.guard = guard;
    this.vertx = vertx;
  }

  /**
   * The body to go on with; fails with a {@link
   * dev.signalbox.gateway.wire.problem.ProblemException} when the request is refused.
   */
  public Future<byte[]> prompt(Exchange exchange, ClientFormat format, byte[] body) {
    Subject subject = subjectOf(exchange.origin());
    if (!guard.policyFor(subject).enabled()) {
      return Future.succeededFuture(body);
    }
    return Offload.compute(vertx, body.length, () -> guard.prompt(body, subject))
        .map(
            guarded -> {
              exchange.times().mark("guard");
              exchange.found(guarded.receipts(), guarded.classifications());
              return admitted(exchange, format, guarded);
            });
  }

  private byte[] admitted(Exchange exchange, ClientFormat format, Guarded guarded) {
    if (guarded.blocked().isPresent()) {
      throw problemOf(guarded.blocked().get()).toException();
    }
    guard
        .answers(subjectOf(exchange.origin()), guarded.restored())
        .ifPresent(
            answers -> exchange.answer().guardedBy(new GuardedAnswer(answers, format, exchange)));
    return guarded.body();
  }

  private static Subject subjectOf(Exchange.Origin origin) {
    return new Subject(origin.caller().label(), origin.app(), origin.project(), origin.session());
  }

  /** The refusal for {@code finding}: its type and place, never its value. */
  static Problem problemOf(FindingRecord finding) {
    return Problem.of(
            ProblemKind.PERMISSION,
            "`%s` was found at `%s`, which must not pass here: take it out"
                .formatted(finding.rule(), finding.field()))
        .withCode("guard_blocked")
        .withParam(finding.field());
  }
}
