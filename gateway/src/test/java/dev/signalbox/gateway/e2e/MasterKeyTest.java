package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.Gateway;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** O04: What becomes of a start with another master key than the databases were sealed under. */
final class MasterKeyTest {
  private static final String OTHER = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir private Path dir;

  @Test
  @DisplayName("O04 another master key")
  void itIsRefusedWithASentenceAndChangesNothing() throws IOException {
    register();
    Path file = dir.resolve("data").resolve("signalbox.key");
    String right = Files.readString(file);
    Files.writeString(file, OTHER);
    Vertx vertx = Vertx.vertx();

    try {
      assertThatThrownBy(
              () -> RunningGateway.await(Gateway.start(vertx, origin(), Gateway.Watching.NOBODY)))
          .hasStackTraceContaining("were sealed under the master key")
          .hasStackTraceContaining("nothing was changed");
    } finally {
      RunningGateway.await(vertx.close());
    }
    Files.writeString(file, right);
    try (RunningGateway gateway = started()) {
      assertThat(new Control(gateway, "").get("/v1/providers").all("/data", "id"))
          .containsExactly("mine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptyVariableIsAMistake(String value) {
    ConfigLoader loader = new ConfigLoader(Map.of("SIGNALBOX_KEY", value));

    assertThatThrownBy(loader::defaults)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`SIGNALBOX_KEY` is set but empty");
  }

  private void register() {
    try (RunningGateway gateway = started()) {
      new Control(gateway, "")
          .post(
              "/v1/providers",
              """
              {"id": "mine", "provider_type": "local", "endpoint": "http://localhost:1",
               "api_key": "a-key"}
              """);
    }
  }

  private RunningGateway started() {
    return new RunningGateway("", SimulatorOptions.standard(), dir);
  }

  private Gateway.Origin origin() {
    LoadedConfig config =
        new ConfigLoader(Map.of())
            .parse("test.toml", "[server]\nport = 0\n")
            .withStateIn(dir.resolve("data").toString());
    return new Gateway.Origin(config, ConfigSource.fixed(config));
  }
}
