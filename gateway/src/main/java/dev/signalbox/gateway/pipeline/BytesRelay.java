package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Moves a provider's answer to the client byte for byte, waiting when the client is slow. */
final class BytesRelay {
  private final ClientAnswer answer;
  private final UpstreamReply.Answered upstream;
  private final Serving serving;
  private final StreamWatchdog watchdog;
  private final Promise<Optional<Problem>> end = Promise.promise();

  BytesRelay(Exchange exchange, UpstreamReply.Answered upstream, Serving serving) {
    this.answer = exchange.answer();
    this.upstream = upstream;
    this.serving = serving;
    this.watchdog = new StreamWatchdog(answer, serving.limits(), this::breakOff);
  }

  /** Starts; gives what broke the answer off, if anything did. */
  Future<Optional<Problem>> start(UpstreamSpec.Timeouts timeouts) {
    answer.whenGone(
        () -> {
          upstream.call().cancel();
          finish(Optional.empty());
        });
    answer.beginStream();
    var response = upstream.response();
    response.exceptionHandler(
        _ ->
            breakOff(
                Problem.of(ProblemKind.UPSTREAM, "the provider's connection broke")
                    .withCode("upstream_closed")));
    response.handler(this::accept);
    response.endHandler(
        _ -> {
          answer.end();
          finish(Optional.empty());
        });
    watchdog.start(serving.vertx(), timeouts, false);
    response.resume();
    return end.future();
  }

  private void accept(Buffer chunk) {
    watchdog.progress();
    answer.write(chunk);
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

  private void breakOff(Problem problem) {
    if (!end.future().isComplete()) {
      upstream.call().cancel();
      finish(Optional.of(problem));
      answer.breakOff();
    }
  }

  private void finish(Optional<Problem> problem) {
    watchdog.stop();
    end.tryComplete(problem);
  }
}
