package dev.signalbox.gateway.admin.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.pipeline.relay.WholeBody;
import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.listing.ProviderModels;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Finds out whether a provider can be called with its first key, and which models it says it has,
 * without any model at work.
 */
final class ProviderTest {
  private static final long PATIENCE_MILLIS = 10_000;
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  /** More names than these are not told; the largest known lists have about 500. */
  private static final int MOST_MODELS = 1_000;

  private ProviderTest() {}

  /** What came of asking {@code upstream} for its list of models. */
  static Future<ObjectNode> of(Upstream upstream, InstantSource clock) {
    long started = clock.millis();
    Upstream.Started call =
        upstream.call(
            new UpstreamRequest(
                HttpMethod.GET,
                upstream.spec().protocols().getFirst(),
                new Operation.ListModels(),
                "",
                Map.of(),
                new UpstreamRequest.Body.None(),
                upstream.spec().keys().stream().findFirst()),
            new CallLimits(upstream.spec().timeouts(), PATIENCE_MILLIS));
    return call.reply()
        .compose(ProviderTest::told)
        .map(result -> result.put("latency_ms", clock.millis() - started))
        .onComplete(_ -> call.call().cancel());
  }

  private static Future<ObjectNode> told(UpstreamReply reply) {
    return switch (reply) {
      case UpstreamReply.Answered answered -> listed(answered);
      case UpstreamReply.Refused(var status, _, _) ->
          Future.succeededFuture(
              StrictJson.object()
                  .put("ok", false)
                  .put("status", status)
                  .put("error", sentence(status)));
      case UpstreamReply.Unavailable(var fault) -> Future.succeededFuture(failed(fault));
    };
  }

  private static Future<ObjectNode> listed(UpstreamReply.Answered answered) {
    return WholeBody.read(answered, MOST_BYTES)
        .map(
            whole -> {
              ObjectNode result =
                  StrictJson.object()
                      .put("ok", true)
                      .put("status", answered.response().statusCode());
              ArrayNode models = result.putArray("models");
              StrictJson.tryParse(whole.body().toString())
                  .map(ProviderModels::readIds)
                  .orElse(List.of())
                  .stream()
                  .limit(MOST_MODELS)
                  .forEach(models::add);
              return result;
            })
        .recover(
            cause ->
                cause instanceof FaultException broken
                    ? Future.succeededFuture(failed(broken.fault()))
                    : Future.failedFuture(cause));
  }

  private static ObjectNode failed(Fault fault) {
    return StrictJson.object()
        .put("ok", false)
        .put("fault", fault.name())
        .put("error", fault.problem().message());
  }

  private static String sentence(int status) {
    return switch (status) {
      case 401, 403 -> "the provider refused the key";
      case 404 -> "the provider has no list of models at this address: is the address right?";
      case 429 -> "the provider takes no more requests with this key at the moment";
      default -> "the provider answered with status %d".formatted(status);
    };
  }
}
