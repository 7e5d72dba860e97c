package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.engine.latency.LatencySketch;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.gateway.execution.Admission;
import dev.signalbox.gateway.execution.DeploymentGuard;
import dev.signalbox.gateway.execution.Permit;
import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Credential;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.KeyRing;
import dev.signalbox.gateway.provider.Phase;
import dev.signalbox.gateway.provider.QuotaHeaders;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamCall;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One attempt: the leave to call, the call, its answer on the way to the client. Whatever comes of
 * it, the permit is settled and a row is written. Lives on one event loop.
 */
final class Attempt implements Gate {
  /** Most characters kept of the name of a model. */
  private static final int LONGEST_NAME = 200;

  private final Serving serving;
  private final Exchange exchange;
  private final RequestWork work;
  private final Entry entry;
  private final Predicate<Attempt> race;
  private final Promise<End> end = Promise.promise();
  private final Losses losses = new Losses();
  private final AttemptCapture capture;
  private Optional<Called> called = Optional.empty();
  private Optional<Permit> permit = Optional.empty();
  private Optional<AnswerRelay> relay = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private String answeredModel = "";
  private boolean givenUp;
  private boolean answering;
  private boolean whole;
  private int status;
  private final Instant began;
  private long pieces;
  private long firstTokenMillis = -1;

  /**
   * What is tried.
   *
   * @param hedge whether another attempt is under way
   */
  record Entry(Target target, boolean hedge) {}

  /** A call that was begun. */
  private record Called(
      Upstream upstream,
      UpstreamCall call,
      CallLimits limits,
      Optional<Credential> key,
      long nanos) {}

  /** What came of it. */
  sealed interface End {
    /** The client has an answer, whole or not. */
    record Delivered(Optional<Fault> fault) implements End {}

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
    this.capture = new AttemptCapture(exchange.capture());
    this.began = serving.clocks().wall().instant();
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
              permit.ifPresent(Permit::released);
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
    permit.ifPresent(Permit::released);
    called.ifPresent(
        going -> {
          note(outcome, Optional.empty());
          serving.execution().counters().count(outcome);
          spent(going);
          going.call().cancel();
        });
    end.tryComplete(new End.GivenUp());
  }

  private Future<End> found() {
    Optional<Upstream> found = serving.upstreams().find(entry.target().provider());
    return found.isEmpty()
        ? turnedAway(Faults.notConfigured(entry.target().provider()), Optional.empty())
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
    return switch (guard().admit()) {
      case Admission.TurnedAway(var fault, var reason) -> turnedAway(fault, reason);
      case Admission.Admitted(var given) -> {
        permit = Optional.of(given);
        yield switch (upstream.pick(work.ownKey(upstream), entry.target().model())) {
          case KeyRing.Pick.AllBenched(var first) -> {
            given.released();
            yield turnedAway(
                BenchedKeys.fault(serving, first), Optional.of(BenchedKeys.reason(first)));
          }
          case KeyRing.Pick.Use(var key) -> call(upstream, key, body);
        };
      }
    };
  }

  private DeploymentGuard guard() {
    return serving.execution().guards().of(entry.target());
  }

  private Future<End> turnedAway(Fault fault, Optional<Reason> reason) {
    serving.execution().counters().count(fault.name());
    note(fault.name(), Optional.of(fault));
    return Future.succeededFuture(
        new End.Failed(new Failure(entry.target(), fault, Optional.empty(), reason, false)));
  }

  private Future<End> call(Upstream upstream, Optional<Credential> key, byte[] body) {
    CallLimits limits = new CallLimits(upstream.spec().timeouts(), work.deadline().leftMillis());
    exchange.calling();
    capture.sends(body, losses);
    long nanos = serving.clocks().nanos().getAsLong();
    Upstream.Started started =
        upstream.call(
            work.request(upstream, new RequestWork.What(entry.target(), key, body)), limits);
    Called going = new Called(upstream, started.call(), limits, key, nanos);
    called = Optional.of(going);
    return started
        .reply()
        .compose(
            reply -> {
              exchange.times().resume();
              return givenUp ? Future.succeededFuture(new End.GivenUp()) : replied(going, reply);
            });
  }

  private Future<End> replied(Called going, UpstreamReply reply) {
    if (going.call().renewed()) {
      serving.execution().counters().count(Faults.STALE_CONNECTION);
    }
    return switch (reply) {
      case UpstreamReply.Answered answered -> {
        status = answered.response().statusCode();
        readQuota(going, answered.response().headers());
        yield relay(going, answered);
      }
      case UpstreamReply.Refused refused -> {
        status = refused.status();
        capture.gets(refused.body(), "text/plain");
        readQuota(going, refused.headers());
        Problem problem =
            RefusedAnswer.read(
                serving,
                CallerKeys.secrets(exchange.origin().caller(), going.upstream()),
                work.protocolOf(going.upstream()),
                refused);
        Fault fault = Faults.ofRefusal(refused.status(), problem);
        yield Future.succeededFuture(failed(going, fault, Optional.of(refused)));
      }
      case UpstreamReply.Unavailable(var fault) ->
          Future.succeededFuture(failed(going, fault, Optional.empty()));
    };
  }

