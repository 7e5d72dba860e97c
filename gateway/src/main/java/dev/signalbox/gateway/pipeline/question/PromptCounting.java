package dev.signalbox.gateway.pipeline.question;

import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.estimate.Vocabularies;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Counts a prompt with a vocabulary where the estimate is near the limit of a deployment that might
 * serve it, so that the difference could decide. Elsewhere the estimate stands: counting costs more
 * than it tells.
 */
final class PromptCounting {
  /** An estimate decides by itself below this share of a limit, and above its inverse. */
  private static final double NEAR = 0.6;

  private final Serving serving;

  PromptCounting(Serving serving) {
    this.serving = serving;
  }

  /** The needs with the prompt counted, when that could decide something. */
  Future<RequestNeeds> counted(GenerationCall call, RequestNeeds needs, Resolution meaning) {
    Snapshot snapshot = serving.routing().snapshot();
    if (!couldDecide(needs.inputTokens(), snapshot, meaning)) {
      return Future.succeededFuture(needs);
    }
    String model = named(meaning);
    return serving
        .vertx()
        .executeBlocking(() -> count(call, model), false)
        .map(Objects::requireNonNull)
        .map(count -> needs.withInput(count.tokens(), count.exact() && isOneModel(meaning)));
  }

  private Vocabularies.Count count(GenerationCall call, String model) {
    return serving
        .vocabularies()
        .count(
            call.format().decodeRequest(StrictJson.parseObject(call.body().whole()), call.target()),
            model);
  }

  private static boolean couldDecide(long tokens, Snapshot snapshot, Resolution meaning) {
    return switch (meaning) {
      case Resolution.Open _ ->
          snapshot.standings().stream().anyMatch(standing -> isNear(tokens, standing));
      case Resolution.Resolved resolved -> {
        for (Target target : resolved.targets()) {
          if (snapshot.standing(target).filter(standing -> isNear(tokens, standing)).isPresent()) {
            yield true;
          }
        }
        yield false;
      }
      case Resolution.Unknown _ -> false;
    };
  }

  private static boolean isNear(long tokens, Standing standing) {
    return standing.deployment().card().filter(card -> isNear(tokens, card)).isPresent();
  }

  private static boolean isNear(long tokens, ModelCard card) {
    Limits limits = card.limits();
    return isNear(tokens, limits.contextTokens()) || isNear(tokens, limits.maxInputTokens());
  }

  private static boolean isNear(long tokens, OptionalInt limit) {
    return limit.isPresent()
        && tokens > limit.getAsInt() * NEAR
        && tokens < limit.getAsInt() / NEAR;
  }

  private static boolean isOneModel(Resolution meaning) {
    return meaning instanceof Resolution.Resolved resolved
        && resolved.targets().stream().map(Target::model).distinct().count() == 1;
  }

  /** The model whose vocabulary counts: the first that was named; empty text when none was. */
  private static String named(Resolution meaning) {
    return meaning instanceof Resolution.Resolved resolved
        ? resolved.targets().stream().map(Target::model).findFirst().orElse("")
        : "";
  }
}
