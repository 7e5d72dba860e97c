package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.demo.PastKeeper;
import dev.signalbox.gateway.demo.SamplePast;
import dev.signalbox.gateway.demo.SampleTraffic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The sample traffic of a demo, and its past; says so, as nobody is to take it for real. Everything
 * is done on a thread of its own, a moment after the start, so that the first requests by hand find
 * the machine free.
 */
final class DemoTraffic implements AutoCloseable {
  private static final Duration HEAD_START = Duration.ofMillis(700);

  private final Terminal terminal;
  private final long seed;
  private final InstantSource clock = InstantSource.system();
  private final CountDownLatch closed = new CountDownLatch(1);

  DemoTraffic(Terminal terminal, long seed) {
    this.terminal = terminal;
    this.seed = seed;
  }

  /** Begins to send, and to write the past. */
  void begin(Server.Running server) {
    terminal.print(
        """

        sample traffic: made-up teams send a request or two a second, some of which are meant to fail (seed %d)
        `--no-traffic` leaves it out, and their made-up past of a week too"""
            .formatted(seed));
    URI gateway = URI.create("http://127.0.0.1:" + server.port());
    Optional<PastKeeper> past = server.past();
    Instant start = clock.instant();
    Thread.ofPlatform()
        .daemon()
        .name("signalbox-demo")
        .start(
            () -> {
              try {
                run(gateway, past, start);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    // Requests under way are left when the process is told to stop, which would wait for them.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "demo-shutdown"));
  }

  private void run(URI gateway, Optional<PastKeeper> past, Instant start)
      throws InterruptedException {
    if (closed.await(HEAD_START.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    try (SampleTraffic traffic = new SampleTraffic(gateway, seed, clock)) {
      traffic.begin();
      past.ifPresent(keeper -> write(keeper, traffic, start));
      closed.await();
    }
  }

  private void write(PastKeeper keeper, SampleTraffic traffic, Instant start) {
    SamplePast.Written written =
        new SamplePast(keeper, seed, start, SamplePast.Extent.WEEK).write();
    traffic.report(written.signals());
    terminal.print(
        String.format(
            Locale.ROOT,
            "sample history: %,d made-up requests of the last %d days, %.1f s after the start",
            written.requests(),
            SamplePast.Extent.WEEK.length().toDays(),
            (clock.millis() - start.toEpochMilli()) / 1_000.0));
  }

  /** Leaves all requests under way. */
  @Override
  public void close() {
    closed.countDown();
  }
}
