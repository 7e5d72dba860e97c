package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.ProblemAnswer;
import dev.signalbox.gateway.pipeline.CallerKeys;
import dev.signalbox.gateway.provider.FaultClass;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.route.NoRoute;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The attempts of one request that came to nothing, and what its client hears of them. */
final class Failures {
  private final RequestWork work;
  private final Exchange exchange;
  private final ClientFormat client;
  private final List<Attempt.Failure> all = new ArrayList<>();

  Failures(RequestWork work, ClientFormat client) {
    this.work = work;
    this.exchange = work.exchange();
    this.client = client;
  }

  void add(Attempt.Failure failure) {
    all.add(failure);
  }

  /** Whether {@code provider} was called in vain. */
  boolean called(String provider) {
    return all.stream()
        .anyMatch(each -> each.called() && each.target().provider().equals(provider));
  }

  /** Whether nobody but {@code target} was called in vain. */
  boolean onlyOf(Target target) {
    return all.stream()
        .filter(Attempt.Failure::called)
        .allMatch(each -> each.target().equals(target));
  }

  /** The deployments that failed by a fault of their own. */
  List<Target> broken() {
    return all.stream()
        .filter(Attempt.Failure::called)
        .filter(
            each ->
                each.fault().kind() == FaultClass.TRANSIENT
                    || each.fault().kind() == FaultClass.PROTOCOL)
        .map(Attempt.Failure::target)
        .distinct()
        .toList();
  }

  /**
   * The failure that the client hears of: the last of those that were called; of mere rate limits
   * the one that is over first.
   */
  Attempt.Failure mostTelling() {
    List<Attempt.Failure> called = all.stream().filter(Attempt.Failure::called).toList();
    if (called.isEmpty()) {
      return all.getLast();
    }
    boolean allLimited =
        called.stream().allMatch(each -> each.fault().kind() == FaultClass.RATE_LIMITED);
    return allLimited
        ? called.stream()
            .min(
                Comparator.comparingLong(
                    each -> each.fault().problem().retryAfterSeconds().orElse(0)))
            .orElseThrow()
        : called.getLast();
  }

  /** Tells the client of {@code failure}. */
  Future<Void> tell(Attempt.Failure failure) {
    boolean ours = failure.fault().kind() == FaultClass.CREDENTIAL;
    Optional<UpstreamReply.Refused> raw = failure.raw().filter(_ -> !ours);
    Optional<Upstream> passing =
        work.upstream(failure.target())
            .filter(upstream -> work.passes(upstream, failure.target().model()));
    if (raw.isPresent() && passing.isPresent()) {
      return RefusedAnswer.passOn(
          exchange,
          CallerKeys.secrets(exchange.origin().caller(), passing.get()),
          raw.get(),
          failure.fault().problem());
    }
    return ProblemAnswer.send(
        exchange, client, failure.called() ? failure.fault().problem() : nobodyToCall(failure));
  }

  /** Everybody was turned away before a call: the same answer as when nobody is planned. */
  private Problem nobodyToCall(Attempt.Failure failure) {
    List<LayerRecord.Dropped> dropped = new ArrayList<>();
    all.forEach(
        each ->
            each.turnedAway()
                .ifPresent(reason -> dropped.add(new LayerRecord.Dropped(each.target(), reason))));
    return dropped.size() == all.size()
        ? NoRoute.atCall(dropped, exchange.origin().at())
        : failure.fault().problem();
  }
}
