package dev.signalbox.gateway.pipeline;

import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.gateway.media.MediaFetcher;
import dev.signalbox.gateway.provider.Upstreams;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.estimate.Vocabularies;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the pipeline works with on one event loop.
 *
 * @param names the resolver over what can be served right now
 * @param routing decides who serves what
 * @param vocabularies count prompts where an estimate will not do
 * @param media fetches files that clients give by address
 * @param limits bounds on what providers send
 */
public record Serving(
    Vertx vertx,
    WireFormats formats,
    Upstreams upstreams,
    Supplier<NameResolver> names,
    Routing routing,
    ModelFacts facts,
    Vocabularies vocabularies,
    MediaFetcher media,
    Clocks clocks,
    Limits limits) {
  /**
   * The clocks of the process.
   *
   * @param wall the time of day
   * @param nanos monotonic, in nanoseconds
   */
  public record Clocks(InstantSource wall, LongSupplier nanos) {}

  /**
   * Bounds on what providers send.
   *
   * @param maxAnswerBytes largest whole answer
   * @param maxEventBytes largest single event of a stream
   * @param bodyTime longest time from a whole answer's status to its end
   * @param keepAlive silence after which a streaming client gets a comment; zero for never
   * @param clientWrite longest time a client may leave written bytes unread
   */
  public record Limits(
      int maxAnswerBytes,
      int maxEventBytes,
      Duration bodyTime,
      Duration keepAlive,
      Duration clientWrite) {}
}
