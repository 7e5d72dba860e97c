package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that cannot be read is its client's fault, and never the gateway's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OddAddressesTest {
  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG, SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models?key=%zz",
        "/v1/models?key=%",
        "/v1/models?%f",
        "/v1/models?key=%c3%28",
        "/v1/records/%c3?key=operator-key",
        "/v1/models/%zz?key=operator-key",
        "/v1/chat/completions?key=%zz",
        "/v1beta/models/a:generateContent?alt=%zz&key=operator-key",
        "/v1beta/models/%zz:generateContent?key=operator-key",
        "/v1/stats?key=operator-key&project=%zz",
        "/v1/records?key=%zz",
        "/v1/records/%zz?key=operator-key",
        "/v1/keys/%?key=operator-key",
        "/v1/responses/resp_%zz?key=operator-key",
        "/v1/live?key=%zz",
        "/health?x=%zz",
        "/metrics?x=%zz",
        "/portal/%zz",
        "/%zz",
        "/gateway/%zz/v1/models?key=operator-key",
        "/gateway/",
        "/gateway",
        "//",
        "/..",
        "/v1/../../x",
        "/%2e%2e/%2e%2e/x",
        "/v1/%00",
        "/v1/%2fmodels",
        "?key=%zz",
        "*",
      })
  void isRefusedAndNotAFault(String address) {
    for (String method : new String[] {"GET", "POST"}) {
      try (RawClient client = new RawClient(gateway.port())) {
        client.send(
            "%s %s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
                .formatted(method, address));

        assertThat(client.readUntil("\r\n"))
            .as(method)
            .startsWith("HTTP/1.1 ")
            .doesNotContain(" 50");
      }
    }
  }
}
