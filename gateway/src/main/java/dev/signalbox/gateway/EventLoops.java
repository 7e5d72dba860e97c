package dev.signalbox.gateway;

import dev.signalbox.gateway.config.GatewayConfig;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;

/** The threads of a process that is a gateway. */
final class EventLoops {
  private EventLoops() {}

  /** Vert.x options for such a process. */
  static VertxOptions vertxOptions(GatewayConfig config) {
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setDisableTCCL(true) // one class loader has everything
            .setMaxEventLoopExecuteTime(1) // Protection looks at event loops itself, and sooner;
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.DAYS) // Vert.x looks at worker threads
            .setBlockedThreadCheckInterval(1)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS);
    return config.server().eventLoops() > 0
        ? options.setEventLoopPoolSize(config.server().eventLoops())
        : options;
  }

  /** Event loops that listen; one where any free port will do, as each would find another one. */
  static int listening(GatewayConfig config) {
    if (config.server().port() == 0) {
      return 1;
    }
    return config.server().eventLoops() > 0
        ? config.server().eventLoops()
        : Runtime.getRuntime().availableProcessors();
  }
}
