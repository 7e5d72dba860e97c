package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.exchange.Tracing;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.limit.CallerLimits;
import dev.signalbox.gateway.media.MediaFetcher;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.provider.Upstreams;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.estimate.Vocabularies;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the pipeline works with on one event loop.
 *
 * @param names the resolver over what can be served right now
 * @param routing decides who serves what
 * @param execution what carrying plans out shares between all event loops
 * @param vocabularies count prompts where an estimate will not do
 * @param media fetches files that clients give by address
 * @param budgets what callers may spend
 * @param callerLimits how much callers may take
 * @param clusters what prompts are placed among; empty where they are not
 * @param limits bounds on what providers send
 * @param signals takes what the gateway says against answers
 * @param dependencies what is asked beside providers
 * @param tracing follows requests
 */
public record Serving(
    Vertx vertx,
    WireFormats formats,
    Upstreams upstreams,
    Supplier<NameResolver> names,
    Routing routing,
    ModelFacts facts,
    Execution execution,
    Vocabularies vocabularies,
    MediaFetcher media,
    Budgets budgets,
    CallerLimits callerLimits,
    Optional<PromptClusters> clusters,
    Clocks clocks,
    Limits limits,
    SignalSink signals,
    Dependencies dependencies,
    Tracing tracing) {
  /**
   * The clocks of the process.
   *
   * @param wall the time of day
   * @param nanos monotonic, in nanoseconds
   * @param steady monotonic, begun at the time of day
   */
  public record Clocks(InstantSource wall, LongSupplier nanos, Clock steady) {
    /** Those of the machine. */
    public static Clocks system() {
      return of(InstantSource.system(), System::nanoTime);
    }

    /** Clocks that begin now. */
    public static Clocks of(InstantSource wall, LongSupplier nanos) {
      Instant began = wall.instant();
      long beganNanos = nanos.getAsLong();
      InstantSource steady = () -> began.plusNanos(nanos.getAsLong() - beganNanos);
      return new Clocks(wall, nanos, steady.withZone(ZoneOffset.UTC));
    }
  }

  /**
   * Bounds on what providers send.
   *
   * @param maxAnswerBytes largest whole answer
   * @param maxEventBytes largest single event of a stream
   * @param requestTime longest time from a request to the end of its answer, all attempts included
   * @param keepAlive silence after which a streaming client gets a comment; zero for never
   * @param clientWrite longest time a client may leave written bytes unread
   */
  public record Limits(
      int maxAnswerBytes,
      int maxEventBytes,
      Duration requestTime,
      Duration keepAlive,
      Duration clientWrite) {}
}
