package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Moves one provider's stream to the client event by event: holds the client's head back until a
 * real piece of the answer has come, waits when the client is slow, ends both sides when either
 * breaks. What is held back is bounded in bytes, and in time where the client is to be kept alive:
 * then the stream is let through as it is. Lives on one event loop.
 */
final class StreamRelay {
  private final Exchange exchange;
  private final ClientAnswer answer;
  private final UpstreamReply.Answered upstream;
  private final StreamTransform transform;
  private final Head head;
  private final Plan plan;
  private final Vertx vertx;
  private final StreamWatchdog watchdog;
  private final Serving.Limits limits;
  private final Promise<RelayEnd> end = Promise.promise();
  private Buffer held = Buffer.buffer();
  private Runnable stopPatience = () -> {};
  private boolean heard;

  /** Writes status and headers of the client's answer, just before its first byte. */
  @FunctionalInterface
  interface Head {
    void write();
  }

  /**
   * How a stream is relayed.
   *
   * @param comments whether comments may be sent while nothing else is
   */
  record Plan(
      StreamTransform transform, Head head, UpstreamSpec.Timeouts timeouts, boolean comments) {}

  /** A relay that has not started; {@code plan} says between what and how. */
  StreamRelay(Exchange exchange, UpstreamReply.Answered upstream, Plan plan, Serving serving) {
    this.exchange = exchange;
    this.answer = exchange.answer();
    this.upstream = upstream;
    this.transform = plan.transform();
    this.head = plan.head();
    this.plan = plan;
    this.vertx = serving.vertx();
    this.limits = serving.limits();
    this.watchdog = new StreamWatchdog(answer, serving.limits(), this::breakOff);
  }

  /** Starts; the future never fails. */
  Future<RelayEnd> start() {
    answer.whenGone(this::clientLeft);
    var response = upstream.response();
    response.exceptionHandler(
        _ ->
            breakOff(
                Problem.of(
                        ProblemKind.UPSTREAM,
                        "the provider's connection broke before its answer was complete")
                    .withCode("upstream_closed")));
    response.handler(this::accept);
    response.endHandler(_ -> ended());
    watchdog.start(vertx, plan.timeouts(), plan.comments());
    response.resume();
    return end.future();
  }

  private void accept(Buffer chunk) {
    if (end.future().isComplete()) {
      return;
    }
    watchdog.progress();
    if (!heard) {
      heard = true;
      beginPatience();
    }
    try {
      send(transform.accept(chunk.getBytes()));
    } catch (ProblemException e) {
      breakOff(e.problem());
      return;
    }
    if (transform.over() || !answer.headWritten()) {
      transform.problem().ifPresent(this::toldFailure);
    }
  }

  /** From the first sign of life on, the client waits no longer than until it is kept alive. */
  private void beginPatience() {
    if (plan.comments() && limits.keepAlive().isPositive()) {
      long timer = vertx.setTimer(limits.keepAlive().toMillis(), _ -> letThrough());
      stopPatience = () -> vertx.cancelTimer(timer);
    }
  }

  private void letThrough() {
    transform.letThrough();
    if (held.length() == 0) {
      held.appendBuffer(StreamWatchdog.COMMENT);
    }
    openHead();
    flush();
  }

  private void send(byte[] bytes) {
    held.appendBytes(bytes);
    if (held.length() > limits.maxEventBytes()) {
      transform.letThrough();
    }
    if (!transform.started() || held.length() == 0) {
      return;
    }
    if (transform.problem().isPresent() && !answer.headWritten()) {
      return;
    }
    openHead();
    flush();
  }

  private void flush() {
    Buffer out = held;
    held = Buffer.buffer();
    answer.write(out);
    watchdog.wrote(out);
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

  private void openHead() {
    if (!answer.headWritten()) {
      stopPatience.run();
      exchange.times().firstByte();
      head.write();
      answer.beginStream();
    }
  }

  /** The stream itself said that it failed: what it said was already passed on, if anything was. */
  private void toldFailure(Problem problem) {
    if (answer.headWritten()) {
      finish(new RelayEnd.Delivered(Optional.of(problem)));
      upstream.call().cancel();
      answer.end();
    } else {
      finish(new RelayEnd.NothingSent(problem));
      upstream.call().cancel();
    }
  }

  private void ended() {
    if (end.future().isComplete()) {
      return;
    }
    try {
      send(transform.end());
    } catch (ProblemException e) {
      breakOff(e.problem());
      return;
    }
    if (transform.problem().isPresent()) {
      toldFailure(transform.problem().get());
    } else if (!transform.complete()) {
      breakOff(
          Problem.of(
                  ProblemKind.UPSTREAM,
                  "the provider's stream ended before its answer was complete")
              .withCode("upstream_truncated"));
    } else {
      finish(new RelayEnd.Delivered(Optional.empty()));
      answer.end();
    }
  }

  private void breakOff(Problem problem) {
    if (end.future().isComplete()) {
      return;
    }
    if (answer.headWritten()) {
      answer.write(Buffer.buffer(transform.fail(problem)));
      finish(new RelayEnd.Delivered(Optional.of(problem)));
      answer.breakOff();
    } else {
      finish(new RelayEnd.NothingSent(problem));
    }
    upstream.call().cancel(); // last: it is itself seen as a broken connection
  }

  private void clientLeft() {
    finish(new RelayEnd.Delivered(Optional.empty()));
    upstream.call().cancel();
  }

  private void finish(RelayEnd result) {
    watchdog.stop();
    stopPatience.run();
    transform.usage().ifPresent(exchange::used);
    end.tryComplete(result);
  }
}
