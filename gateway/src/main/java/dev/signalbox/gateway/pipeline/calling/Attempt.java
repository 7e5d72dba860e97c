package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.judging.Flaw;
import dev.signalbox.gateway.pipeline.relay.AnswerRelay;
import dev.signalbox.gateway.pipeline.relay.Gate;
import dev.signalbox.gateway.pipeline.relay.Reading;
import dev.signalbox.gateway.pipeline.relay.RelayEnd;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Usage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One attempt of a request for an answer: its body in the provider's format, the call, the answer
 * on its way to the client. Lives on one event loop.
 */
final class Attempt implements Gate {
  private final Serving serving;
  private final Exchange exchange;
  private final RequestWork work;
  private final Entry entry;
  private final Predicate<Attempt> race;
  private final Promise<End> end = Promise.promise();
  private final Losses losses = new Losses();
  private final AttemptCapture capture;
  private final ProviderCall call;
  private Optional<AnswerRelay> relay = Optional.empty();
  private boolean givenUp;
  private boolean answering;

  /**
   * What is tried.
   *
   * @param hedge whether another attempt is under way
   */
  record Entry(Target target, boolean hedge) {}

  /** What came of it. */
  sealed interface End {
    /**
     * The client has an answer, whole or not.
     *
     * @param flaws what is wrong with a whole one
     */
    record Delivered(Optional<Fault> fault, List<Flaw> flaws) implements End {}

    /** There is an answer that can be given, or not. */
    record Held(HeldAnswer answer) implements End {}

    /** It came to nothing and the client knows nothing of it. */
    record Failed(Failure failure) implements End {}

    /** Nobody waits for it any more. */
    record GivenUp() implements End {}
  }

  /**
   * Why it came to nothing.
   *
   * @param target whom it was about
   * @param raw the provider's own answer, when there was one
   * @param turnedAway why nobody was called, in the engine's words where it has some
   * @param called whether the provider was called
   */
  record Failure(
      Target target,
      Fault fault,
      Optional<UpstreamReply.Refused> raw,
      Optional<Reason> turnedAway,
      boolean called) {}

  /**
   * An attempt that has not begun.
   *
   * @param race says whether an attempt may answer, as none other does
   */
  Attempt(RequestWork work, Entry entry, Predicate<Attempt> race) {
    this.serving = work.serving();
    this.exchange = work.exchange();
    this.work = work;
    this.entry = entry;
    this.race = race;
    this.call = new ProviderCall(serving, exchange, entry.target(), entry.hedge());
    this.capture = new AttemptCapture(exchange.capture());
  }

  Target target() {
    return entry.target();
  }

  /** Begins; fails with a {@code ProblemException} when the request itself cannot be served. */
  Future<End> run() {
    Future.succeededFuture()
        .compose(_ -> found())
        .onSuccess(this::came)
        .onFailure(
            cause -> {
              call.givenUp(Faults.INTERNAL);
              end.tryFail(cause);
            });
    return end.future();
  }

  private void came(End result) {
    if (!givenUp) {
      end.tryComplete(result);
    }
  }

  /** Ends it, as nobody waits for it any more; {@code outcome} says why. */
  void giveUp(String outcome) {
    if (givenUp || end.future().isComplete()) {
      return;
    }
    givenUp = true;
    relay.ifPresent(AnswerRelay::stop);
    call.givenUp(outcome);
    capture.was(exchange.attempts());
    end.tryComplete(new End.GivenUp());
  }

  private Future<End> found() {
    Optional<Upstream> found = serving.upstreams().find(entry.target().provider());
    return found.isEmpty()
        ? turnedAway(
            call.turnedAway(Faults.notConfigured(entry.target().provider()), Optional.empty()))
        : prepared(found.get());
  }

  /** First, as fetching files takes time in which somebody else may be called. */
  private Future<End> prepared(Upstream upstream) {
    exchange.losing(losses);
    ProviderTarget target = serving.facts().targetOf(upstream.spec(), entry.target().model());
    return work.bodyFor(upstream, target, losses)
        .compose(
            body -> {
              work.refuseLossWhenStrict(losses);
              exchange.times().mark("prepare");
              return givenUp ? Future.succeededFuture(new End.GivenUp()) : admitted(upstream, body);
            });
  }

