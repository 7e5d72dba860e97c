package dev.signalbox.gateway;

import dev.signalbox.analytics.signal.SignalDesk;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.pipeline.GatewaySignal;
import dev.signalbox.gateway.pipeline.SignalSink;
import dev.signalbox.gateway.route.DecisionLog;
import dev.signalbox.gateway.route.RecentAnswers;
import dev.signalbox.signals.intake.Answer;
import dev.signalbox.signals.intake.Facets;
import dev.signalbox.signals.intake.Sender;
import dev.signalbox.signals.intake.Signal;
import dev.signalbox.signals.intake.Subject;
import dev.signalbox.signals.intake.Submission;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Reporter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reports what the gateway has against answers. It praises none, so that a fault alone would say
 * the worse of a model the more it is used: each fault is told of together with the answers that
 * the model gave since the one before. Nobody waits for what becomes of it: what is lost is
 * counted. Used by all event loops.
 */
final class Witness implements SignalSink {
  private final DecisionLog log;
  private final SignalDesk desk;
  private final AnswersSince since;
  private final FaultCounters counters;

  Witness(SignalWiring.Parts parts, SignalDesk desk) {
    this.log = parts.log();
    this.desk = desk;
    this.since = parts.answers();
    this.counters = parts.counters();
  }

  @Override
  public void accept(Occasion occasion, List<GatewaySignal> signals) {
    log.find(occasion.decision())
        .ifPresent(kept -> signals.forEach(signal -> report(occasion, kept, signal)));
  }

  private void report(Occasion occasion, KeptDecision kept, GatewaySignal said) {
    long answers = since.take(said.target().toString());
    Signal signal =
        new Signal(
            new Subject.OfAnswer(answerOf(occasion, kept, said.target())),
            said.name(),
            Reporter.GATEWAY,
            OptionalDouble.of(1 - 1.0 / answers),
            Facets.NONE,
            said.weight(),
            answers,
            OptionalLong.empty(),
            "",
            OptionalLong.empty(),
            Map.of());
    desk.take(List.of(new Submission(signal, Sender.GATEWAY)))
        .exceptionally(
            _ -> {
              counters.count("signal_lost");
              return List.of();
            });
  }

  private static Answer answerOf(Occasion occasion, KeptDecision kept, Target target) {
    Question question = kept.record().question();
    Observation.Place place = RecentAnswers.placeOf(kept, target);
    return new Answer(
        kept.id(),
        OptionalLong.of(occasion.number()),
        occasion.request(),
        occasion.session(),
        kept.record().asker(),
        question.origin().source(),
        kept.record().meta().at().toEpochMilli(),
        question.origin().project(),
        Optional.of(place));
  }
}
