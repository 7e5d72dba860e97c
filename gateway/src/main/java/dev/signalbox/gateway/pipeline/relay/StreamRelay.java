package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.exchange.ClientAnswer;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultClass;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.Phase;
import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.provider.StreamSecrets;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
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
public final class StreamRelay {
  private static final String EVENT_STREAM = "text/event-stream";

  private final Exchange exchange;
  private final ClientAnswer answer;
  private final UpstreamReply.Answered upstream;
  private final StreamTransform transform;
  private final Head head;
  private final Plan plan;
  private final StreamSecrets secrets;
  private final Vertx vertx;
  private final StreamWatchdog watchdog;
  private final Serving.Limits limits;
  private final FaultCounters counters;
  private final Promise<RelayEnd> end = Promise.promise();
  private Buffer held = Buffer.buffer();
  private Runnable stopPatience = () -> {};
  private long pieces;
  private long blocks;
  private boolean heard;
  private boolean spoke;
  private boolean opened;

  /** Writes status and headers of the client's answer, just before its first byte. */
  @FunctionalInterface
  public interface Head {
    void write();
  }

  /**
   * How a stream is relayed.
   *
   * @param gate asked before the client's answer begins
   * @param secrets what is taken out of what comes
   * @param watch how long what may take
   */
  public record Plan(
      StreamTransform transform,
      Head head,
      Gate gate,
      SentSecrets secrets,
      StreamWatchdog.Watch watch) {}

  /** A relay that has not started; {@code plan} says between what and how. */
  public StreamRelay(
      Exchange exchange, UpstreamReply.Answered upstream, Plan plan, Serving serving) {
    this.exchange = exchange;
    this.answer = exchange.answer();
    this.upstream = upstream;
    this.transform = plan.transform();
    this.head = plan.head();
    this.plan = plan;
    this.secrets = plan.secrets().ofStream();
    this.vertx = serving.vertx();
    this.limits = serving.limits();
    this.counters = serving.execution().counters();
    this.watchdog = new StreamWatchdog(answer, serving, plan.watch(), this::breakOff);
  }

  /** Starts; the future never fails. */
  public Future<RelayEnd> start() {
    upstream.call().whenLate(this::breakOff);
    answer.whenRefused(this::refused);
    var response = upstream.response();
    response.exceptionHandler(_ -> breakOff(Faults.closed(phase())));
    response.handler(this::accept);
    response.endHandler(_ -> ended());
    watchdog.start();
    if (transform.started()) {
      openHead();
    }
    response.resume();
    return end.future();
  }

  /** Stops, as nobody waits for the answer any more; cancels nothing. */
  public void stop() {
    finish(new RelayEnd.Outrun());
  }

  private void accept(Buffer chunk) {
    if (end.future().isComplete()) {
      return;
    }
    if (!heard) {
      heard = true;
      beginPatience();
    }
    try {
      Buffer plain = upstream.decoder().decode(chunk);
      plan.gate().hears(plain, EVENT_STREAM);
      send(transform.accept(plain.getBytes()));
      noteProgress();
    } catch (ProblemException e) {
      breakOff(Faults.ofStream(e.problem()));
      return;
    } catch (FaultException e) {
      breakOff(e.fault().in(phase()));
      return;
    }
    if (transform.over() || !opened) {
      transform.problem().ifPresent(this::toldFailure);
    }
    if (transform.stage() == StreamTransform.Stage.EXCEEDED && endsWell()) {
      counters.count(Faults.STREAM_EXCESS);
      upstream.call().cancel();
    }
  }

  /** Bytes that drip without an event ever coming to its end are none. */
  private void noteProgress() {
    long now = transform.blocks();
    if (now != blocks) {
      pieces += spoke ? now - blocks : 0; // however many come at once
      blocks = now;
      watchdog.progress();
      if (transform.stage() != StreamTransform.Stage.OPEN) {
        watchdog.marked();
      }
    }
  }

  /** From the first sign of life on, the client waits no longer than until it is kept alive. */
  private void beginPatience() {
    if (plan.watch().comments() && limits.keepAlive().isPositive()) {
      long timer = vertx.setTimer(limits.keepAlive().toMillis(), _ -> letThrough());
      stopPatience = () -> vertx.cancelTimer(timer);
    }
  }

  private void letThrough() {
    transform.letThrough();
    if (held.length() == 0) {
      held.appendBuffer(StreamWatchdog.COMMENT);
    }
    openAndFlush();
  }

  private void send(byte[] bytes) {
    held.appendBytes(bytes);
    if (!spoke && transform.spoke()) {
      spoke = true;
      plan.gate().speaks(false);
      watchdog.begun();
    }
    if (held.length() > limits.maxEventBytes()) {
      transform.letThrough();
    }
    if (!transform.started() || held.length() == 0) {
      return;
    }
    if (transform.problem().isPresent() && !opened) {
      return;
    }
    openAndFlush();
  }

