package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.exchange.ClientAnswer;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.Faults;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The clock of one stream: ends it when the provider falls silent, when the client stops reading,
 * or when it has lasted too long; sends comments while nothing else is sent, so that nobody on the
 * way takes the connection for dead. Sleeps until the next of these could be due, however many
 * events pass meanwhile. Lives on one event loop.
 */
public final class StreamWatchdog {
  /** What is sent while nothing else is. */
  static final Buffer COMMENT = Buffer.buffer(": keep-alive\n\n");

  private static final long NEVER = Long.MAX_VALUE;

  /** How long the end of the connection's answer may lag behind the mark that ends the stream. */
  private static final long LAG_MILLIS = 1_000;

  private final ClientAnswer answer;
  private final Consumer<Fault> breakOff;
  private final Serving serving;
  private final Watch watch;
  private long timer = -1;
  private boolean stopped;
  private long endMillis;
  private long lastProgress;
  private long lastWrite;
  private boolean begun;
  private boolean marked;
  private boolean clientSlow;
  private boolean betweenEvents;

  /**
   * How long what may take.
   *
   * @param comments whether comments may be sent
   */
  public record Watch(CallLimits limits, boolean comments) {}

  StreamWatchdog(ClientAnswer answer, Serving serving, Watch watch, Consumer<Fault> breakOff) {
    this.serving = serving;
    this.answer = answer;
    this.watch = watch;
    this.breakOff = breakOff;
  }

  void start() {
    long now = now();
    endMillis = now + watch.limits().totalMillis();
    lastProgress = now;
    lastWrite = now;
    sleep();
  }

  void stop() {
    stopped = true;
    vertx().cancelTimer(timer);
  }

  /** Something came from the provider; while it waits for the client, that is what counts. */
  void progress() {
    if (!clientSlow) {
      lastProgress = now();
    }
  }

  /** The client has read on, and the provider waits no more. */
  void clientReads() {
    clientSlow = false;
    lastProgress = now();
  }

  /** The first piece has come; the wait for it has a clock of its own. */
  void begun() {
    begun = true;
  }

  /** The answer is whole; what is left to come is the end of the provider's stream. */
  void marked() {
    if (!marked) {
      marked = true;
      vertx().cancelTimer(timer);
      sleep();
    }
  }

  /** The provider waits for the client from now on. */
  void clientSlow() {
    clientSlow = true;
    lastProgress = now();
    vertx().cancelTimer(timer);
    sleep();
  }

  /** These bytes went to the client. */
  void wrote(Buffer bytes) {
    lastWrite = now();
    betweenEvents = endsEvent(bytes);
  }

  private Vertx vertx() {
    return serving.vertx();
  }

  private long now() {
    return serving.clocks().nanos().getAsLong() / 1_000_000;
  }

  private void sleep() {
    if (!stopped) {
      long due = Math.min(endMillis, Math.min(lastProgress + patience(), commentDue()));
      timer = vertx().setTimer(Math.max(1, due - now()), _ -> look());
    }
  }

  private void look() {
    Optional<Fault> fault = fault();
    if (fault.isPresent()) {
      breakOff.accept(fault.get());
      return;
    }
    if (now() >= commentDue()) {
      lastWrite = now();
      if (betweenEvents && answer.headWritten() && !answer.full()) {
        answer.write(COMMENT);
      }
    }
    sleep();
  }

  private long patience() {
    if (clientSlow) {
      return serving.limits().clientWrite().toMillis();
    }
    long idle = watch.limits().timeouts().idle().toMillis();
    return marked ? Math.min(LAG_MILLIS, idle) : idle;
  }

  private long commentDue() {
    long quiet = serving.limits().keepAlive().toMillis();
    return watch.comments() && quiet > 0 ? lastWrite + quiet : NEVER;
  }

  private Optional<Fault> fault() {
    if (now() >= endMillis) {
      return Optional.of(watch.limits().totalExpired());
    }
    if (!begun && !clientSlow) {
      lastProgress = now();
    }
    if (now() < lastProgress + patience()) {
      return Optional.empty();
    }
    return Optional.of(clientSlow ? Faults.clientSlow(patience()) : Faults.idle(patience()));
  }

  private static boolean endsEvent(Buffer bytes) {
    int length = bytes.length();
    return length >= 2
        && bytes.getByte(length - 1) == '\n'
        && (bytes.getByte(length - 2) == '\n'
            || (length >= 4 && bytes.getByte(length - 3) == '\n'));
  }
}
