package dev.signalbox.gateway.pipeline.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.exchange.AnswerHeads;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.CallerKeys;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.Phase;
import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.chat.StreamUsage;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.Outline;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.responses.OpenResponses;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings one provider's answer to the client: whole or streamed, untouched where the protocol is
 * the same, translated elsewhere.
 */
public final class AnswerRelay {
  private static final String EVENT_STREAM = "text/event-stream; charset=utf-8";
  private static final String JSON = "application/json";

  private final Serving serving;
  private final Exchange exchange;
  private final GenerationCall call;
  private final Source source;
  private final ProviderFormat provider;
  private final ClientFormat client;
  private final boolean passes;
  private final SentSecrets secrets;
  private Optional<StreamRelay> running = Optional.empty();
  private Supplier<Set<StopReason>> stops = Set::of;

  /**
   * Who answers what.
   *
   * @param model the model, as the provider knows it
   * @param asked what the client asked for
   * @param losses takes what the answer loses on its way
   * @param limits how long the answer may take
   * @param reading takes what is to be known of the answer
   */
  public record Source(
      Upstream upstream,
      String model,
      Asked asked,
      Losses losses,
      CallLimits limits,
      Gate gate,
      Reading reading) {
    private UpstreamSpec spec() {
      return upstream.spec();
    }
  }

  /**
   * What the client asked for.
   *
   * @param stream whether it was a stream
   * @param reportAs the model name to report; empty text reports the one that answered
   * @param held whether an answer that is no stream is given only when somebody says so
   */
  public record Asked(boolean stream, String reportAs, boolean held) {}

  public AnswerRelay(Serving serving, Exchange exchange, GenerationCall call, Source source) {
    this.serving = serving;
    this.exchange = exchange;
    this.call = call;
    this.source = source;
    this.provider =
        serving
            .formats()
            .provider(source.spec().protocolFor(call.format().protocol(), source.model()));
    this.client = call.format();
    this.passes = provider.protocol() == client.protocol();
    this.secrets = CallerKeys.secrets(exchange.origin().caller(), source.upstream());
  }

  /** Stops, as nobody waits for the answer any more; cancels nothing. */
  public void stop() {
    running.ifPresent(StreamRelay::stop);
  }

  /** Relays; the future fails only on a bug. */
  public Future<RelayEnd> relay(UpstreamReply.Answered answered) {
    return relayed(answered).map(this::withoutSecrets);
  }

  private RelayEnd withoutSecrets(RelayEnd end) {
    return switch (end) {
      case RelayEnd.Outrun _, RelayEnd.Held _ -> end;
      case RelayEnd.NothingSent(var fault) -> new RelayEnd.NothingSent(secrets.outOf(fault));
      case RelayEnd.Delivered(var fault) -> new RelayEnd.Delivered(fault.map(secrets::outOf));
    };
  }

  private Future<RelayEnd> relayed(UpstreamReply.Answered answered) {
    if (isEmpty(answered)) {
      answered.call().cancel();
      return Future.succeededFuture(
          new RelayEnd.NothingSent(Faults.notAnAnswer(Phase.FIRST_TOKEN)));
    }
    return passedOn(answered).compose(end -> exchange.answer().settled().map(_ -> end));
  }

  private Future<RelayEnd> passedOn(UpstreamReply.Answered answered) {
    String type = contentType(answered);
    if (type.startsWith("text/event-stream") && source.asked().stream()) {
      return stream(answered, type);
    }
    return WholeBody.read(answered, serving.limits().maxAnswerBytes())
        .map(
            whole -> {
              source.gate().hears(whole.body(), type);
              return whole(whole);
            })
        .recover(AnswerRelay::nothingSent);
  }

  /** A status that says that nothing follows. */
  private static boolean isEmpty(UpstreamReply.Answered answered) {
    int status = answered.response().statusCode();
    return status == 204 || status == 205;
  }

  private static String contentType(UpstreamReply.Answered answered) {
    String type = answered.response().getHeader(HttpHeaders.CONTENT_TYPE);
    return type == null ? "" : answered.decoder().typeOf(type).toLowerCase(Locale.ROOT);
  }

  private Future<RelayEnd> stream(UpstreamReply.Answered answered, String type) {
    int maxEvent = serving.limits().maxEventBytes();
    ReplyFrame frame = frame();
    StreamTransform transform;
    if (!passes) {
      transform =
          new TranslatingTransform(
              provider.streamDecoder(),
              client.streamEncoder(frame, source.losses()),
              maxEvent,
              source.reading());
    } else {
      ReplyWatch watch = watchOfStream();
      stops = watch::stops;
      transform = new PassTransform(watch, client, frame, maxEvent);
      if (!source.asked().reportAs().isEmpty()) {
        transform =
            new RewritingTransform(
                transform,
                RewritingTransform.Rewrite.ofEvents(source.asked().reportAs(), maxEvent));
      }
    }
    if (passes && call.hasUsageAddedFor(source.spec())) {
      StreamUsage usage = new StreamUsage(maxEvent);
      transform =
          new RewritingTransform(
              transform, new RewritingTransform.Rewrite(usage::rewritten, _ -> usage.end()));
    }
    if (openResponses()) {
      OpenResponses stream = new OpenResponses(maxEvent);
      transform =
          new RewritingTransform(
              transform, new RewritingTransform.Rewrite(stream::rewritten, stream::end));
    }
    String outType = passes ? type : streamType();
    StreamRelay.Plan plan =
        new StreamRelay.Plan(
            transform,
            () -> head(answered, outType),
            source.gate(),
            secrets,
            new StreamWatchdog.Watch(source.limits(), call.serverSentEvents()));
    StreamRelay relay = new StreamRelay(exchange, answered, plan, serving);
    running = Optional.of(relay);
    return relay
        .start()
        .map(
            end -> {
              source.reading().stopped(stops.get());
              return end;
            });
  }

