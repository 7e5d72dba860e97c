package dev.signalbox.gateway.http;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.calling.Candidate;
import dev.signalbox.gateway.pipeline.calling.PlainCall;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.ProviderApi;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.estimate.TokenEstimate;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Counts the tokens of a request: asks the provider of the model when it can count, else estimates
 * and says so in {@code x-signalbox-count: estimate}.
 */
final class CountDoor {
  private static final String COUNT = "x-signalbox-count";

  private final Serving serving;
  private final BodyReader bodies;

  CountDoor(Serving serving, BodyReader bodies) {
    this.serving = serving;
    this.bodies = bodies;
  }

  /** {@code POST /v1/messages/count_tokens}. */
  Future<Void> anthropic(Arrival arrival) {
    return count(arrival, RequestTarget.IN_BODY);
  }

  /** {@code POST /v1beta/models/{model}:countTokens}. */
  Future<Void> gemini(Arrival arrival, GeminiPath path) {
    return count(arrival, new RequestTarget(Optional.of(path.model()), Optional.of(false)));
  }

  private Future<Void> count(Arrival arrival, RequestTarget target) {
    return bodies
        .read(arrival)
        .compose(
            bytes -> {
              CountFormat client =
                  serving.formats().count(arrival.format().protocol()).orElseThrow();
              return Offload.compute(
                      serving.vertx(),
                      bytes.length,
                      () -> client.decodeRequest(StrictJson.parseObject(bytes), target))
                  .compose(request -> counted(arrival, request, bytes.length))
                  .compose(tokens -> answer(arrival, client, tokens));
            });
  }

  /**
   * A count.
   *
   * @param exact whether the provider counted
   */
  private record Count(long tokens, boolean exact) {}

  private Future<Count> counted(Arrival arrival, Request request, int size) {
    Exchange exchange = arrival.exchange();
    exchange.asked(request.model(), false);
    if (request.model().isEmpty()) {
      throw Problem.modelMissing().toException();
    }
    Candidate candidate = Candidate.first(serving, exchange, request.model(), arrival.mounted());
    ProviderApi api =
        candidate.upstream().spec().apiFor(arrival.format().protocol(), candidate.target().model());
    ApiFormat protocol = api.format();
    Optional<CountFormat> counter = serving.formats().count(protocol);
    if (counter.isEmpty()) {
      return Offload.compute(
          serving.vertx(), size, () -> new Count(TokenEstimate.of(request), false));
    }
    String model = candidate.target().model();
    ProviderTarget target = serving.facts().targetOf(candidate.upstream().spec(), model);
    return Offload.compute(
            serving.vertx(),
            size,
            () ->
                StrictJson.toBytes(
                    api.variant()
                        .toCount(
                            counter
                                .get()
                                .encodeRequest(request.withModel(model), target, exchange.losses()),
                            exchange.losses())))
        .compose(
            question ->
                new PlainCall(serving, exchange, arrival.format(), candidate)
                    .read(
                        PlainCall.Question.json(
                            protocol, new Operation.CountTokens(model), question),
                        reply ->
                            new Count(counter.get().decodeReply(Answers.object(reply)), true)));
  }

  private static Future<Void> answer(Arrival arrival, CountFormat client, Count count) {
    arrival.exchange().answer().header(COUNT, count.exact() ? "exact" : "estimate");
    return Answers.send(arrival.exchange(), client.encodeReply(count.tokens()));
  }
}
