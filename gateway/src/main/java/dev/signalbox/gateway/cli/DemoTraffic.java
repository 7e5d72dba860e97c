package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.demo.PastKeeper;
import dev.signalbox.gateway.demo.SamplePast;
import dev.signalbox.gateway.demo.SampleTraffic;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sample traffic of a demo, and its past; says so, as nobody is to take it for real. */
final class DemoTraffic implements AutoCloseable {
  private final Terminal terminal;
  private final long seed;
  private final InstantSource clock = InstantSource.system();
  private final List<SampleTraffic> running = new ArrayList<>(1);

  DemoTraffic(Terminal terminal, long seed) {
    this.terminal = terminal;
    this.seed = seed;
  }

  /** Begins to send, and to write the past on a thread of its own. */
  void begin(Server.Running server) {
    SampleTraffic traffic =
        new SampleTraffic(URI.create("http://127.0.0.1:" + server.port()), seed, clock);
    running.add(traffic);
    traffic.begin();
    terminal.print(
        """
        sample traffic: made-up teams send a request or two a second, some of which are meant to fail (seed %d)
        `--no-traffic` leaves it out, and the made-up past of a week too
        """
            .formatted(seed));
    server.past().ifPresent(past -> write(past, traffic));
  }

  private void write(PastKeeper past, SampleTraffic traffic) {
    Instant begin = clock.instant();
    Thread.ofPlatform()
        .daemon()
        .name("signalbox-demo-past")
        .start(
            () -> {
              SamplePast.Written written =
                  new SamplePast(past, seed, begin, SamplePast.Extent.WEEK).write();
              traffic.report(written.signals());
              terminal.print(
                  String.format(
                      Locale.ROOT,
                      "sample history: %,d made-up requests of the last %d days, after %.1f s",
                      written.requests(),
                      SamplePast.Extent.WEEK.length().toDays(),
                      (clock.millis() - begin.toEpochMilli()) / 1_000.0));
            });
  }

  @Override
  public void close() {
    running.forEach(SampleTraffic::close);
  }
}