  private ReplyWatch watchOfStream() {
    return source.reading().all()
        ? new ReadingWatch(provider.watch(), provider.streamDecoder(), source.reading())
        : provider.watch();
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
    byte[] bytes = body.getBytes();
    Optional<JsonNode> json = Outline.of(bytes, ReplyWatch.BULK);
    if (json.isEmpty() && !mayBeAnAnswer(type)) {
      return new RelayEnd.NothingSent(Faults.notAnAnswer(Phase.FIRST_TOKEN));
    }
    ReplyWatch watch = provider.watch();
    json.ifPresent(watch::acceptBody);
    if (watch.problem().isPresent()) {
      return new RelayEnd.NothingSent(Faults.ofTold(watch.problem().get()));
    }
    Buffer safe = json.isEmpty() ? secrets.outOfError(body) : secrets.outOfAnswer(body);
    watch.model().ifPresent(source.gate()::answeredAs);
    watch.usage().ifPresent(source.gate()::used);
    read(watch, bytes);
    Buffer out =
        source.asked().reportAs().isEmpty()
            ? safe
            : ModelNames.renamed(safe, source.asked().reportAs());
    return given(answered, type.isEmpty() ? JSON : type, out);
  }

  /** An answer that cannot be read passes all the same. */
  private void read(ReplyWatch watch, byte[] body) {
    source.reading().stopped(watch.stops());
    if (source.reading().all() || watch.hasRefusal(body)) {
      try {
        source.reading().whole(provider.decodeReply(asObject(body)));
      } catch (FaultException | ProblemException _) {
        // INVARIANT: what the reading does not know is held against nobody.
      }
    }
  }

  private RelayEnd translatedWhole(UpstreamReply.Answered answered, Buffer body) {
    Reply reply = provider.decodeReply(asObject(body.getBytes()));
    source.gate().answeredAs(reply.model());
    reply.usage().ifPresent(source.gate()::used);
    source.reading().whole(reply);
    Buffer out = source.asked().stream() ? streamed(reply) : encoded(reply);
    return given(answered, source.asked().stream() ? streamType() : JSON, secrets.outOfAnswer(out));
  }

  /** At once, or when it is said. */
  private RelayEnd given(UpstreamReply.Answered answered, String type, Buffer out) {
    source.gate().speaks(true);
    return source.asked().held()
        ? new RelayEnd.Held(
            () -> {
              RelayEnd end = sent(answered, type, out);
              return exchange.answer().settled().map(_ -> end);
            })
        : sent(answered, type, out);
  }

  private RelayEnd sent(UpstreamReply.Answered answered, String type, Buffer out) {
    if (!source.gate().open()) {
      return new RelayEnd.Outrun();
    }
    head(answered, type);
    exchange.times().firstByte();
    exchange.answer().whole(out);
    return new RelayEnd.Delivered(Optional.empty());
  }

  /** Bytes that do not parse pass all the same when they are said to be of the right kind. */
  private static boolean mayBeAnAnswer(String type) {
    return type.contains("json") || type.startsWith("text/event-stream");
  }

  private Buffer encoded(Reply reply) {
    return Buffer.buffer(StrictJson.toBytes(client.encodeReply(reply, frame(), source.losses())));
  }

  private Buffer streamed(Reply reply) {
    StreamBuffer out = new StreamBuffer();
    StreamEncoder encoder = client.streamEncoder(frame(), source.losses());
    ReplyUnfold.unfold(reply, event -> encoder.accept(event, out));
    if (!openResponses()) {
      return Buffer.buffer(out.take());
    }
    OpenResponses stream = new OpenResponses(serving.limits().maxEventBytes());
    return Buffer.buffer(stream.rewritten(out.take())).appendBytes(stream.end(true));
  }

  private static ObjectNode asObject(byte[] body) {
    return StrictJson.tryParse(body)
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .orElseThrow(() -> Faults.notAnAnswer(Phase.FIRST_TOKEN).toException());
  }

  private void head(UpstreamReply.Answered answered, String type) {
    exchange.times().mark("relay");
    exchange.answer().status(answered.response().statusCode(), type);
    AnswerHeads.passed(answered.response().headers(), exchange, secrets);
    AnswerHeads.ours(exchange);
  }

  private ReplyFrame frame() {
    return new ReplyFrame(
        exchange.origin().id().replace("req_", ""),
        source.asked().reportAs(),
        serving.clocks().wall().instant().getEpochSecond(),
        call.serverSentEvents(),
        this::settings);
  }

  private ObjectNode settings() {
    return passes ? StrictJson.object() : call.body().settings();
  }

  private static Future<RelayEnd> nothingSent(Throwable cause) {
    return switch (cause) {
      case FaultException e -> Future.succeededFuture(new RelayEnd.NothingSent(e.fault()));
      case ProblemException e ->
          Future.succeededFuture(
              new RelayEnd.NothingSent(Faults.ofStream(e.problem()).in(Phase.FIRST_TOKEN)));
      default -> Future.failedFuture(cause);
    };
  }
}
