package dev.signalbox.gateway.pipeline.question;

import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.RequestBody;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.route.Ask;
import dev.signalbox.gateway.wire.needs.SpokenText;
import dev.signalbox.signals.prompt.PromptText;
import io.vertx.core.Future;

/** Finds out what a prompt is about, where there is a choice that could depend on it. */
final class PromptPlacing {
  private final Serving serving;

  PromptPlacing(Serving serving) {
    this.serving = serving;
  }

  /**
   * What is asked about {@code body}, with the clusters that its prompt lies near.
   *
   * @param counts whether clusters are fitted to it: it is served, rather than only asked about
   */
  Future<Ask> placed(Ask ask, RequestBody body, boolean counts) {
    return serving
        .clusters()
        .filter(_ -> isChoice(ask.meaning()))
        .map(clusters -> placed(ask, body.whole(), new Placing(clusters, counts)))
        .orElseGet(() -> Future.succeededFuture(ask));
  }

  private record Placing(PromptClusters clusters, boolean counts) {
    Ask place(Ask ask, byte[] body) {
      SpokenText spoken = SpokenText.of(body);
      PromptText prompt = PromptText.of(spoken.lastTurn(), spoken.system());
      return ask.near(clusters.place(prompt, ask.at(), counts));
    }
  }

  private Future<Ask> placed(Ask ask, byte[] body, Placing placing) {
    return Offload.compute(serving.vertx(), body.length, () -> placing.place(ask, body));
  }

  private static boolean isChoice(Resolution meaning) {
    return switch (meaning) {
      case Resolution.Open _ -> true;
      case Resolution.Resolved resolved -> resolved.targets().size() > 1;
      case Resolution.Unknown _ -> false;
    };
  }
}
