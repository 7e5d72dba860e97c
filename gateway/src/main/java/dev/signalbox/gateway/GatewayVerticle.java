package dev.signalbox.gateway;

import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.http.GatewayServer;
import dev.signalbox.gateway.http.HttpLoop;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.media.MediaFetcher;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.SignalSink;
import dev.signalbox.gateway.protect.Gate;
import dev.signalbox.gateway.protect.Protection;
import dev.signalbox.gateway.provider.OpenConnections;
import dev.signalbox.gateway.provider.Upstreams;
import dev.signalbox.gateway.reach.SystemResolver;
import dev.signalbox.gateway.wire.estimate.Vocabularies;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * One event loop's worth of gateway: its own connections to clients and providers; everything else
 * is shared with the other instances by reference. It follows a new configuration with the first
 * request that comes after it, and closes what only the old one used after the last request of the
 * old one.
 */
final class GatewayVerticle extends VerticleBase {
  private final Shared shared;
  private Optional<GatewayServer> server = Optional.empty();
  private Optional<Gate> gate = Optional.empty();
  private Optional<Followed> followed = Optional.empty();

  /**
   * What all instances share.
   *
   * @param socket settings of the start, of which those of the socket hold to the end
   * @param signals takes what the gateway says against answers
   * @param protection keeps the process from more than it can do
   * @param tracing follows requests through other systems
   * @param connections where those to providers are counted
   * @param bound told the port once it is bound
   */
  record Shared(
      Lives lives,
      HttpSettings socket,
      WireFormats formats,
      Vocabularies vocabularies,
      Serving.Clocks clocks,
      SignalSink signals,
      Protection protection,
      TracingWiring tracing,
      OpenConnections connections,
      IntConsumer bound) {}

  /** A configuration as this event loop serves it. */
  private record Followed(
      Live live,
      HttpLoop loop,
      Upstreams upstreams,
      MediaFetcher media,
      TracingWiring.Taken tracing) {
    /** Closes what only this one uses. */
    Future<Void> close() {
      return upstreams.close().eventually(media::close).eventually(tracing::giveBack);
    }
  }

  GatewayVerticle(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Future<?> start() {
    gate = Optional.of(shared.protection().gate(this::onLoop));
    followed = Optional.of(follow());
    shared.lives().onReplaced(() -> context.runOnContext(_ -> current()));
    GatewayServer opened =
        new GatewayServer(
            vertx,
            shared.socket(),
            new GatewayServer.Room(shared.protection().connections(), shared.clocks().nanos()),
            this::current);
    server = Optional.of(opened);
    return opened.listen().onSuccess(shared.bound()::accept);
  }

  private void onLoop(Runnable work) {
    context.runOnContext(_ -> work.run());
  }

  @Override
  public Future<?> stop() {
    GatewayConfig config = shared.lives().current().config();
    return server
        .map(open -> open.shutdown(config.server().timeouts().drain(), config.cluster().leave()))
        .orElseGet(Future::succeededFuture)
        .eventually(() -> followed.map(Followed::close).orElseGet(Future::succeededFuture))
        .onComplete(_ -> gate.ifPresent(Gate::close));
  }

  /** What takes the next request. */
  private HttpLoop current() {
    Followed now = followed.orElseThrow();
    if (!shared.lives().isCurrent(now.live())) {
      Followed old = now;
      now = follow();
      followed = Optional.of(now);
      old.loop()
          .drained()
          .compose(_ -> old.close())
          .onComplete(_ -> shared.lives().giveBack(old.live()));
    }
    return now.loop();
  }

  private Followed follow() {
    Live live = shared.lives().take();
    Upstreams upstreams =
        followed
            .map(old -> old.upstreams().next(live.providers()))
            .orElseGet(
                () ->
                    new Upstreams(
                        live.providers(),
                        vertx,
                        shared.clocks().steady()::millis,
                        shared.connections()));
    MediaFetcher media = new MediaFetcher(vertx, live.media(), new SystemResolver(vertx));
    TracingWiring.Taken tracing = shared.tracing().take(live.config());
    Serving serving =
        new Serving(
            vertx,
            shared.formats(),
            upstreams,
            live.http().names()::resolver,
            live.routing(),
            live.facts(),
            live.execution(),
            shared.vocabularies(),
            media,
            live.budgets(),
            live.limits(),
            live.clusters(),
            shared.clocks(),
            live.http().settings().limits(),
            shared.signals(),
            shared.protection().dependencies(),
            tracing.tracing());
    return new Followed(
        live, new HttpLoop(live.http(), serving, gate.orElseThrow()), upstreams, media, tracing);
  }
}
