package dev.signalbox.gateway.pipeline.guarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.guard.AnswerTexts;
import dev.signalbox.gateway.guard.AskedTexts;
import dev.signalbox.gateway.guard.hook.Webhooks;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has webhooks agree to one answer: to a whole body at once, to a stream of events piece by piece,
 * each time with the texts so far. What they were not asked about yet waits here; while they are
 * asked, the provider does. A body of JSON in pieces is put together first, any other one is asked
 * about at its beginning, without its bytes. Lives on one event loop.
 */
final class AnswerHooks {
  /** They are asked again after so many characters of text. */
  static final int PIECE = 1_000;

  /** They are asked again when some text has waited so long. */
  static final long WAIT_MILLIS = 500;

  /** A JSON body in pieces is put together up to so many bytes; a larger one is told without. */
  private static final int MAX_JSON_BYTES = 64 * 1024 * 1024;

  private static final Buffer NOTHING = Buffer.buffer();

  private final Webhooks webhooks;
  private final Vertx vertx;
  private final Supplier<ObjectNode> about;
  private final Out out;
  private Kind kind = Kind.UNKNOWN;
  private final AnswerTexts texts = new AnswerTexts();
  private Buffer waiting = Buffer.buffer();
  private Optional<Runnable> ending = Optional.empty();
  private Runnable stopTimer = () -> {};
  private boolean everAgreed;
  private boolean timed;
  private boolean late;
  private boolean asking;
  private boolean over;

  /** How an answer in pieces is asked about. */
  private enum Kind {
    UNKNOWN,
    EVENTS,
    JSON,
    OPAQUE
  }

  /** Where an answer in pieces goes. */
  interface Out {
    String contentType();

    /** Whether nobody waits for it any more. */
    boolean gone();

    /** These bytes may go out. */
    void pass(Buffer bytes);

    /** Nothing more may go out. */
    void refuse(Throwable cause);

    /** More bytes are welcome. */
    void ready();
  }

  /**
   * Questions about one answer.
   *
   * @param about what is said of the answer beside its text
   */
  AnswerHooks(Webhooks webhooks, Vertx vertx, Supplier<ObjectNode> about, Out out) {
    this.webhooks = webhooks;
    this.vertx = vertx;
    this.about = about;
    this.out = out;
  }

  /** What may go out of a whole body; fails when nothing may. */
  Future<Buffer> whole(Buffer body) {
    return switch (kindOf(out.contentType())) {
      case EVENTS -> {
        Buffer events = Buffer.buffer(texts.accept(body.getBytes())).appendBytes(texts.end());
        yield events(events);
      }
      case JSON ->
          Offload.compute(vertx, body.length(), () -> StrictJson.tryParse(body.getBytes()))
              .compose(tree -> tree.isEmpty() ? opaque(body) : json(body, tree.get()));
      case UNKNOWN, OPAQUE -> opaque(body);
    };
  }

  private Future<Buffer> json(Buffer body, JsonNode tree) {
    return webhooks
        .ask(about.get(), tree)
        .map(now -> now.equals(tree) ? body : Buffer.buffer(StrictJson.toBytes(now)));
  }

  private Future<Buffer> opaque(Buffer body) {
    return webhooks.allow(about.get()).map(_ -> body);
  }

  /** What may go out of events whose texts were all read. */
  private Future<Buffer> events(Buffer waited) {
    AskedTexts asked = texts.asked();
    ObjectNode question = about.get().put("stream", true).put("cut", asked.cut());
    ArrayNode list = StrictJson.object().putArray("texts");
    asked
        .texts()
        .forEach(each -> list.addObject().put("place", each.place()).put("text", each.text()));
    return webhooks
        .ask(
            question,
            new Webhooks.Subject(
                "texts",
                list,
                changed ->
                    textsOf(changed)
                        .map(asked::refusal)
                        .orElse(Optional.of("it wants to change what has no `texts`"))))
        .map(
            decided ->
                Buffer.buffer(
                    texts.agreed(asked, textsOf(decided).orElseThrow(), waited.getBytes())));
  }