  private void openAndFlush() {
    if (openHead()) {
      flush();
    }
  }

  private void flush() {
    write(safe(held));
    held = Buffer.buffer();
    if (!end.future().isComplete() && answer.full()) {
      upstream.response().pause();
      watchdog.clientSlow();
      answer.whenDrained(
          _ -> {
            watchdog.clientReads();
            upstream.response().resume();
          });
    }
  }

  private Buffer safe(Buffer bytes) {
    return transform.problem().isPresent()
        ? secrets.end().appendBuffer(plan.secrets().outOfError(bytes))
        : secrets.accept(bytes);
  }

  private void write(Buffer safe) {
    if (safe.length() > 0) {
      answer.write(safe);
      watchdog.wrote(safe);
    }
  }

  /** Lets out what still waits, as nothing follows that would make a secret of it. */
  private void writeLast() {
    if (opened) {
      write(secrets.end());
    }
  }

  /** Begins the client's answer; false when another attempt has begun it. */
  private boolean openHead() {
    if (opened) {
      return true;
    }
    stopPatience.run();
    opened = plan.gate().open();
    if (opened) {
      exchange.times().firstByte();
      head.write();
      answer.beginStream();
    }
    return opened;
  }

  /** The stream itself said that it failed: what it said was already passed on, if anything was. */
  private void toldFailure(Problem problem) {
    told(Faults.ofTold(problem).in(phase()), answer::end);
  }

  private Phase phase() {
    return spoke ? Phase.BODY : Phase.FIRST_TOKEN;
  }

  /** The guard lets nothing more out: what the provider would still say is of no use. */
  private void refused() {
    if (!end.future().isComplete()) {
      answer.end();
      finish(new RelayEnd.Delivered(Optional.empty()));
      upstream.call().cancel();
    }
  }

  private void told(Fault fault, Runnable close) {
    if (end.future().isComplete()) {
      return;
    }
    if (opened) {
      tellGate();
      writeLast();
      close.run();
      finish(new RelayEnd.Delivered(Optional.of(fault)));
      upstream.call().cancel();
    } else {
      finish(new RelayEnd.NothingSent(fault));
      upstream.call().cancel();
    }
  }

  private void ended() {
    if (end.future().isComplete()) {
      return;
    }
    boolean toldBefore = transform.problem().isPresent();
    try {
      upstream.decoder().end();
      send(transform.end());
    } catch (ProblemException e) {
      breakOff(Faults.ofStream(e.problem()));
      return;
    } catch (FaultException e) {
      breakOff(e.fault().in(phase()));
      return;
    }
    if (end.future().isComplete()) {
      return;
    }
    if (transform.problem().isPresent()) {
      told(Faults.truncated().in(phase()), toldBefore ? answer::end : answer::breakOff);
    } else if (!transform.complete() || !opened) {
      breakOff(Faults.truncated().in(phase()));
    } else {
      endWell();
    }
  }

  private void endWell() {
    tellGate();
    writeLast();
    answer.end();
    finish(new RelayEnd.Delivered(Optional.empty()));
  }

  /**
   * Ends an answer whose own mark of its end has come, whatever becomes of the connection that
   * brought it; false when it has not come.
   */
  private boolean endsWell() {
    if (end.future().isComplete()
        || !opened
        || transform.stage() == StreamTransform.Stage.OPEN
        || transform.problem().isPresent()) {
      return false;
    }
    send(transform.end());
    endWell();
    return true;
  }

  private void breakOff(Fault fault) {
    if (end.future().isComplete()) {
      return;
    }
    if (fault.kind() != FaultClass.CLIENT && endsWell()) {
      upstream.call().cancel();
      return;
    }
    if (opened) {
      writeLast();
      answer.write(Buffer.buffer(transform.fail(plan.secrets().outOf(fault.problem()))));
      answer.breakOff();
      finish(new RelayEnd.Delivered(Optional.of(fault)));
    } else {
      finish(new RelayEnd.NothingSent(fault));
    }
    upstream.call().cancel(); // last: it is itself seen as a broken connection
  }

  private void finish(RelayEnd result) {
    if (end.future().isComplete()) {
      return;
    }
    watchdog.stop();
    stopPatience.run();
    upstream.decoder().release();
    tellGate();
    end.tryComplete(result);
  }

  /**
   * Tells what is known of the answer by now: once before the client can see that it is over, as
   * its next request builds on it, and once when it is.
   */
  private void tellGate() {
    plan.gate().came(pieces);
    transform.model().ifPresent(plan.gate()::answeredAs);
    transform.usage().ifPresent(plan.gate()::used);
  }
}
