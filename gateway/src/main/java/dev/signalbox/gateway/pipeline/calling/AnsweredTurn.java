package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.route.Routing;

/**
 * The turn of a conversation that a request is: who answered it is noted once, before the client
 * can see that its answer is over, or at the latest when all is. A client that sends its next turn
 * at once finds it, and is not overtaken by what is still done for the one before. Lives on one
 * event loop.
 */
final class AnsweredTurn {
  private final Routing routing;
  private final Exchange exchange;
  private final Routing.Route route;
  private boolean noted;

  AnsweredTurn(Routing routing, Exchange exchange, Routing.Route route) {
    this.routing = routing;
    this.exchange = exchange;
    this.route = route;
  }

  /** Notes who answered, unless that was noted, or nobody has. */
  void answered() {
    if (!noted && exchange.served().isPresent()) {
      noted = true;
      routing.answered(route, exchange.served().get(), exchange.promptTokens());
    }
  }
}
