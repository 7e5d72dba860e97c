package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.engine.latency.LatencySketch;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.gateway.exchange.AnswerHeads;
import dev.signalbox.gateway.exchange.CallTrace;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.execution.Admission;
import dev.signalbox.gateway.execution.DeploymentGuard;
import dev.signalbox.gateway.execution.Permit;
import dev.signalbox.gateway.pipeline.CallerKeys;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultClass;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.KeyRing;
import dev.signalbox.gateway.provider.Phase;
import dev.signalbox.gateway.provider.QuotaHeaders;
import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamCall;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One call to one deployment: the leave to make it, the key it goes out with, what came of it.
 * INVARIANT: whichever of {@link #turnedAway}, {@link #succeeded}, {@link #failed} and {@link
 * #givenUp} is said first ends it; that settles the permit and writes the one row it has among the
 * request's attempts. Lives on one event loop.
 */
final class ProviderCall {
  /** Most characters kept of the name of a model. */
  private static final int LONGEST_NAME = 200;

  private final Serving serving;
  private final Exchange exchange;
  private final Target target;
  private final boolean hedge;
  private final Instant began;
  private Optional<Permit> permit = Optional.empty();
  private Optional<Sent> sent = Optional.empty();
  private Optional<Credential> key = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private Set<StopReason> stops = Set.of();
  private CallTrace trace = CallTrace.NONE;
  private String answeredModel = "";
  private int status;
  private long pieces;
  private boolean whole;
  private long firstTokenMillis = -1;
  private boolean over;

  /** What is on the wire; {@code nanos} is when it went there. */
  private record Sent(Upstream upstream, UpstreamCall wire, CallLimits limits, long nanos) {}

  /**
   * Why nobody is called.
   *
   * @param reason the same in the engine's words, where it has some
   */
  record TurnedAway(Fault fault, Optional<Reason> reason) {}

  /**
   * A call that has no leave yet.
   *
   * @param hedge whether another call for the same request is under way
   */
  ProviderCall(Serving serving, Exchange exchange, Target target, boolean hedge) {
    this.serving = serving;
    this.exchange = exchange;
    this.target = target;
    this.hedge = hedge;
    this.began = serving.clocks().wall().instant();
  }

  /** Takes the leave to call and a key for it; when there is none, that ends the call. */
  Optional<TurnedAway> admit(Upstream upstream) {
    return switch (serving.execution().guards().admit(target)) {
      case Admission.TurnedAway(var fault, var reason) -> Optional.of(turnedAway(fault, reason));
      case Admission.Admitted(var given) -> {
        permit = Optional.of(given);
        yield switch (upstream.pick(ownKey(upstream), target.model())) {
          case KeyRing.Pick.AllBenched(var first) ->
              Optional.of(
                  turnedAway(
                      BenchedKeys.fault(serving, first), Optional.of(BenchedKeys.reason(first))));
          case KeyRing.Pick.Use(var picked) -> {
            key = picked;
            yield Optional.empty();
          }
        };
      }
    };
  }

  /** Ends it before anybody was called. */
  TurnedAway turnedAway(Fault fault, Optional<Reason> reason) {
    permit.ifPresent(Permit::released);
    count(fault.name());
    write(fault.name(), Optional.of(fault));
    return new TurnedAway(fault, reason);
  }

  /**
   * Sends a request within {@code leftMillis} of the request's time. The reply never fails.
   *
   * @param request makes the request that goes out with a key
   */
  Future<UpstreamReply> send(
      Upstream upstream, long leftMillis, Function<Optional<Credential>, UpstreamRequest> request) {
    CallLimits limits = new CallLimits(upstream.spec().timeouts(), leftMillis);
    exchange.calling();
    UpstreamRequest made = request.apply(key);
    trace = exchange.trace().calling(upstream.spec(), target, hedge);
    long nanos = serving.clocks().nanos().getAsLong();
    Upstream.Started started = upstream.call(made.with(trace.headers()), limits);
    sent = Optional.of(new Sent(upstream, started.call(), limits, nanos));
    return started.reply().map(this::replied);
  }

  private UpstreamReply replied(UpstreamReply reply) {
    if (sent.orElseThrow().wire().renewed()) {
      count(Faults.STALE_CONNECTION);
    }
    switch (reply) {
      case UpstreamReply.Answered answered -> {
        status = answered.response().statusCode();
        readQuota(answered.response().headers());
      }
      case UpstreamReply.Refused refused -> {
        status = refused.status();
        readQuota(refused.headers());
      }
      case UpstreamReply.Unavailable _ -> {}
    }
    return reply;
  }

  /** What is left of the quota of a caller's own key says nothing of ours. */
  private void readQuota(MultiMap headers) {
    if (ownKey(sent.orElseThrow().upstream()).isEmpty()) {
      QuotaHeaders.read(headers, serving.clocks().wall().instant()).ifPresent(guard()::reported);
    }
  }

  /** What {@code refused}, an error in {@code format}, means. */
  Fault faultOf(UpstreamReply.Refused refused, ApiFormat format) {
    return Faults.ofRefusal(
        refused.status(), RefusedAnswer.read(serving, secrets(), format, refused));
  }

  /** What the provider was told that nobody may read. */
  SentSecrets secrets() {
    return CallerKeys.secrets(exchange.origin().caller(), sent.orElseThrow().upstream());
  }

  /** How long its answer may take. */
  CallLimits limits() {
    return sent.orElseThrow().limits();
  }

  /**
   * Notes that the first piece of the answer has come.
   *
   * @param all whether it is all of the answer
   */
  void speaks(boolean all) {
    whole = all;
    sent.ifPresent(
        going -> {
          firstTokenMillis = millisSince(going.nanos());
          going.wire().speaks();
        });
    permit.ifPresent(Permit::speaks);
  }

  /** Notes the model that answered, as the provider names it; empty text when it does not. */
  void answeredAs(String model) {
    answeredModel =
        AnswerHeads.printable(model.substring(0, Math.min(model.length(), LONGEST_NAME)));
    guard().answeredAs(answeredModel);
  }

  /** Notes the tokens by the last figures of the provider. */
  void used(Usage tokens) {
    usage = Optional.of(tokens);
  }

  /** Notes why its answer ended. */
  void stopped(Set<StopReason> reasons) {
    stops = reasons;
  }

  /** The tokens by the last figures of the provider. */
  Optional<Usage> usage() {
    return usage;
  }

  /** Notes how many pieces of the answer have come, all told. */
  void came(long count) {
    pieces = count;
  }

  /** The client has the answer, and it is whole. */
  void succeeded() {
    answered(AttemptRecord.ANSWERED);
  }

  /** The answer is whole; {@code outcome} says what it is worth. */
  void answered(String outcome) {
    if (ends(outcome, Optional.empty())) {
      sent.ifPresent(going -> going.upstream().worked(key));
      permit.ifPresent(given -> given.succeeded(sample()));
    }
  }

  /** It came to nothing, or broke off. */
  void failed(Fault fault) {
    if (ends(fault.name(), Optional.of(fault))) {
      count(fault.name());
      if (fault.kind() == FaultClass.PROTOCOL) {
        sent.ifPresent(going -> going.wire().distrust());
      }
      permit.ifPresent(given -> given.failed(fault));
      sent.filter(going -> going.upstream().bench(key, target.model(), fault))
          .ifPresent(_ -> serving.execution().board().changed());
    }
  }

  /** Ends it now, as nobody waits for it any more; {@code outcome} says why. */
  void givenUp(String outcome) {
    if (over) {
      return;
    }
    permit.ifPresent(Permit::released);
    if (sent.isEmpty()) {
      over = true;
      return;
    }
    count(outcome);
    UpstreamCall wire = sent.get().wire();
    ends(outcome, Optional.empty());
    wire.cancel();
  }

  /** Writes the row and gives the connection back; false when that was done before. */
  private boolean ends(String outcome, Optional<Fault> fault) {
    if (over) {
      return false;
    }
    write(outcome, fault);
    sent.ifPresent(
        going -> {
          if (going.wire().phase().reachedProvider()) {
            guard().used(believed().map(Usage::total).orElse(0L));
          }
          going.wire().over();
        });
    return true;
  }

  private void write(String outcome, Optional<Fault> fault) {
    over = true;
    AttemptRecord row =
        new AttemptRecord(
            began,
            target.provider(),
            target.model(),
            answeredModel,
            status,
            outcome,
            fault.map(found -> found.kind().id()).orElse(""),
            fault.map(Fault::phase).orElseGet(this::phase).id(),
            sent.flatMap(_ -> key).map(Credential::label).orElse(""),
            hedge,
            Billing.bill(exchange, serving, target, spent()),
            sent.map(going -> going.wire().connectMillis()).orElse(-1L),
            firstTokenMillis,
            sent.map(going -> millisSince(going.nanos())).orElse(0L),
            fault.filter(_ -> sent.isPresent()).map(Fault::retryAfterMillis).orElse(-1L));
    exchange.attempted(row);
    if (sent.isPresent()) {
      trace.ended(row, usage, stops);
    } else {
      exchange.trace().turnedAway(row);
    }
  }

  private Billing.Used spent() {
    return new Billing.Used(
        phase().reachedProvider() && status < 400, answeredModel, usage, pieces);
  }

  private LatencySketch.Sample sample() {
    return new LatencySketch.Sample(
        whole ? -1 : firstTokenMillis,
        sent.map(going -> millisSince(going.nanos())).orElse(0L),
        believed().map(Usage::output).orElse(0L),
        exchange.route().map(Routing.Route::task).orElse(""));
  }

  /** The tokens as far as they can be true. */
  private Optional<Usage> believed() {
    return usage.filter(Usage::consistent);
  }

  private Phase phase() {
    return sent.map(going -> going.wire().phase()).orElse(Phase.WAITING);
  }

  private Optional<Credential> ownKey(Upstream upstream) {
    return CallerKeys.keyFor(exchange.origin().caller(), upstream.spec());
  }

  private DeploymentGuard guard() {
    return serving.execution().guards().of(target);
  }

  private void count(String outcome) {
    serving.execution().counters().count(outcome);
  }

  private long millisSince(long nanos) {
    return (serving.clocks().nanos().getAsLong() - nanos) / 1_000_000;
  }
}
