package dev.signalbox.gateway.http;

import io.vertx.core.Future;

/** Serves the requests of one family of paths. */
@FunctionalInterface
interface Door {
  /**
   * Serves one request. The future succeeds when the client has its answer and the exchange is
   * finished; it fails with a {@link dev.signalbox.gateway.wire.problem.ProblemException} when
   * nothing was sent yet. May throw the same.
   */
  Future<Void> serve(Arrival arrival);
}
