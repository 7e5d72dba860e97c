package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.Gateway;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** O01: a gateway that stops, before the eyes of a balancer that keeps connections. */
final class LeavingTest {
  private static final String REQUEST =
      RawClient.post("/v1/chat/completions", ClientApi.CHAT.body("p/m", false));

  private static String toml(String endpoint) {
    return """
    [[providers]]
    id = "p"
    provider_type = "openai_chat"
    api_key = "k"
    endpoint = "%s"
    allow_private = true
    """
        .formatted(endpoint);
  }

  @Test
  @DisplayName("O01 an answer that is under way at the stop says that its connection ends with it")
  void anAnswerUnderWaySaysThatItIsTheLast() {
    try (HeldProvider provider = new HeldProvider();
        RunningGateway gateway =
            new RunningGateway(toml(provider.origin()), SimulatorOptions.standard());
        RawClient client = new RawClient(gateway.port())) {
      client.send(REQUEST);
      provider.awaitWaiting(1);
      Future<Void> stopped = gateway.stop();
      Eventually.holds(() -> !listens(gateway.port()), "nobody is let in");

      provider.open();

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).contains("connection: close");
      RunningGateway.await(stopped);
    }
  }

  @Test
  @DisplayName(
      "O01 whoever was let in gets an answer, though the request comes when nobody else is")
  void whoeverWasLetInGetsAnAnswer() {
    try (RunningGateway gateway =
        new RunningGateway(toml("UPSTREAM"), SimulatorOptions.standard())) {
      assertThat(asked(gateway.port())).isEqualTo(200);
      try (RawClient silent = new RawClient(gateway.port())) {
        assertThat(asked(gateway.port())).as("of one who came after it").isEqualTo(200);
        Future<Void> stopped = gateway.stop();
        Eventually.holds(() -> !listens(gateway.port()), "nobody is let in");

        silent.send(REQUEST);

        RawClient.Answer answer = silent.answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).contains("connection: close");
        RunningGateway.await(stopped);
      }
    }
  }

  @Test
  @DisplayName("O01 the end comes though a connection is silent, whatever the clock shows")
  void theEndComesWhateverTheClockShows(@TempDir Path folder) {
    LoadedConfig config =
        new ConfigLoader(Map.of())
            .parse("test.toml", "[server]\nport = 0\n")
            .withStateIn(folder.toString());
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    Gateway gateway =
        RunningGateway.await(
            Gateway.start(
                vertx,
                new Gateway.Origin(config, ConfigSource.fixed(config)),
                Gateway.Watching.NOBODY,
                Serving.Clocks.of(InstantSource.fixed(Instant.now()), () -> 0)));
    try (RawClient _ = new RawClient(gateway.port())) {
      assertThat(asked(gateway.port())).as("of one who came after it").isEqualTo(404);

      RunningGateway.await(gateway.stop());

      assertThat(listens(gateway.port())).isFalse();
    }
  }

  private static int asked(int port) {
    try (RawClient client = new RawClient(port)) {
      return client.send(REQUEST).answer().status();
    }
  }

  private static boolean listens(int port) {
    try (RawClient client = new RawClient(port)) {
      return client.takes("");
    } catch (UncheckedIOException refused) {
      return false;
    }
  }
}
