package dev.signalbox.gateway.admin.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.Map;

/** Finds out whether a provider can be called with its first key, without any model at work. */
final class ProviderTest {
  private static final long PATIENCE_MILLIS = 10_000;

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
        .map(
            reply -> {
              ObjectNode result = told(reply).put("latency_ms", clock.millis() - started);
              call.call().cancel();
              return result;
            });
  }

  private static ObjectNode told(UpstreamReply reply) {
    return switch (reply) {
      case UpstreamReply.Answered(var response, _, _) ->
          StrictJson.object().put("ok", true).put("status", response.statusCode());
      case UpstreamReply.Refused(var status, _, _) ->
          StrictJson.object().put("ok", false).put("status", status).put("error", sentence(status));
      case UpstreamReply.Unavailable(var fault) ->
          StrictJson.object()
              .put("ok", false)
              .put("fault", fault.name())
              .put("error", fault.problem().message());
    };
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
