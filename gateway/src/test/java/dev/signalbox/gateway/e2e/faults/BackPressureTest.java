package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers that write faster than clients read. */
final class BackPressureTest {
  private static final int STREAMS = 6;
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** What the four buffers of two sockets may hold at most, with ours. */
  private static final long MOST_BYTES_OF_A_STREAM = 16_000_000;

  @ParameterizedTest(name = "S12 streams of clients that stopped reading, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void providersWaitForClientsThatDoNotRead(ClientApi client) {
    Act flood = new Act.Flood(Wire.bytes(Wire.piece("flood ".repeat(2_000))));
    List<RawClient> clients = new ArrayList<>();
    try (RawUpstream upstream =
            RawUpstream.of(new Act.ReadRequest(), Act.text(Wire.STREAM), flood);
        Bench bench = new Bench(Faulty.of(upstream), "idle_timeout_ms = 20000\n")) {
      for (int i = 0; i < STREAMS; i++) {
        RawClient raw = new RawClient(bench.gateway().port());
        clients.add(raw);
        raw.send(RawClient.post(client.path(Bench.ALONE, true), client.body(Bench.ALONE, true)))
            .readUntil("flood");
      }

      long written = untilNothingIsWritten(upstream);

      assertThat(written).as("bytes written").isLessThan(STREAMS * MOST_BYTES_OF_A_STREAM);
      assertThat(bench.ask("good/m").statusCode()).isEqualTo(200);
      assertThat(upstream.bytesWritten()).as("bytes written by then").isEqualTo(written);
      clients.forEach(RawClient::close);
      for (int i = 0; i < STREAMS; i++) {
        assertThat(upstream.closed(i)).as("how the connection was closed").isNotNull();
      }
      Eventually.holds(
          () -> bench.deployment(Bench.ALONE).path("in_flight").asInt() == 0, "the calls to end");
      assertThat(bench.counted("client_closed")).isEqualTo(STREAMS);
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  private static long untilNothingIsWritten(RawUpstream upstream) {
    long[] seen = {-1, 0};
    Eventually.holds(
        () -> {
          long now = upstream.bytesWritten();
          if (now != seen[0]) {
            seen[0] = now;
            seen[1] = System.nanoTime();
          }
          return System.nanoTime() - seen[1] > QUIET_NANOS;
        },
        "the provider to wait");
    return seen[0];
  }
}
