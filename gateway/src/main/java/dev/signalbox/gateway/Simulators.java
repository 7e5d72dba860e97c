package dev.signalbox.gateway;

import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.simulator.Mishap;
import dev.signalbox.gateway.simulator.Pace;
import dev.signalbox.gateway.simulator.Script;
import dev.signalbox.gateway.simulator.Simulator;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The built-in simulators that run. Configurations that want the same one share it; it stops when
 * the last of them is given back. Guarded by its own monitor.
 */
final class Simulators {
  private final Vertx vertx;
  private final WireFormats formats;
  private final Map<Wanted, Running> running = new HashMap<>();

  private record Wanted(
      String id, ProviderConfig.Simulator settings, List<ProviderConfig.Model> models) {}

  private record Running(Simulator simulator, Future<URI> origin, int holders) {
    Running held(int change) {
      return new Running(simulator, origin, holders + change);
    }
  }

  Simulators(Vertx vertx, WireFormats formats) {
    this.vertx = vertx;
    this.formats = formats;
  }

  /** Where the simulator of {@code provider} listens; nowhere for a provider of another type. */
  Future<Optional<URI>> take(ProviderConfig provider) {
    return wanted(provider)
        .map(wanted -> take(wanted).map(Optional::of))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private synchronized Future<URI> take(Wanted wanted) {
    return running
        .compute(wanted, (_, already) -> already == null ? start(wanted) : already.held(1))
        .origin();
  }

  private Running start(Wanted wanted) {
    ProviderConfig.Simulator settings = wanted.settings();
    SimulatorOptions options =
        SimulatorOptions.standard()
            .withSeed(settings.seed())
            .withPace(
                new Pace(
                    (int) settings.firstTokenDelay().toMillis(),
                    (int) settings.tokenDelay().toMillis()))
            .withModels(wanted.models().stream().map(ProviderConfig.Model::id).toList())
            .withClock(Clock.systemUTC())
            .withKeptRequests(0)
            .withMishaps(settings.faults().stream().map(Simulators::mishapOf).toList());
    Simulator simulator = new Simulator(vertx, options, formats::client, new Script());
    return new Running(simulator, simulator.start().map(_ -> URI.create(simulator.origin())), 1);
  }

  private static Mishap mishapOf(ProviderConfig.SimulatedFault fault) {
    return new Mishap(fault.fault(), fault.percent(), fault.every(), fault.lasting());
  }

  /** Ends a use that {@link #take(ProviderConfig)} began. */
  void giveBack(ProviderConfig provider) {
    wanted(provider).flatMap(this::left).ifPresent(Simulator::close);
  }

  private synchronized Optional<Simulator> left(Wanted wanted) {
    Running rest = running.computeIfPresent(wanted, (_, each) -> each.held(-1));
    if (rest == null || rest.holders() > 0) {
      return Optional.empty();
    }
    running.remove(wanted);
    return Optional.of(rest.simulator());
  }

  private static Optional<Wanted> wanted(ProviderConfig provider) {
    return provider
        .simulator()
        .map(settings -> new Wanted(provider.id(), settings, provider.models()));
  }
}