  private Future<End> admitted(Upstream upstream, byte[] body) {
    Optional<ProviderCall.TurnedAway> away = call.admit(upstream);
    return away.isPresent() ? turnedAway(away.get()) : called(upstream, body);
  }

  private Future<End> turnedAway(ProviderCall.TurnedAway away) {
    return Future.succeededFuture(
        new End.Failed(
            new Failure(entry.target(), away.fault(), Optional.empty(), away.reason(), false)));
  }

  private Future<End> called(Upstream upstream, byte[] body) {
    capture.sends(body, losses);
    return call.send(
            upstream,
            work.deadline().leftMillis(),
            key -> work.request(upstream, new RequestWork.What(entry.target(), key, body)))
        .compose(
            reply -> {
              exchange.times().resume();
              return givenUp ? Future.succeededFuture(new End.GivenUp()) : replied(upstream, reply);
            });
  }

  private Future<End> replied(Upstream upstream, UpstreamReply reply) {
    return switch (reply) {
      case UpstreamReply.Answered answered -> relay(upstream, answered);
      case UpstreamReply.Refused refused -> {
        capture.gets(refused.body(), "text/plain");
        yield Future.succeededFuture(
            failed(
                call.faultOf(refused, work.protocolOf(upstream, entry.target().model())),
                Optional.of(refused)));
      }
      case UpstreamReply.Unavailable(var fault) ->
          Future.succeededFuture(failed(fault, Optional.empty()));
    };
  }

  private Future<End> relay(Upstream upstream, UpstreamReply.Answered answered) {
    Reading reading = work.reading();
    AnswerRelay relaying =
        work.relay(
            new AnswerRelay.Source(
                upstream,
                entry.target().model(),
                work.asked(),
                losses,
                call.limits(),
                this,
                reading));
    relay = Optional.of(relaying);
    return relaying
        .relay(answered)
        .compose(
            result ->
                switch (result) {
                  case RelayEnd.Outrun _ -> Future.succeededFuture(new End.GivenUp());
                  case RelayEnd.NothingSent(var fault) ->
                      Future.succeededFuture(
                          givenUp ? new End.GivenUp() : failed(fault, Optional.empty()));
                  case RelayEnd.Delivered(var fault) -> delivered(fault, reading);
                  case RelayEnd.Held(var delivery) -> held(delivery, reading);
                });
  }

  private Future<End> delivered(Optional<Fault> fault, Reading reading) {
    fault.ifPresentOrElse(call::failed, call::succeeded);
    capture.was(exchange.attempts());
    return fault.isPresent()
        ? Future.succeededFuture(new End.Delivered(fault, List.of()))
        : work.flaws(reading, losses).map(flaws -> new End.Delivered(fault, flaws));
  }

  /** Its row is written once it is known what it is worth. */
  private Future<End> held(RelayEnd.Delivery delivery, Reading reading) {
    return work.flaws(reading, losses)
        .map(
            flaws -> {
              if (givenUp) {
                return new End.GivenUp();
              }
              HeldAnswer answer = new HeldAnswer(entry.target(), reading.reply(), flaws, delivery);
              call.answered(answer.outcome());
              capture.was(exchange.attempts());
              return new End.Held(answer);
            });
  }

  private End failed(Fault fault, Optional<UpstreamReply.Refused> raw) {
    call.failed(fault);
    capture.was(exchange.attempts());
    return new End.Failed(new Failure(entry.target(), fault, raw, Optional.empty(), true));
  }

  @Override
  public void speaks(boolean all) {
    call.speaks(all);
  }

  @Override
  public boolean open() {
    if (!answering && !givenUp && race.test(this)) {
      answering = true;
      exchange.losing(losses);
      exchange.servedBy(entry.target());
      call.usage().ifPresent(exchange::used);
    }
    return answering;
  }

  @Override
  public void answeredAs(String model) {
    call.answeredAs(model);
  }

  @Override
  public void used(Usage tokens) {
    call.used(tokens);
    if (answering) {
      exchange.used(tokens);
    }
  }

  @Override
  public void hears(Buffer bytes, String contentType) {
    capture.gets(bytes, contentType);
  }

  @Override
  public void came(long count) {
    call.came(count);
  }
}
