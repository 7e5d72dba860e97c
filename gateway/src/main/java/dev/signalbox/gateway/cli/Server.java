package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.demo.PastKeeper;
import java.util.Optional;

/** What the commands that serve start. */
@FunctionalInterface
public interface Server {
  /**
   * Starts to serve and returns once connections are accepted.
   *
   * @param source where the configuration is from, for a server that is told that it has changed
   * @throws StartException with a sentence for people, when that is not possible
   */
  Running start(LoadedConfig config, ConfigSource source);

  /** A server that accepts connections. */
  interface Running {
    /** The port it listens on, the real one when any free one was asked for. */
    int port();

    /** Where a past can be written; empty where there is no such place. */
    Optional<PastKeeper> past();

    /** Waits until the server has stopped, running answers included. */
    void awaitStop() throws InterruptedException;
  }
}
