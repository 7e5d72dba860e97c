package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.GatewaySignal;
import dev.signalbox.gateway.pipeline.SignalSink;
import dev.signalbox.gateway.pipeline.judging.Flaw;
import java.util.ArrayList;
import java.util.List;

/** What one request shows against the deployments that were called for it. */
final class Findings {
  private final Exchange exchange;
  private final List<GatewaySignal> signals = new ArrayList<>(0);

  Findings(Exchange exchange) {
    this.exchange = exchange;
  }

  void flawed(Target target, List<Flaw> flaws) {
    flaws.forEach(flaw -> signals.add(GatewaySignal.against(target, flaw.id(), flaw.weight())));
  }

  /** Hands over what was found, once; the request is over. */
  void tell(SignalSink sink) {
    if (signals.isEmpty()) {
      return;
    }
    exchange
        .route()
        .ifPresent(
            route ->
                sink.accept(
                    new SignalSink.Occasion(
                        exchange.number(),
                        exchange.origin().id(),
                        route.id(),
                        route.decision().question().session().id(),
                        exchange.origin().at()),
                    List.copyOf(signals)));
  }
}
