package dev.signalbox.gateway.http;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.calling.Candidate;
import dev.signalbox.gateway.pipeline.calling.PlainCall;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.ProviderApi;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.embeddings.EmbeddingFormat;
import dev.signalbox.gateway.wire.embeddings.EmbeddingReply;
import dev.signalbox.gateway.wire.embeddings.EmbeddingRequest;
import dev.signalbox.gateway.wire.embeddings.GeminiEmbeddings;
import dev.signalbox.gateway.wire.formats.ApiVariant;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.util.Optional;

/** Embeddings: OpenAI's and Gemini's clients, at providers of either. */
final class EmbeddingDoor {
  private final Serving serving;
  private final BodyReader bodies;

  EmbeddingDoor(Serving serving, BodyReader bodies) {
    this.serving = serving;
    this.bodies = bodies;
  }

  /** {@code POST /v1/embeddings}. */
  Future<Void> openAi(Arrival arrival) {
    return embed(arrival, RequestTarget.IN_BODY);
  }

  /** {@code POST /v1beta/models/{model}:embedContent} and {@code :batchEmbedContents}. */
  Future<Void> gemini(Arrival arrival, GeminiPath path) {
    return embed(arrival, new RequestTarget(Optional.of(path.model()), Optional.empty()));
  }

  private Future<Void> embed(Arrival arrival, RequestTarget target) {
    return bodies
        .read(arrival)
        .compose(
            bytes -> {
              EmbeddingFormat client =
                  serving.formats().embeddings(arrival.format().protocol()).orElseThrow();
              return Offload.compute(
                      serving.vertx(),
                      bytes.length,
                      () -> client.decodeRequest(StrictJson.parseObject(bytes), target))
                  .compose(request -> embedded(arrival, client, request, bytes.length));
            });
  }

  private Future<Void> embedded(
      Arrival arrival, EmbeddingFormat client, EmbeddingRequest request, int size) {
    Exchange exchange = arrival.exchange();
    exchange.asked(request.model(), false);
    Candidate candidate = Candidate.named(serving, exchange, request.model(), arrival.mounted());
    String model = candidate.target().model();
    UpstreamSpec spec = candidate.upstream().spec();
    ApiFormat protocol = protocolFor(spec.apiFor(arrival.format().protocol(), model));
    ApiVariant variant = spec.apiFor(protocol).variant();
    EmbeddingFormat provider = formatFor(protocol, request.model());
    return Offload.compute(
            serving.vertx(),
            size,
            () ->
                StrictJson.toBytes(
                    variant.toEmbed(
                        provider.encodeRequest(request, model, exchange.losses()),
                        model,
                        exchange.losses())))
        .map(
            question ->
                PlainCall.Question.json(
                    protocol,
                    new Operation.Embed(model, GeminiEmbeddings.isBatch(request)),
                    question))
        .compose(
            question ->
                new PlainCall(serving, exchange, arrival.format(), candidate)
                    .read(
                        question,
                        bytes ->
                            reply(
                                exchange,
                                provider.decodeReply(variant.embedded(Answers.object(bytes))))))
        .compose(
            reply ->
                Answers.send(
                    exchange,
                    client.encodeReply(
                        reply,
                        request,
                        candidate.reportAs().isEmpty() ? model : candidate.reportAs(),
                        exchange.losses())));
  }

  private static EmbeddingReply reply(Exchange exchange, EmbeddingReply reply) {
    reply.inputTokens().ifPresent(tokens -> exchange.used(Usage.of(tokens, 0)));
    return reply;
  }

  /** Responses has none of its own: who has it has those of Chat. */
  private static ApiFormat protocolFor(ProviderApi api) {
    return api.format() == Protocol.RESPONSES ? Protocol.CHAT : api.format();
  }

  private EmbeddingFormat formatFor(ApiFormat format, String model) {
    return serving
        .formats()
        .embeddings(format)
        .orElseThrow(
            () ->
                Problem.invalid(
                        "model",
                        "the provider of `%s` makes no embeddings; name a model of one that does"
                            .formatted(model))
                    .toException());
  }
}
