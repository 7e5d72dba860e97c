package dev.signalbox.gateway;

import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.http.HttpLoop;
import dev.signalbox.gateway.media.MediaFetcher;
import dev.signalbox.gateway.media.MediaSettings;
import dev.signalbox.gateway.media.SystemResolver;
import dev.signalbox.gateway.pipeline.ModelFacts;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.ProviderKeys;
import dev.signalbox.gateway.provider.Upstreams;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.estimate.Vocabularies;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * One event loop's worth of gateway: its own connections to clients and providers; everything else
 * is shared with the other instances by reference.
 */
final class GatewayVerticle extends VerticleBase {
  private final Shared shared;
  private Optional<HttpLoop> http = Optional.empty();
  private Optional<Upstreams> upstreams = Optional.empty();
  private Optional<MediaFetcher> media = Optional.empty();

  /**
   * What all instances share.
   *
   * @param drain longest time running answers get at the end
   * @param bound told the port once it is bound
   */
  record Shared(
      HttpLoop.Shared http,
      WireFormats formats,
      ProviderKeys providers,
      Routing routing,
      ModelFacts facts,
      Execution execution,
      Vocabularies vocabularies,
      MediaSettings media,
      Serving.Clocks clocks,
      Duration drain,
      IntConsumer bound) {}

  GatewayVerticle(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Future<?> start() {
    Upstreams opened = new Upstreams(shared.providers(), vertx, shared.clocks().steady()::millis);
    upstreams = Optional.of(opened);
    MediaFetcher fetcher = new MediaFetcher(vertx, shared.media(), new SystemResolver(vertx));
    media = Optional.of(fetcher);
    HttpLoop loop =
        new HttpLoop(
            shared.http(),
            new Serving(
                vertx,
                shared.formats(),
                opened,
                shared.http().names()::resolver,
                shared.routing(),
                shared.facts(),
                shared.execution(),
                shared.vocabularies(),
                fetcher,
                shared.clocks(),
                shared.http().settings().limits()));
    http = Optional.of(loop);
    return loop.listen().onSuccess(shared.bound()::accept);
  }

  @Override
  public Future<?> stop() {
    return http.map(loop -> loop.shutdown(shared.drain()))
        .orElseGet(Future::succeededFuture)
        .eventually(() -> upstreams.map(Upstreams::close).orElseGet(Future::succeededFuture))
        .eventually(() -> media.map(MediaFetcher::close).orElseGet(Future::succeededFuture));
  }
}
