package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.exchange.AnswerHeads;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Whole JSON answers of doors, and those of providers to them. */
final class Answers {
  private Answers() {}

  /** Sends {@code body} with status 200 and finishes the exchange. */
  static Future<Void> send(Exchange exchange, JsonNode body) {
    exchange.answer().status(200, "application/json");
    exchange.times().firstByte();
    AnswerHeads.ours(exchange);
    return exchange
        .answer()
        .whole(Buffer.buffer(StrictJson.toBytes(body)))
        .onComplete(_ -> exchange.finish("ok"));
  }

  /**
   * A provider's answer as a JSON object.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when it is
   *     none
   */
  static ObjectNode object(Buffer reply) {
    return StrictJson.tryParse(reply.getBytes())
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemKind.UPSTREAM, "the provider's answer is not what its API promises")
                    .withCode("upstream_protocol")
                    .toException());
  }
}
