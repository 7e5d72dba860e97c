package dev.signalbox.gateway;

import dev.signalbox.gateway.cli.LogQueue;
import dev.signalbox.gateway.cli.Server;
import dev.signalbox.gateway.cli.StartException;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.demo.PastKeeper;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The gateway as a process of its own: started by a command, stopped by a signal. */
final class GatewayProcess implements Server {
  /** Longer than a server of databases is waited for, which says itself that it did not come. */
  private static final long START_SECONDS = 60;

  /** What a process that a signal ended is taken to have returned. */
  private static final int CUT_SHORT = 143;

  @Override
  public Running start(LoadedConfig config, ConfigSource source) {
    Vertx vertx = Vertx.vertx(EventLoops.vertxOptions(config.config()));
    Gateway gateway = started(vertx, config, source);
    Reloads reloads = new Reloads(gateway, source::load);
    config.file().ifPresent(file -> reloads.watch(vertx, file));
    Signals.on("HUP", () -> reloads.reload("SIGHUP"));
    AtomicBoolean ending = new AtomicBoolean();
    Signals.on("TERM", () -> end(ending));
    Signals.on("INT", () -> end(ending));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop(gateway);
                  LogQueue.ofProcess().ifPresent(LogQueue::stop);
                  stopped.countDown();
                },
                "shutdown"));
    return new Running() {
      @Override
      public int port() {
        return gateway.port();
      }

      @Override
      public Optional<PastKeeper> past() {
        return Optional.of(gateway.past());
      }

      @Override
      public void awaitStop() throws InterruptedException {
        stopped.await();
      }
    };
  }

  /** The first signal lets running answers finish, the second does not. */
  private static void end(AtomicBoolean ending) {
    if (ending.getAndSet(true)) {
      Runtime.getRuntime().halt(CUT_SHORT);
    }
    System.exit(0);
  }

  private static Gateway started(Vertx vertx, LoadedConfig config, ConfigSource source) {
    try {
      return Gateway.start(vertx, new Gateway.Origin(config, source), Gateway.Watching.NOBODY)
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      vertx.close();
      Throwable cause = e.getCause();
      throw new StartException(reason(cause == null ? e : cause, config));
    } catch (TimeoutException e) {
      vertx.close();
      throw new StartException("the gateway did not start within " + START_SECONDS + " seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("the start was interrupted");
    }
  }

  private static String reason(Throwable cause, LoadedConfig config) {
    if (cause instanceof BindException) {
      return "`server.port` %d of `server.host` %s cannot be bound: %s"
          .formatted(
              config.config().server().port(),
              config.config().server().host(),
              whyNotBound(String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT)));
    }
    return "the gateway could not start: " + cause.getMessage();
  }

  /** Each transport of Netty and each system has words of its own for these. */
  private static String whyNotBound(String told) {
    if (told.contains("in use")) {
      return "another process listens there; `--port` takes another port";
    }
    if (told.contains("assign")) {
      return "this machine has no such address";
    }
    return told.contains("denied") || told.contains("not permitted")
        ? "this user may not listen there; ports from 1024 are free to all"
        : told;
  }

  private static void stop(Gateway gateway) {
    long drainSeconds =
        gateway
            .config()
            .server()
            .timeouts()
            .drain()
            .plus(gateway.config().cluster().leave())
            .toSeconds();
    try {
      gateway
          .stop()
          .toCompletionStage()
          .toCompletableFuture()
          .get(drainSeconds + 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      Thread.currentThread().interrupt(); // the process ends anyway
    }
  }
}
