package dev.signalbox.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A gateway in front of a provider that speaks a protocol of its own and answers as it is told, and
 * of a spare one that anybody understands.
 *
 * @param provider id of the first
 */
record ProviderStage(dev.signalbox.gateway.e2e.RunningGateway gateway, String provider)
    implements AutoCloseable {
  static final Question.Function TIDE =
      new Question.Function(
          "get_tide",
          "The tide at a harbour",
          Map.of(
              "type",
              "object",
              "properties",
              Map.of("harbour", Map.of("type", "string")),
              "required",
              List.of("harbour")));

  private static final String SPARE =
      """
      [[providers]]
      id = "spare"
      provider_type = "openai_chat"
      api_key = "spare-key"
      endpoint = "UPSTREAM"
      models = ["spare-model"]
      """;

  /** With {@code toml} for what is not the spare one's. */
  static ProviderStage of(String provider, String toml) {
    return new ProviderStage(
        new dev.signalbox.gateway.e2e.RunningGateway(SPARE + toml, SimulatorOptions.standard()),
        provider);
  }

  /** One test's failures open no circuit for the next, and bench no key. */
  void forget() {
    gateway.script().clear();
    forgetBenches();
  }

  void forgetBenches() {
    gateway.send(
        gateway
            .request("/v1/providers/%s/reset".formatted(provider))
            .POST(BodyPublishers.noBody())
            .build());
  }

  /** The next request whose address has {@code part} is answered like this. */
  void next(String part, Step step) {
    gateway.script().onUri(part, step);
  }

  Talk talk(Sdk sdk) {
    return sdk.at(URI.create("http://127.0.0.1:" + gateway.port()), "none");
  }

  HttpResponse<byte[]> ask(ClientApi api, String model, boolean stream) {
    return gateway.post(api.path(model, stream), api.body(model, stream));
  }

  /** What {@code GET} gives. */
  String get(String path) {
    return text(gateway.send(gateway.request(path).GET().build()));
  }

  RequestRecord record(HttpResponse<byte[]> response) {
    return gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
  }

  /** What a provider was sent last. */
  Received last() {
    return gateway.simulator().received().getLast();
  }

  /** The body of that. */
  JsonNode asked() {
    return StrictJson.parse(last().body().getBytes());
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
