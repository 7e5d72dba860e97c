package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** D12: everybody leaves at once, in the middle of long answers. */
final class AbortStormTest {
  private static final int CLIENTS = Boolean.getBoolean("full") ? 1_000 : 200;
  private static final int STREAM_BYTES = 5 << 20;
  private static final long READY_MILLIS = 100;

  /** Text that is dear to count. */
  private static final String PIECE = Wire.piece("qzxjkvwpyb".repeat(800));

  @Test
  @DisplayName("D12 whoever asks whether the gateway is ready hears so while all others leave")
  void readinessHolds() throws InterruptedException {
    Buffer stream = Buffer.buffer(Wire.STREAM + PIECE.repeat(STREAM_BYTES / PIECE.length() + 1));
    try (RawUpstream upstream =
            RawUpstream.of(new Act.ReadRequest(), new Act.Write(stream), new Act.AwaitClose());
        Bench bench = new Bench(Faulty.of(upstream), "first_byte_timeout_ms = 20000\n")) {
      List<RawClient> clients = open(bench);
      System.gc(); // a pause of this process, which is clients and provider too, is not measured
      AtomicBoolean leaving = new AtomicBoolean(true);
      List<Long> micros = new ArrayList<>();
      Thread asking = Thread.ofPlatform().start(() -> ask(bench.gateway(), leaving, micros));

      for (int i = 0; i < CLIENTS; i += 2) {
        clients.get(i).reset();
        clients.get(i + 1).close();
      }
      List<RequestRecord> records = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        records.add(bench.gateway().record("storm-" + i));
      }
      leaving.set(false);
      asking.join();

      assertThat(percentile(micros) / 1_000)
          .as("ms to be told of readiness, the 99th of 100, of %d", micros.size())
          .isLessThan(READY_MILLIS);
      assertThat(records).allMatch(each -> each.ending().status() == 499, "left");
      assertThat(records)
          .flatExtracting(RequestRecord::attempts)
          .extracting(AttemptRecord::bill)
          .extracting(Bill::charge)
          .containsOnly(Bill.Charge.ESTIMATED);
      assertThat(bench.counted("client_closed")).isEqualTo(CLIENTS);
      Eventually.holds(
          () -> bench.deployment(Bench.ALONE).path("in_flight").asInt() == 0, "all calls to end");
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(upstream.closed(i)).isNotNull();
      }
    }
  }

  private static List<RawClient> open(Bench bench) {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RawClient client = new RawClient(bench.gateway().port());
      client.send(
          RawClient.post(
                  ClientApi.CHAT.path(Bench.ALONE, true), ClientApi.CHAT.body(Bench.ALONE, true))
              .replaceFirst("\r\n", "\r\nx-request-id: storm-" + i + "\r\n"));
      client.readUntil("qzxj");
      clients.add(client);
    }
    return clients;
  }

  private static void ask(RunningGateway gateway, AtomicBoolean leaving, List<Long> micros) {
    HttpRequest ready = gateway.request("/health/ready").GET().build();
    gateway.send(ready); // opens the connection
    do {
      long began = System.nanoTime();
      assertThat(gateway.send(ready).statusCode()).isEqualTo(200);
      micros.add((System.nanoTime() - began) / 1_000);
    } while (leaving.get() || micros.size() < 200);
  }

  private static long percentile(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() * 99 / 100);
  }
}