  /** What is left of the quota of a caller's own key says nothing of ours. */
  private void readQuota(Called going, MultiMap headers) {
    if (work.ownKey(going.upstream()).isEmpty()) {
      QuotaHeaders.read(headers, serving.clocks().wall().instant()).ifPresent(guard()::reported);
    }
  }

  private Future<End> relay(Called going, UpstreamReply.Answered answered) {
    AnswerRelay relaying =
        work.relay(
            new AnswerRelay.Source(going.upstream(), work.asked(), losses, going.limits(), this));
    relay = Optional.of(relaying);
    return relaying
        .relay(answered)
        .map(
            result ->
                switch (result) {
                  case RelayEnd.Outrun _ -> new End.GivenUp();
                  case RelayEnd.NothingSent(var fault) ->
                      givenUp ? new End.GivenUp() : failed(going, fault, Optional.empty());
                  case RelayEnd.Delivered(var fault) -> delivered(going, fault);
                });
  }

  private End delivered(Called going, Optional<Fault> fault) {
    note(fault.map(Fault::name).orElse(AttemptRecord.ANSWERED), fault);
    going.call().over();
    spent(going);
    if (fault.isPresent()) {
      settleFailed(going, fault.get());
    } else {
      going.upstream().worked(going.key());
      permit.ifPresent(given -> given.succeeded(sample(going)));
    }
    return new End.Delivered(fault);
  }

  private LatencySketch.Sample sample(Called going) {
    return new LatencySketch.Sample(
        whole ? -1 : firstTokenMillis,
        millisSince(going.nanos()),
        usage.map(Usage::output).orElse(0L));
  }

  private End failed(Called going, Fault fault, Optional<UpstreamReply.Refused> raw) {
    note(fault.name(), Optional.of(fault));
    going.call().over();
    settleFailed(going, fault);
    return new End.Failed(new Failure(entry.target(), fault, raw, Optional.empty(), true));
  }

  private void settleFailed(Called going, Fault fault) {
    serving.execution().counters().count(fault.name());
    permit.ifPresent(given -> given.failed(fault));
    if (going.upstream().bench(going.key(), entry.target().model(), fault)) {
      serving.execution().board().changed();
    }
  }

  private void spent(Called going) {
    if (going.call().phase().reachedProvider()) {
      guard().used(usage.map(Usage::total).orElse(0L));
    }
  }

  @Override
  public void speaks(boolean all) {
    whole = all;
    called.ifPresent(
        going -> {
          firstTokenMillis = millisSince(going.nanos());
          going.call().speaks();
        });
    permit.ifPresent(Permit::speaks);
  }

  @Override
  public boolean open() {
    if (!answering && !givenUp && race.test(this)) {
      answering = true;
      exchange.losing(losses);
      exchange.servedBy(entry.target());
      usage.ifPresent(exchange::used);
    }
    return answering;
  }

  @Override
  public void answeredAs(String model) {
    answeredModel =
        AnswerHeads.printable(model.substring(0, Math.min(model.length(), LONGEST_NAME)));
    guard().answeredAs(answeredModel);
  }

  @Override
  public void used(Usage tokens) {
    usage = Optional.of(tokens);
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
    pieces = count;
  }

  private void note(String outcome, Optional<Fault> fault) {
    exchange.attempted(
        new AttemptRecord(
            began,
            entry.target().provider(),
            entry.target().model(),
            answeredModel,
            status,
            outcome,
            fault.map(found -> found.kind().id()).orElse(""),
            fault.map(Fault::phase).orElseGet(this::phase).id(),
            called.flatMap(Called::key).map(Credential::label).orElse(""),
            entry.hedge(),
            Billing.bill(exchange, serving, entry.target(), used()),
            firstTokenMillis,
            called.map(going -> millisSince(going.nanos())).orElse(0L)));
    capture.was(exchange.attempts());
  }

  private Phase phase() {
    return called.map(going -> going.call().phase()).orElse(Phase.WAITING);
  }

  private Billing.Used used() {
    return new Billing.Used(
        phase().reachedProvider() && status < 400, answeredModel, usage, pieces);
  }

  private long millisSince(long nanos) {
    return (serving.clocks().nanos().getAsLong() - nanos) / 1_000_000;
  }
}
