package dev.signalbox.gateway.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.Outline;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.responses.OpenResponses;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings one provider's answer to the client: whole or streamed, untouched where the protocol is
 * the same, translated elsewhere.
 */
final class AnswerRelay {
  private static final String EVENT_STREAM = "text/event-stream; charset=utf-8";
  private static final String JSON = "application/json";

  private final Serving serving;
  private final Exchange exchange;
  private final GenerationCall call;
  private final Source source;
  private final ProviderFormat provider;
  private final ClientFormat client;
  private final boolean passes;

  /**
   * Who answers what.
   *
   * @param stream whether the client asked for a stream
   * @param reportAs the model name to report; empty text reports the one that answered
   */
  record Source(UpstreamSpec spec, boolean stream, String reportAs) {}

  AnswerRelay(Serving serving, Exchange exchange, GenerationCall call, Source source) {
    this.serving = serving;
    this.exchange = exchange;
    this.call = call;
    this.source = source;
    this.provider = serving.formats().provider(source.spec().protocolFor(call.format().protocol()));
    this.client = call.format();
    this.passes = provider.protocol() == client.protocol();
  }

  /** Relays; the future fails only on a bug. */
  Future<RelayEnd> relay(UpstreamReply.Answered answered) {
    String type = contentType(answered);
    if (type.startsWith("text/event-stream") && source.stream()) {
      return stream(answered, type);
    }
    return WholeBody.read(answered, serving).map(this::whole).recover(AnswerRelay::nothingSent);
  }

  private static String contentType(UpstreamReply.Answered answered) {
    String type = answered.response().getHeader("content-type");
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  private Future<RelayEnd> stream(UpstreamReply.Answered answered, String type) {
    int maxEvent = serving.limits().maxEventBytes();
    ReplyFrame frame = frame();
    StreamTransform transform;
    if (!passes) {
      transform =
          new TranslatingTransform(
              provider.streamDecoder(), client.streamEncoder(frame, exchange.losses()), maxEvent);
    } else if (source.reportAs().isEmpty()) {
      transform = new PassTransform(provider.watch(), client, frame, maxEvent);
    } else {
      transform =
          new RenamingTransform(
              new PassTransform(provider.watch(), client, frame, maxEvent),
              source.reportAs(),
              maxEvent);
    }
    if (openResponses()) {
      transform = new OpenResponsesTransform(transform, maxEvent);
    }
    String outType = passes ? type : streamType();
    StreamRelay.Plan plan =
        new StreamRelay.Plan(
            transform,
            () -> head(answered, outType),
            source.spec().timeouts(),
            call.serverSentEvents());
    return new StreamRelay(exchange, answered, plan, serving).start();
  }

  private boolean openResponses() {
    return client.protocol() == Protocol.RESPONSES
        && call.headers().containsKey(OpenResponses.HEADER);
  }

  private String streamType() {
    return call.serverSentEvents() ? EVENT_STREAM : JSON;
  }

  private RelayEnd whole(WholeBody whole) {
    return passes
        ? passedWhole(whole.answered(), whole.body())
        : translatedWhole(whole.answered(), whole.body());
  }

  private RelayEnd passedWhole(UpstreamReply.Answered answered, Buffer body) {
    String type = contentType(answered);
    if (type.startsWith("text/html")) {
      return new RelayEnd.NothingSent(notAnAnswer());
    }
    ReplyWatch watch = provider.watch();
    Outline.of(body.getBytes(), ReplyWatch.BULK).ifPresent(watch::acceptBody);
    if (watch.problem().isPresent()) {
      return new RelayEnd.NothingSent(watch.problem().get());
    }
    watch.usage().ifPresent(exchange::used);
    head(answered, type.isEmpty() ? JSON : type);
    exchange.times().firstByte();
    exchange
        .answer()
        .whole(source.reportAs().isEmpty() ? body : ModelNames.renamed(body, source.reportAs()));
    return delivered();
  }

  private RelayEnd translatedWhole(UpstreamReply.Answered answered, Buffer body) {
    Reply reply = provider.decodeReply(asObject(body));
    reply.usage().ifPresent(exchange::used);
    Buffer out = source.stream() ? streamed(reply) : encoded(reply);
    head(answered, source.stream() ? streamType() : JSON);
    exchange.times().firstByte();
    exchange.answer().whole(out);
    return delivered();
  }

  private Buffer encoded(Reply reply) {
    return Buffer.buffer(StrictJson.toBytes(client.encodeReply(reply, frame(), exchange.losses())));
  }

  private Buffer streamed(Reply reply) {
    StreamBuffer out = new StreamBuffer();
    StreamEncoder encoder = client.streamEncoder(frame(), exchange.losses());
    ReplyUnfold.unfold(reply, event -> encoder.accept(event, out));
    if (!openResponses()) {
      return Buffer.buffer(out.take());
    }
    OpenResponses stream = new OpenResponses(serving.limits().maxEventBytes());
    return Buffer.buffer(stream.rewritten(out.take())).appendBytes(stream.end(true));
  }

  private ObjectNode asObject(Buffer body) {
    return StrictJson.tryParse(body.toString())
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .orElseThrow(() -> notAnAnswer().toException());
  }

  private void head(UpstreamReply.Answered answered, String type) {
    exchange.times().mark("relay");
    exchange.answer().status(answered.response().statusCode(), type);
    AnswerHeads.passed(answered.response().headers(), exchange.answer());
    AnswerHeads.ours(exchange);
  }

  private ReplyFrame frame() {
    return new ReplyFrame(
        exchange.origin().id().replace("req_", ""),
        source.reportAs(),
        serving.clocks().wall().instant().getEpochSecond(),
        call.serverSentEvents(),
        passes ? StrictJson.object() : StrictJson.parseObject(call.body().original()));
  }

  private static RelayEnd delivered() {
    return new RelayEnd.Delivered(Optional.empty());
  }

  private static Future<RelayEnd> nothingSent(Throwable cause) {
    return cause instanceof ProblemException e
        ? Future.succeededFuture(new RelayEnd.NothingSent(e.problem()))
        : Future.failedFuture(cause);
  }

  private static Problem notAnAnswer() {
    return Problem.of(ProblemKind.UPSTREAM, "the provider's answer is not what its API promises")
        .withCode("upstream_protocol");
  }
}
