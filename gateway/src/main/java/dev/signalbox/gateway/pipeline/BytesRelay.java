package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.Phase;
import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.provider.UpstreamReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Moves a provider's answer to the client byte for byte but for our keys, waiting when the client
 * is slow.
 */
final class BytesRelay {
  private final ClientAnswer answer;
  private final UpstreamReply.Answered upstream;
  private final SentSecrets secrets;
  private final StreamWatchdog watchdog;
  private final Promise<Optional<Fault>> end = Promise.promise();

  /**
   * What holds for one answer.
   *
   * @param limits how long it may take
   * @param secrets what is taken out of it
   */
  record Terms(CallLimits limits, SentSecrets secrets) {}

  BytesRelay(Exchange exchange, UpstreamReply.Answered upstream, Serving serving, Terms terms) {
    this.answer = exchange.answer();
    this.upstream = upstream;
    this.secrets = terms.secrets();
    this.watchdog =
        new StreamWatchdog(
            answer, serving, new StreamWatchdog.Watch(terms.limits(), false), this::breakOff);
  }

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
    answer.beginStream();
    var response = upstream.response();
    response.exceptionHandler(_ -> breakOff(Faults.closed(Phase.BODY)));
    response.handler(this::accept);
    response.endHandler(_ -> ended());
    watchdog.start();
    response.resume();
    return end.future();
  }

  private void ended() {
    if (end.future().isComplete()) {
      return;
    }
    try {
      upstream.decoder().end();
    } catch (FaultException e) {
      breakOff(e.fault());
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
      answer.write(secrets.outOfAnswer(upstream.decoder().decode(packed)));
    } catch (FaultException e) {
      breakOff(e.fault());
      return;
    }
    if (answer.full()) {
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
      finish(Optional.of(fault));
      answer.breakOff();
    }
  }

  private void finish(Optional<Fault> fault) {
    watchdog.stop();
    upstream.decoder().release();
    end.tryComplete(fault);
  }
}
