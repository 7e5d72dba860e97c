package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O10 and O11: lists that providers are slow with, and what is looked at again and again. */
final class ModelListsTest {
  /** Less than a provider is waited for, and usually far less. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final String LIST =
      "{\"object\":\"list\",\"data\":[{\"id\":\"of-their-own\",\"object\":\"model\"}]}";
  private static final String CONFIG =
      """
      [[providers]]
      id = "silent"
      provider_type = "local"
      endpoint = "SILENT"
      [[providers]]
      id = "listing"
      provider_type = "local"
      endpoint = "LISTING"
      [[providers]]
      id = "good"
      provider_type = "openai_chat"
      endpoint = "UPSTREAM"
      models = ["declared"]
      """;

  @Test
  @DisplayName("O11 lists of models are answered from what is known, however slow a provider is")
  void listsAreAnsweredFromWhatIsKnown() {
    try (RawUpstream silent = RawUpstream.of(new Act.ReadRequest(), new Act.AwaitClose());
        RawUpstream listing = RawUpstream.answering(Wire.json("200 OK", LIST), new Act.Close())) {
      String config =
          CONFIG.replace("SILENT", silent.origin()).replace("LISTING", listing.origin());
      try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          long asked = System.nanoTime();
          HttpResponse<byte[]> list = get(gateway, "/v1/models");
          times.add(Duration.ofNanos(System.nanoTime() - asked));

          assertThat(list.statusCode()).isEqualTo(200);
          assertThat(new String(list.body(), StandardCharsets.UTF_8))
              .contains("\"declared\"", "\"of-their-own\"");
        }

        assertThat(times).allMatch(time -> time.compareTo(SOON) < 0);
        assertThat(silent.connections()).isLessThanOrEqualTo(1);
        assertThat(listing.connections()).isEqualTo(1);
        assertHealthIsQuick(gateway);
      }
    }
  }

  /** O10: what watchdogs look at is made without asking anybody. */
  private static void assertHealthIsQuick(RunningGateway gateway) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long began = System.nanoTime();
      assertThat(get(gateway, "/health").body().length).isLessThan(16_384);
      times.add(Duration.ofNanos(System.nanoTime() - began));
    }
    times.sort(Duration::compareTo);
    assertThat(times.get(20)).as("median").isLessThan(Duration.ofMillis(50));
  }

  private static HttpResponse<byte[]> get(RunningGateway gateway, String path) {
    return gateway.send(gateway.request(path).GET().build());
  }
}
