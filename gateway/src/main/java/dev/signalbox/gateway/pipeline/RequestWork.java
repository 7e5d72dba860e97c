package dev.signalbox.gateway.pipeline;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.provider.Credential;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What all attempts of one request have in common: how it is made ready for a provider. */
final class RequestWork {
  private final Serving serving;
  private final Exchange exchange;
  private final GenerationCall call;
  private final AnswerRelay.Asked asked;
  private final Preparation preparation;
  private final Deadline deadline;

  RequestWork(Serving serving, Exchange exchange, GenerationCall call, AnswerRelay.Asked asked) {
    this.serving = serving;
    this.exchange = exchange;
    this.call = call;
    this.asked = asked;
    this.preparation = new Preparation(call, serving);
    this.deadline = Deadline.of(serving, exchange);
  }

  Serving serving() {
    return serving;
  }

  Exchange exchange() {
    return exchange;
  }

  AnswerRelay.Asked asked() {
    return asked;
  }

  /** The time the request may take. */
  Deadline deadline() {
    return deadline;
  }

  /** The body for {@code upstream}; fails when the request breaks its own format. */
  Future<byte[]> bodyFor(Upstream upstream, ProviderTarget target, Losses losses) {
    return preparation.bodyFor(upstream.spec(), target, losses);
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
    boolean passes = passes(upstream);
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    if (passes) {
      headers.putAll(call.headers());
    }
    if (asked.stream()) {
      headers.put("accept", "text/event-stream");
    }
    return new UpstreamRequest(
        HttpMethod.POST,
        protocolOf(upstream),
        new Operation.Generate(what.target().model(), asked.stream()),
        passes
            ? call.query()
            : serving.formats().provider(protocolOf(upstream)).query(asked.stream()),
        headers,
        new UpstreamRequest.Body.Bytes(Buffer.buffer(what.body())),
        what.key());
  }

  /** Whether bytes pass between the client and {@code upstream}. */
  boolean passes(Upstream upstream) {
    return preparation.passes(upstream.spec());
  }

  ApiFormat protocolOf(Upstream upstream) {
    return upstream.spec().protocolFor(call.format().protocol());
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
