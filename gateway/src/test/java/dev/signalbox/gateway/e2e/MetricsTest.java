package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;

/** What a gateway tells Prometheus. */
final class MetricsTest {
  @Test
  void peek() throws Exception {
    try (RunningGateway gateway =
        new RunningGateway(Control.CONFIG, SimulatorOptions.standard())) {
      Control operator = new Control(gateway, Control.OPERATOR);
      operator.answered("oa/gpt-6-sol", "x-project", "alpha");
      operator.answered("auto");
      gateway.send(operator.request("/v1/chat/completions").POST(java.net.http.HttpRequest.BodyPublishers.ofString(ClientApi.CHAT.body("an/claude-haiku-5-5", true))).build());
      operator.post("/v1/chat/completions", "{\"model\":\"oa/nosuch\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
      String text = operator.text("/metrics", "text/plain");
      java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/dlm/metrics.txt"), text);
      assertThat(text).contains("llm_requests_total");
      assertThat(operator.text("/metrics", "application/openmetrics-text")).endsWith("# EOF\n");
    }
  }
}
