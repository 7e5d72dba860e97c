package dev.signalbox.gateway.sdk;

import static dev.signalbox.gateway.e2e.RunningGateway.await;

import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.Script;
import dev.signalbox.gateway.simulator.Simulator;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * The program in front of a simulator that runs in the tests, so that they see what reaches a
 * provider.
 */
final class ObservedGateway implements AutoCloseable {
  private final Vertx vertx;
  private final Simulator simulator;
  private final Gateway gateway;

  /**
   * Starts both.
   *
   * @param toml the configuration, with {@code UPSTREAM} for the simulator's address
   * @param models what the simulator lists
   */
  ObservedGateway(String toml, List<String> models) {
    vertx = Vertx.vertx();
    simulator =
        new Simulator(
            vertx,
            SimulatorOptions.standard().withModels(models),
            new WireFormats(new SignatureSeal(new byte[32]))::client,
            new Script());
    await(simulator.start());
    gateway = Gateway.start(toml.replace("UPSTREAM", simulator.origin()));
  }

  Gateway gateway() {
    return gateway;
  }

  /** The address of {@code path}. */
  String at(String path) {
    return gateway.at(path);
  }

  /** What reached the provider since the start, oldest first. */
  List<Received> received() {
    return simulator.received();
  }

  /** What reached the provider last. */
  Received last() {
    return simulator.received().getLast();
  }

  @Override
  public void close() {
    gateway.close();
    await(vertx.close());
  }
}
