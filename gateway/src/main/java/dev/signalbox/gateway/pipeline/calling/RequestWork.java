package dev.signalbox.gateway.pipeline.calling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.CallerKeys;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.judging.Expectation;
import dev.signalbox.gateway.pipeline.judging.Flaw;
import dev.signalbox.gateway.pipeline.judging.Judge;
import dev.signalbox.gateway.pipeline.relay.AnswerRelay;
import dev.signalbox.gateway.pipeline.relay.Reading;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.ProviderApi;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.wire.chat.StreamUsage;
import dev.signalbox.gateway.wire.codec.FieldNames;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.formats.ApiVariant;
import dev.signalbox.gateway.wire.formats.PlainVariant;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What all attempts of one request have in common: how it is made ready for a provider. The body is
 * the client's own bytes with the model name replaced where the protocol is the same and it holds
 * nothing of ours, a translation elsewhere, with files fetched that the provider takes inline only.
 * Large bodies are worked on beside the event loop.
 */
final class RequestWork {
  private final Serving serving;
  private final Exchange exchange;
  private final GenerationCall call;
  private final Wish wish;
  private final RemoteMedia media;
  private final Deadline deadline;

  /** What the client asked for: how it is answered, and what the answer should be like. */
  record Wish(AnswerRelay.Asked asked, Expectation expected) {}

  RequestWork(Serving serving, Exchange exchange, GenerationCall call, Wish wish) {
    this.serving = serving;
    this.exchange = exchange;
    this.call = call;
    this.wish = wish;
    this.media = new RemoteMedia(serving.media());
    this.deadline = Deadline.of(serving, exchange);
  }

  Serving serving() {
    return serving;
  }

  Exchange exchange() {
    return exchange;
  }

  AnswerRelay.Asked asked() {
    return wish.asked();
  }

  /** Takes what must be known of one answer to judge it. */
  Reading reading() {
    return new Reading(wish.expected().asksForShape() || wish.asked().held());
  }

  /** What is wrong with an answer that came to its end, as far as the gateway can tell. */
  Future<List<Flaw>> flaws(Reading reading, Losses losses) {
    return new Judge(wish.expected(), call.format().protocol())
        .flaws(serving.vertx(), reading, losses);
  }

  /** The time the request may take. */
  Deadline deadline() {
    return deadline;
  }

  /**
   * The body for {@code upstream}; fails with a {@link ProblemException} when the request breaks
   * its format's rules or cannot be said in the provider's format.
   */
  Future<byte[]> bodyFor(Upstream upstream, ProviderTarget target, Losses losses) {
    UpstreamSpec provider = upstream.spec();
    ProviderApi api = apiOf(upstream, target.model());
    if (passes(upstream, target.model()) && call.body().passesTo(provider)) {
      return worked(() -> passed(provider, api, target.model(), losses));
    }
    ProviderFormat format = serving.formats().provider(api.format());
    return worked(
            () -> {
              // Read here, where it keeps nobody waiting, for the answer that repeats parts of it.
              call.body().settings();
              Decoded decoded = decoded(call.body().forProvider(provider));
              return media.find(
                  decoded.request(), decoded.body(), part -> format.takesAddress(part, target));
            })
        .compose(
            found ->
                media
                    .inlined(found, losses)
                    .compose(request -> worked(() -> encoded(api, request, target, losses))));
  }

  /** The client's own bytes, but for the model's name and what the provider wants otherwise. */
  private byte[] passed(UpstreamSpec provider, ProviderApi api, String model, Losses losses) {
    BodyScan scan = call.body().scannedFor(provider);
    BodyScan asking = call.hasUsageAddedFor(provider) ? StreamUsage.added(scan) : scan;
    byte[] named = renamed(asking, model);
    return api.variant().equals(PlainVariant.NONE)
        ? named
        : api.variant().passed(BodyScan.of(named), call.headers(), losses);
  }

  /** Losses are told by the client's names of its fields. */
  private byte[] encoded(ProviderApi api, Request request, ProviderTarget target, Losses losses) {
    Losses found = new Losses();
    ObjectNode body =
        serving
            .formats()
            .provider(api.format())
            .encodeRequest(request.withModel(target.model()), target, found);
    api.variant().adapt(body, found);
    losses.addAll(found, field -> FieldNames.of(call.format().protocol(), field));
    return StrictJson.toBytes(body);
  }

  private <T> Future<T> worked(Supplier<T> work) {
    return Offload.compute(serving.vertx(), call.body().size(), work);
  }

  private byte[] renamed(BodyScan scan, String model) {
    boolean inBody = scan.has("model") && call.format().protocol() != Protocol.GEMINI;
    if (!inBody || scan.text("model").filter(model::equals).isPresent()) {
      return scan.bytes();
    }
    return scan.withValue("model", StrictJson.toBytes(TextNode.valueOf(model)));
  }

  /** The client's request as it came, and what it means. */
  private record Decoded(ObjectNode body, Request request) {}

  private Decoded decoded(byte[] body) {
    ObjectNode tree = StrictJson.parseObject(body);
    return new Decoded(tree, call.format().decodeRequest(tree, call.target()));
  }

  /**
   * Lets no loss pass in strict mode.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when there is one
   */
  void refuseLossWhenStrict(Losses losses) {
    if (exchange.origin().strict() && !losses.isEmpty()) {
      var first = losses.toList().getFirst();
      throw Problem.invalid(
              first.field(),
              "`%s` cannot be carried over to the model that would answer: %s (strict mode)"
                  .formatted(first.field(), first.why()))
          .withCode("translation_loss")
          .toException();
    }
  }

  /** What is sent: to whom, with which key, which bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record What(Target target, Optional<Credential> key, byte[] body) {}

  UpstreamRequest request(Upstream upstream, What what) {
    String model = what.target().model();
    boolean passes = passes(upstream, model);
    ApiFormat format = protocolOf(upstream, model);
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    if (passes) {
      ApiVariant variant = apiOf(upstream, model).variant();
      call.headers()
          .forEach(
              (name, value) -> {
                if (variant.sends(name)) {
                  headers.put(name, value);
                }
              });
    }
    if (asked().stream()) {
      headers.put("accept", "text/event-stream");
    }
    return new UpstreamRequest(
        HttpMethod.POST,
        format,
        new Operation.Generate(model, asked().stream()),
        passes ? call.query() : serving.formats().provider(format).query(asked().stream()),
        headers,
        new UpstreamRequest.Body.Bytes(BufferInternal.buffer(Unpooled.wrappedBuffer(what.body()))),
        what.key());
  }

  /** Whether bytes pass between the client and {@code model} at {@code upstream}. */
  boolean passes(Upstream upstream, String model) {
    return upstream.spec().speaks(call.format().protocol(), model);
  }

  Optional<Upstream> upstream(Target target) {
    return serving.upstreams().find(target.provider());
  }

  ApiFormat protocolOf(Upstream upstream, String model) {
    return apiOf(upstream, model).format();
  }

  private ProviderApi apiOf(Upstream upstream, String model) {
    return upstream.spec().apiFor(call.format().protocol(), model);
  }

  /** A key that the caller brings for {@code upstream}. */
  Optional<Credential> ownKey(Upstream upstream) {
    return CallerKeys.keyFor(exchange.origin().caller(), upstream.spec());
  }

  /** What brings an answer to the client. */
  AnswerRelay relay(AnswerRelay.Source source) {
    return new AnswerRelay(serving, exchange, call, source);
  }
}
