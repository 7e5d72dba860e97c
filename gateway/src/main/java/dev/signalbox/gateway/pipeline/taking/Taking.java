package dev.signalbox.gateway.pipeline.taking;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.Future;

/** What a request takes before anybody is called: its place under limits, then money of budgets. */
public final class Taking {
  private Taking() {}

  /**
   * Takes what {@code wanted} may come to; all of it is given back or settled when the request is
   * over.
   *
   * @param client the format that the client is told in what is left
   * @return the same for the targets that limits have room for and budgets have money for; fails
   *     with a {@link dev.signalbox.gateway.wire.problem.ProblemException} when there are none
   */
  public static Future<Wanted> taken(
      Serving serving, Exchange exchange, Protocol client, Wanted wanted) {
    return Limiting.taken(serving, exchange, client, wanted)
        .compose(targets -> Spending.reserved(serving, exchange, wanted.at(targets)));
  }
}
