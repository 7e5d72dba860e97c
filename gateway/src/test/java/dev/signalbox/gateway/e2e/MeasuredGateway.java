package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.metrics.Exposed;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What a gateway tells Prometheus, and the configuration that has it tell of everything. */
final class MeasuredGateway {
  /** Two providers, an alias that fails over between them, and a budget. */
  static final String CONFIG =
      """
      [[providers]]
      id = "first"
      provider_type = "openai_chat"
      api_key = "first-key"
      endpoint = "UPSTREAM"
      models = ["m1"]
      [[providers]]
      id = "second"
      provider_type = "anthropic"
      api_key = "second-key"
      endpoint = "UPSTREAM"
      models = ["m2"]
      [models.both]
      targets = ["first/m1", "second/m2"]
      [routing.retry]
      backoff_ms = 1
      [[budgets]]
      name = "all"
      scope = "total"
      limit_usd = 50
      period = "day"
      """;

  private MeasuredGateway() {}

  /** Reads figures at {@code path} with a credential; empty text for none. */
  static HttpResponse<byte[]> read(RunningGateway gateway, String path, String key) {
    HttpRequest.Builder request = gateway.request(path);
    if (!key.isEmpty()) {
      request.header("authorization", "Bearer " + key);
    }
    return gateway.send(request.GET().build());
  }

  /** The figures as they are sent. */
  static String text(RunningGateway gateway) {
    HttpResponse<byte[]> answer = read(gateway, "/metrics", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static Exposed exposed(RunningGateway gateway) {
    return Exposed.of(text(gateway));
  }
}
