package dev.signalbox.gateway.http;

import dev.signalbox.analytics.record.Result;
import dev.signalbox.engine.digest.Sha256;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Requests that are sent again with the same {@code idempotency-key}: the answer is given once more
 * and nobody is called. Only good answers that are no streams are kept, so that what failed can be
 * tried again. The step of one event loop.
 */
final class Repeats {
  private static final String HEADER = "idempotency-key";
  private static final int MOST_CHARACTERS = 255;
  private static final int MOST_BYTES = 1 << 20;
  private static final int LEAST_OF_FAILURES = 400;

  private final Vertx vertx;
  private final KeptAnswers kept;
  private final Duration retention;
  private final InstantSource clock;

  /**
   * Repeats of answers that are kept for {@code retention}; zero keeps none, and keys mean nothing.
   */
  Repeats(Vertx vertx, KeptAnswers kept, Duration retention, InstantSource clock) {
    this.vertx = vertx;
    this.kept = kept;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Lets {@code arrival} go on with {@code body}; fails with {@link Repeated} when it is answered
   * already, and with a problem when its key is in use or was used for something else.
   *
   * @param sent the body as it came, which the key stands for
   * @param body what it is to go on with
   */
  Future<byte[]> admit(Arrival arrival, byte[] sent, byte[] body) {
    String key = arrival.request().getHeader(HEADER);
    if (key == null || retention.isZero()) {
      return Future.succeededFuture(body);
    }
    check(key);
    return Offload.compute(vertx, sent.length, () -> new KeptAnswers.Digest(Sha256.of(sent)))
        .compose(digest -> admit(arrival, key, digest, body));
  }

  private Future<byte[]> admit(
      Arrival arrival, String key, KeptAnswers.Digest digest, byte[] body) {
    Exchange exchange = arrival.exchange();
    KeptAnswers.Name name =
        new KeptAnswers.Name(
            callerOf(exchange.origin()), arrival.mount().path() + arrival.path(), key);
    KeptAnswers.Running running = new KeptAnswers.Running(digest, exchange.origin().id());
    Optional<KeptAnswers.Entry> before = kept.begin(name, running, clock.millis());
    if (before.isEmpty()) {
      Copy copy = new Copy();
      exchange.answer().tap(copy::add);
      exchange.answer().beforeEnd(() -> kept.end(name, running, copy.of(exchange, running)));
      exchange.afterwards(_ -> kept.end(name, running, Optional.empty()));
      return Future.succeededFuture(body);
    }
    return Future.failedFuture(
        before.get().of().equals(running.of())
            ? again(before.get())
            : refused(
                "idempotency_key_reused",
                "this `idempotency-key` came with another request before: take a new one"));
  }

  private static RuntimeException again(KeptAnswers.Entry entry) {
    return switch (entry) {
      case KeptAnswers.Kept answered -> new Repeated(answered);
      case KeptAnswers.Running running ->
          refused(
              "idempotency_key_in_use",
              "the request with this `idempotency-key` is under way, as `%s`"
                  .formatted(running.request()));
    };
  }

  /** Gives the answer once more. */
  static void answer(Exchange exchange, KeptAnswers.Kept kept) {
    exchange.asked(kept.model(), false);
    exchange.answer().status(kept.answer().status(), kept.answer().contentType());
    exchange.answer().header("idempotent-replayed", "true");
    exchange
        .answer()
        .whole(Buffer.buffer(kept.answer().body()))
        .onComplete(_ -> exchange.finish(Result.OUTCOME_OK));
  }

  private static void check(String key) {
    if (key.isEmpty()
        || key.length() > MOST_CHARACTERS
        || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw Problem.of(
              ProblemKind.INVALID_REQUEST,
              "`idempotency-key` is 1 to %d printable characters without spaces"
                  .formatted(MOST_CHARACTERS))
          .withCode("invalid_idempotency_key")
          .toException();
    }
  }

  private static ProblemException refused(String code, String message) {
    return Problem.of(ProblemKind.CONFLICT, message).withCode(code).toException();
  }

  private static String callerOf(Exchange.Origin origin) {
    return origin.caller().id().isEmpty() ? origin.caller().label() : origin.caller().id();
  }

  /** What goes out, as far as it may be kept. */
  private final class Copy {
    private final Buffer bytes = Buffer.buffer();
    private boolean tooLarge;

    void add(Buffer chunk) {
      tooLarge |= bytes.length() + chunk.length() > MOST_BYTES;
      if (!tooLarge) {
        bytes.appendBuffer(chunk);
      }
    }

    Optional<KeptAnswers.Kept> of(Exchange exchange, KeptAnswers.Running running) {
      if (tooLarge || exchange.streams() || exchange.answer().status() >= LEAST_OF_FAILURES) {
        return Optional.empty();
      }
      return Optional.of(
          new KeptAnswers.Kept(
              running.of(),
              new AnswerCopy(
                  exchange.answer().status(), exchange.answer().contentType(), bytes.getBytes()),
              exchange.requestedModel(),
              clock.millis() + retention.toMillis()));
    }
  }
}
