package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The clock of one stream: ends it when the provider falls silent, when the client stops reading,
 * or when it has lasted too long; sends comments while nothing else is sent, so that nobody on the
 * way takes the connection for dead. Looks once a second. Lives on one event loop.
 */
final class StreamWatchdog {
  /** What is sent while nothing else is. */
  static final Buffer COMMENT = Buffer.buffer(": keep-alive\n\n");

  private static final long TICK_MILLIS = 1_000;

  private final ClientAnswer answer;
  private final Consumer<Problem> breakOff;
  private final Serving.Limits limits;
  private Runnable stop = () -> {};
  private long ticks;
  private long lastProgress;
  private long lastWrite;
  private boolean clientSlow;
  private boolean betweenEvents;

  StreamWatchdog(ClientAnswer answer, Serving.Limits limits, Consumer<Problem> breakOff) {
    this.limits = limits;
    this.answer = answer;
    this.breakOff = breakOff;
  }

  void start(Vertx vertx, UpstreamSpec.Timeouts timeouts, boolean comments) {
    long timer = vertx.setPeriodic(TICK_MILLIS, _ -> tick(timeouts, comments));
    stop = () -> vertx.cancelTimer(timer);
  }

  void stop() {
    stop.run();
  }

  /** Something came from the provider, or the client read on. */
  void progress() {
    lastProgress = ticks;
    clientSlow = false;
  }

  /** The provider waits for the client from now on. */
  void clientSlow() {
    clientSlow = true;
    lastProgress = ticks;
  }

  /** These bytes went to the client. */
  void wrote(Buffer bytes) {
    lastWrite = ticks;
    betweenEvents = endsEvent(bytes);
  }

  private void tick(UpstreamSpec.Timeouts timeouts, boolean comments) {
    ticks++;
    fault(timeouts).ifPresent(breakOff);
    long quiet = limits.keepAlive().toSeconds();
    if (comments
        && quiet > 0
        && betweenEvents
        && answer.headWritten()
        && !answer.full()
        && ticks - lastWrite >= quiet) {
      lastWrite = ticks;
      answer.write(COMMENT);
    }
  }

  private Optional<Problem> fault(UpstreamSpec.Timeouts timeouts) {
    long silent = ticks - lastProgress;
    if (ticks > timeouts.total().toSeconds()) {
      return Optional.of(
          problem(
              "upstream_total",
              "the answer took longer than " + timeouts.total().toSeconds() + " seconds"));
    }
    if (clientSlow) {
      return silent > limits.clientWrite().toSeconds()
          ? Optional.of(
              problem("client_slow", "the answer was not read for " + silent + " seconds"))
          : Optional.empty();
    }
    return silent > timeouts.idle().toSeconds()
        ? Optional.of(
            problem("stream_idle", "the provider sent nothing for " + silent + " seconds"))
        : Optional.empty();
  }

  private static Problem problem(String code, String message) {
    return Problem.of(ProblemKind.UPSTREAM_TIMEOUT, message).withCode(code);
  }

  private static boolean endsEvent(Buffer bytes) {
    int length = bytes.length();
    return length >= 2
        && bytes.getByte(length - 1) == '\n'
        && (bytes.getByte(length - 2) == '\n'
            || (length >= 4 && bytes.getByte(length - 3) == '\n'));
  }
}
