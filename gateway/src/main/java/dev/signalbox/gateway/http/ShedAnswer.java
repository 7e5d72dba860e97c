package dev.signalbox.gateway.http;

import dev.signalbox.gateway.protect.Strain;
import dev.signalbox.gateway.route.Ids;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The answer to a request that there is no room for. Its body is not read, and it is not recorded:
 * the records that it would push out of the queue are those of requests that were served.
 */
final class ShedAnswer {
  /** In every API, so that whatever balances load goes elsewhere. */
  private static final int STATUS = 503;

  private static final String CODE = "gateway_overloaded";

  private ShedAnswer() {}

  /** Tells {@code request} in the words of {@code format} to come again. */
  static void send(HttpServerRequest request, ClientFormat format, Refusal refusal) {
    Problem problem = problem(refusal);
    UnreadBody.discard(request, problem);
    String id = RequestHead.requestId(request.headers()).orElseGet(Ids::request);
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(STATUS)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .putHeader("retry-after", Long.toString(refusal.seconds()))
            .putHeader("x-signalbox-error", CODE)
            .putHeader("x-request-id", id);
    if (format.protocol() == Protocol.ANTHROPIC) {
      response.putHeader("request-id", id);
    }
    if (refusal.strain() == Strain.FILES) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response.end(Buffer.buffer(StrictJson.toBytes(format.encodeProblem(problem, id))));
  }

  /** Why, and when to come again. */
  record Refusal(Strain strain, long seconds) {}

  private static Problem problem(Refusal refusal) {
    String what =
        switch (refusal.strain()) {
          case NONE -> throw new IllegalArgumentException("nothing is short");
          case REQUESTS -> "has as many requests under way as it takes";
          case LOOP_LAG -> "has more work than it gets done in time";
          case HEAP, DIRECT_MEMORY -> "has little memory left";
          case BODIES -> "has as many large bodies in memory as it takes";
          case FILES -> "has little room for connections left";
        };
    return Problem.of(
            ProblemKind.OVERLOADED,
            "the gateway %s; try again in %d s".formatted(what, refusal.seconds()))
        .withCode(CODE)
        .withRetryAfter(refusal.seconds());
  }
}
