package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.Phase;
import dev.signalbox.gateway.provider.UpstreamReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Moves a provider's answer to the client byte for byte, waiting when the client is slow. */
final class BytesRelay {
  private final ClientAnswer answer;
  private final UpstreamReply.Answered upstream;
  private final StreamWatchdog watchdog;
  private final Promise<Optional<Fault>> end = Promise.promise();

  BytesRelay(
      Exchange exchange, UpstreamReply.Answered upstream, Serving serving, CallLimits limits) {
    this.answer = exchange.answer();
    this.upstream = upstream;
    this.watchdog =
        new StreamWatchdog(
            answer, serving, new StreamWatchdog.Watch(limits, false), this::breakOff);
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
      answer.write(upstream.decoder().decode(packed));
    } catch (FaultException e) {
      breakOff(e.fault());
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
