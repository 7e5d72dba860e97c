package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.Phase;
import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Moves a provider's answer to the client byte for byte but for our keys, waiting when the client
 * is slow. Only the model is named as the client did, where that is wanted.
 */
final class BytesRelay {
  private final ClientAnswer answer;
  private final UpstreamReply.Answered upstream;
  private final SentSecrets secrets;
  private final StreamWatchdog watchdog;
  private final Renaming renaming;
  private final Promise<Optional<Fault>> end = Promise.promise();

  /**
   * What becomes of an answer's bytes.
   *
   * @param bytes gives what the next bytes become; often not yet all of them
   * @param end gives what is still to be sent at the end
   */
  record Renaming(UnaryOperator<Buffer> bytes, Supplier<Buffer> end) {
    /** None: every byte passes. */
    static final Renaming NONE = new Renaming(UnaryOperator.identity(), Buffer::buffer);

    /**
     * The one for an answer of {@code contentType}.
     *
     * @param model the name to report; empty text reports the one that answered
     */
    static Renaming of(String model, String contentType, Serving.Limits limits) {
      String type = contentType.toLowerCase(Locale.ROOT);
      if (model.isEmpty()) {
        return NONE;
      }
      if (type.startsWith("text/event-stream")) {
        RenamedEvents events = new RenamedEvents(model, limits.maxEventBytes());
        return new Renaming(
            chunk -> Buffer.buffer(events.accept(chunk.getBytes())),
            () -> Buffer.buffer(events.end()));
      }
      if (type.startsWith("application/json")) {
        RenamedBody body = new RenamedBody(model, limits.maxAnswerBytes());
        return new Renaming(body::accept, body::end);
      }
      return NONE;
    }
  }

  BytesRelay(Exchange exchange, UpstreamReply.Answered upstream, Serving serving, Passing passing) {
    this.answer = exchange.answer();
    this.upstream = upstream;
    this.secrets = passing.secrets();
    this.renaming = passing.renaming();
    this.watchdog =
        new StreamWatchdog(
            answer, serving, new StreamWatchdog.Watch(passing.limits(), false), this::breakOff);
  }

  /**
   * How an answer passes.
   *
   * @param limits how long it may take
   * @param secrets what is taken out of it
   * @param renaming what becomes of its bytes
   */
  record Passing(CallLimits limits, SentSecrets secrets, Renaming renaming) {}

  /**
   * Starts, and runs {@code left} if the client leaves; gives what broke the answer off, if
   * anything did.
   */
  Future<Optional<Fault>> start(Runnable left) {
    answer.whenGone(
        () -> {
          left.run();
          finish(Optional.empty());
        });
    answer.whenRefused(this::refused);
    answer.beginStream();
    var response = upstream.response();
    response.exceptionHandler(_ -> breakOff(Faults.closed(Phase.BODY)));
    response.handler(this::accept);
    response.endHandler(_ -> ended());
    watchdog.start();
    response.resume();
    return end.future();
  }

  /** The guard lets nothing more out: what the provider would still say is of no use. */
  private void refused() {
    if (!end.future().isComplete()) {
      answer.end();
      finish(Optional.empty());
      upstream.call().cancel();
    }
  }

  private void ended() {
    if (end.future().isComplete()) {
      return;
    }
    try {
      upstream.decoder().end();
      answer.write(renaming.end().get());
    } catch (FaultException e) {
      breakOff(e.fault());
      return;
    } catch (ProblemException e) {
      breakOff(Faults.ofStream(e.problem()));
      return;
    }
    answer.end();
    finish(Optional.empty());
  }

  private void accept(Buffer packed) {
    if (end.future().isComplete()) {
      return;
    }
    watchdog.progress();
    try {
      answer.write(renaming.bytes().apply(secrets.outOfAnswer(upstream.decoder().decode(packed))));
    } catch (FaultException e) {
      breakOff(e.fault());
      return;
    } catch (ProblemException e) {
      breakOff(Faults.ofStream(e.problem()));
      return;
    }
    if (!end.future().isComplete() && answer.full()) {
      upstream.response().pause();
      watchdog.clientSlow();
      answer.whenDrained(
          _ -> {
            watchdog.progress();
            upstream.response().resume();
          });
    }
  }

  private void breakOff(Fault fault) {
    if (!end.future().isComplete()) {
      upstream.call().cancel();
      answer.breakOff();
      finish(Optional.of(fault));
    }
  }

  private void finish(Optional<Fault> fault) {
    if (end.future().isComplete()) {
      return;
    }
    watchdog.stop();
    upstream.decoder().release();
    end.tryComplete(fault);
  }
}
