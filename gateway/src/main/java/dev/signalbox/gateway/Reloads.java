package dev.signalbox.gateway;

import dev.signalbox.gateway.config.LoadedConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a running gateway go over to its configuration file as it is now, and tells the log. */
final class Reloads {
  private static final Logger log = LoggerFactory.getLogger(Reloads.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Gateway gateway;
  private final Supplier<LoadedConfig> source;

  /** Reloads of {@code gateway} from {@code source}. */
  Reloads(Gateway gateway, Supplier<LoadedConfig> source) {
    this.gateway = gateway;
    this.source = source;
  }

  /** Reloads whenever {@code file} has changed, until {@code vertx} stops. */
  void watch(Vertx vertx, Path file) {
    ConfigWatch watch = new ConfigWatch(file);
    Chores chores = new Chores(vertx);
    vertx.deployVerticle(
        chores.every(
            LOOK,
            () ->
                chores.done(
                    () -> {
                      if (watch.hasChanged() && !gateway.isServing(file)) {
                        reload("the configuration file has changed");
                      }
                    })));
  }

  /** Reloads now. */
  void reload(String why) {
    log.info("{}: it is loaded", why);
    gateway
        .load(this::loaded)
        .onSuccess(
            notes -> {
              notes.forEach(log::warn);
              log.info("the configuration is in use");
            })
        .onFailure(
            cause ->
                log.error(
                    "the configuration is not taken, the one before stays in use:\n{}",
                    cause.getMessage()));
  }

  private LoadedConfig loaded() {
    LoadedConfig loaded = source.get();
    loaded.warnings().forEach(log::warn);
    return loaded;
  }
}
