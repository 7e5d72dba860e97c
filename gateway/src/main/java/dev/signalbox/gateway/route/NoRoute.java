package dev.signalbox.gateway.route;

import dev.signalbox.engine.explain.ReasonText;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Figure;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the client is told when no deployment can serve its request: the reason of the candidate
 * that came furthest, in the client's words.
 */
public final class NoRoute {
  private static final long RETRY_SECONDS = 5;
  private static final long MOST_RETRY_SECONDS = 3_600;

  private NoRoute() {}

  /** The problem that an empty plan is. */
  static Problem problemOf(Decision decision) {
    Optional<LayerRecord.Dropped> closest = closest(decision);
    if (closest.isEmpty()) {
      return Problem.of(
              ProblemKind.MODEL_NOT_FOUND,
              "no provider that is configured serves the model `%s`"
                  .formatted(decision.question().asked().model()))
          .withCode("model_not_found")
          .withParam("model");
    }
    Reason reason = closest.get().reason();
    List<LayerRecord.Dropped> all =
        decision.layers().stream().flatMap(layer -> layer.dropped().stream()).toList();
    Problem problem =
        Problem.of(kindOf(reason), message(reason, all.size())).withCode(codeOf(reason));
    if (reason instanceof Reason.WouldLose(var fields)) {
      problem = problem.withParam(fields.getFirst());
    }
    return mayBeBack(reason)
        ? problem.withRetryAfter(retryAfter(all, decision.question().at()))
        : problem;
  }

  /** The problem that it is when everybody planned turned out not to be callable. */
  public static Problem atCall(List<LayerRecord.Dropped> turnedAway, Instant at) {
    Reason reason = turnedAway.getFirst().reason();
    return Problem.of(kindOf(reason), message(reason, turnedAway.size()))
        .withCode(codeOf(reason))
        .withRetryAfter(retryAfter(turnedAway, at));
  }

  /** Of the candidates dropped last, one that may be back soon before one that never will. */
  private static Optional<LayerRecord.Dropped> closest(Decision decision) {
    for (LayerRecord layer : decision.layers().reversed()) {
      if (!layer.dropped().isEmpty()) {
        return layer.dropped().stream()
            .filter(dropped -> mayBeBack(dropped.reason()))
            .findFirst()
            .or(() -> Optional.of(layer.dropped().getFirst()));
      }
    }
    return Optional.empty();
  }

  private static boolean mayBeBack(Reason reason) {
    ProblemKind kind = kindOf(reason);
    return kind == ProblemKind.UNAVAILABLE || kind == ProblemKind.RATE_LIMIT;
  }

  private static String message(Reason reason, int candidates) {
    return candidates == 1
        ? "the model cannot take this request: " + ReasonText.sentence(reason)
        : "none of %d deployments can take this request; the closest: %s"
            .formatted(candidates, ReasonText.sentence(reason));
  }

  private static ProblemKind kindOf(Reason reason) {
    return switch (reason.code().kind()) {
      case UNAVAILABLE -> ProblemKind.UNAVAILABLE;
      case RATE_LIMITED -> ProblemKind.RATE_LIMIT;
      case FORBIDDEN -> ProblemKind.PERMISSION;
      case SPENT -> ProblemKind.QUOTA;
      case TOO_LONG -> ProblemKind.CONTEXT_LENGTH;
      case UNFIT -> ProblemKind.INVALID_REQUEST;
    };
  }

  private static String codeOf(Reason reason) {
    return switch (reason) {
      case Reason.WouldLose _ -> "translation_loss";
      case Reason.ContextTooSmall _ -> "context_length_exceeded";
      default -> reason.code().id();
    };
  }

  /** Seconds until the first deployment may be back. */
  private static long retryAfter(List<LayerRecord.Dropped> all, Instant at) {
    return all.stream()
        .map(LayerRecord.Dropped::reason)
        .flatMap(reason -> until(reason).stream())
        .mapToLong(
            until -> Math.clamp(Duration.between(at, until).toSeconds() + 1, 1, MOST_RETRY_SECONDS))
        .min()
        .orElse(RETRY_SECONDS);
  }

  private static Optional<Instant> until(Reason reason) {
    return reason.statement().figures().stream()
        .flatMap(
            figure ->
                figure instanceof Figure.Moment until ? Stream.of(until.value()) : Stream.empty())
        .findFirst();
  }
}