  private static Optional<List<AnswerTexts.Text>> textsOf(JsonNode list) {
    List<AnswerTexts.Text> texts = new ArrayList<>();
    for (JsonNode each : list) {
      if (!each.path("place").isTextual() || !each.path("text").isTextual()) {
        return Optional.empty();
      }
      texts.add(
          new AnswerTexts.Text(each.path("place").textValue(), each.path("text").textValue()));
    }
    return list.isArray() ? Optional.of(texts) : Optional.empty();
  }

  /** Whether they are being asked, so that more bytes should wait. */
  boolean isAsking() {
    return asking;
  }

  /** Takes the next bytes. */
  void accept(Buffer chunk) {
    if (over) {
      return;
    }
    if (kind == Kind.UNKNOWN) {
      kind = kindOf(out.contentType());
    }
    waiting.appendBytes(kind == Kind.EVENTS ? texts.accept(chunk.getBytes()) : chunk.getBytes());
    if (kind == Kind.JSON && waiting.length() > MAX_JSON_BYTES) {
      kind = Kind.OPAQUE;
    }
    proceed();
  }

  /** Takes the end; runs {@code then} when all that may go out has. */
  void end(Runnable then) {
    ending = Optional.of(then);
    if (kind == Kind.EVENTS && !over) {
      waiting.appendBytes(texts.end());
    }
    proceed();
  }

  /** Forgets what waits; nothing more comes out. */
  void stop() {
    over = true;
    waiting = NOTHING;
    stopTimer.run();
  }

  private void proceed() {
    if (asking) {
      return;
    }
    if (out.gone()) {
      stop();
    }
    if (over || isAgreed()) {
      pass(kind == Kind.EVENTS ? Buffer.buffer(texts.passed(take().getBytes())) : take());
      ending.ifPresent(Runnable::run);
    } else if (ending.isEmpty() && mayWait()) {
      waitForMore();
    } else {
      ask();
    }
  }

  private boolean isAgreed() {
    return switch (kind) {
      case UNKNOWN -> true;
      case EVENTS -> texts.waiting() == 0;
      case JSON, OPAQUE -> everAgreed;
    };
  }

  private boolean mayWait() {
    return switch (kind) {
      case UNKNOWN, JSON -> true;
      case EVENTS -> texts.waiting() < PIECE && !late;
      case OPAQUE -> false;
    };
  }

  private void waitForMore() {
    if (kind == Kind.EVENTS && !timed) {
      timed = true;
      long timer = vertx.setTimer(WAIT_MILLIS, _ -> isLate());
      stopTimer = () -> vertx.cancelTimer(timer);
    }
  }

  private void isLate() {
    late = true;
    proceed();
  }

  private void ask() {
    asking = true;
    timed = false;
    stopTimer.run();
    Buffer asked = take();
    Future<Buffer> answer = kind == Kind.EVENTS ? events(asked) : whole(asked);
    answer.onComplete(
        decided -> {
          asking = false;
          late = false;
          if (over) {
            ending.ifPresent(Runnable::run);
          } else if (decided.failed()) {
            stop();
            out.refuse(decided.cause());
            ending.ifPresent(Runnable::run);
          } else {
            everAgreed = true;
            pass(decided.result());
            proceed();
            ready();
          }
        });
  }

  private void ready() {
    if (!asking) {
      out.ready();
    }
  }

  private Buffer take() {
    Buffer taken = waiting;
    waiting = Buffer.buffer();
    return taken;
  }

  private void pass(Buffer bytes) {
    if (bytes.length() > 0 && !over) {
      out.pass(bytes);
    }
  }

  private static Kind kindOf(String contentType) {
    if (contentType.startsWith("text/event-stream")) {
      return Kind.EVENTS;
    }
    return contentType.contains("json") ? Kind.JSON : Kind.OPAQUE;
  }
}
