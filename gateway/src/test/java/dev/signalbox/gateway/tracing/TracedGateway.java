package dev.signalbox.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A gateway that tells a collector of what it does. */
final class TracedGateway implements AutoCloseable {
  static final String PROVIDERS =
      """
      [routing.retry]
      backoff_ms = 1
      max_backoff_ms = 2
      [[providers]]
      id = "first"
      provider_type = "openai"
      api_key = "first-provider-key"
      endpoint = "UPSTREAM"
      models = ["gpt-6-sol", "gpt-6-luna"]
      [[providers]]
      id = "second"
      provider_type = "anthropic"
      api_key = "second-provider-key"
      endpoint = "UPSTREAM"
      models = ["claude-haiku-5-5"]
      [models.both]
      targets = ["first/gpt-6-sol", "second/claude-haiku-5-5"]
      """;

  private final RunningGateway gateway;

  private TracedGateway(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** One that exports to {@code endpoint}; {@code options} are further lines of its section. */
  static TracedGateway to(String endpoint, String options) {
    return new TracedGateway(
        new RunningGateway(config(endpoint, options), SimulatorOptions.standard()));
  }

  static TracedGateway to(TestCollector collector) {
    return to(collector.origin(), "");
  }

  /** One of the configuration {@code toml}. */
  static TracedGateway of(String toml) {
    return new TracedGateway(new RunningGateway(toml, SimulatorOptions.standard()));
  }

  /** Spans wait for a moment only, unless {@code options} say how long. */
  static String config(String endpoint, String options) {
    String delay = options.contains("delay_ms") ? "" : "delay_ms = 50\n";
    return PROVIDERS
        + "[tracing]\nenabled = true\nendpoint = \"%s\"\n%s%s\n"
            .formatted(endpoint, delay, options);
  }

  RunningGateway gateway() {
    return gateway;
  }

  /** A request of Chat Completions. */
  HttpRequest.Builder chat(String model, boolean stream) {
    return gateway
        .request("/v1/chat/completions")
        .POST(BodyPublishers.ofString(body(model, stream, "hello")));
  }

  static String body(String model, boolean stream, String text) {
    return """
        {"model":"%s","stream":%s,"max_tokens":50,"messages":[{"role":"user","content":"%s"}]}"""
        .formatted(model, stream, text);
  }

  /** Asks, with {@code headers} in pairs of name and value. */
  HttpResponse<byte[]> ask(String model, String... headers) {
    HttpRequest.Builder request = chat(model, false);
    return gateway.send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  /** What the provider was told last of the trace, part by part. */
  Map<String, String> told() {
    String told = String.valueOf(received().headers().get("traceparent"));
    assertThat(told).as("traceparent, which tells the provider what span calls it").contains("-");
    return partsOf(told);
  }

  /** What the provider got last, of requests for answers. */
  Received received() {
    List<Received> posts =
        gateway.simulator().received().stream()
            .filter(each -> each.method().equals("POST"))
            .toList();
    return posts.getLast();
  }

  static String idOf(HttpResponse<?> response) {
    return response.headers().firstValue("x-request-id").orElseThrow();
  }

  /** What {@code /health} says. */
  JsonNode health() {
    return get("/health");
  }

  JsonNode get(String path) {
    return StrictJson.parse(gateway.send(gateway.request(path).GET().build()).body());
  }

  /** Spans that {@code /health} says are lost. */
  long lost() {
    return health().at("/tracing/lost").asLong();
  }

  /** The parts of a {@code traceparent}. */
  private static Map<String, String> partsOf(String traceparent) {
    String[] parts = traceparent.split("-", -1);
    return Map.of("version", parts[0], "trace", parts[1], "span", parts[2], "flags", parts[3]);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
