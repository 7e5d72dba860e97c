package dev.signalbox.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * A gateway that makes sure of answers: two cheap models of two providers, a third one that is much
 * dearer and better, profiles that check.
 */
final class CheckedGateway implements AutoCloseable {
  private static final String CONFIG =
      """
      [[providers]]
      id = "a"
      maker = "one"
      provider_type = "openai_chat"
      api_key = "k"
      endpoint = "UPSTREAM"
      models = ["mini"]
      [[providers]]
      id = "b"
      maker = "two"
      provider_type = "openai_chat"
      api_key = "k"
      endpoint = "UPSTREAM"
      models = ["small"]
      first_byte_timeout_ms = 400
      [[providers]]
      id = "c"
      maker = "three"
      provider_type = "openai_chat"
      api_key = "k"
      endpoint = "UPSTREAM"
      models = ["large"]
      [[cards]]
      id = "one/mini"
      price = { rows = [{ input = 0.1, output = 0.4 }] }
      quality = [{ bench = "MMLU-Pro", figure = 60, unit = "percent", trust = 1, source = "test" }]
      [[cards]]
      id = "two/small"
      price = { rows = [{ input = 0.2, output = 0.8 }] }
      quality = [{ bench = "MMLU-Pro", figure = 66, unit = "percent", trust = 1, source = "test" }]
      [[cards]]
      id = "three/large"
      price = { rows = [{ input = 10, output = 40 }] }
      quality = [{ bench = "MMLU-Pro", figure = 92, unit = "percent", trust = 1, source = "test" }]
      [models.both]
      targets = ["a/mini", "b/small"]
      [models.dear]
      targets = ["a/mini", "c/large"]
      [profiles.valid]
      allow_unknown = true
      second_points = 0
      validate = "retry"
      [profiles.stingy]
      allow_unknown = true
      point_usd_per_1000 = 0.0001
      second_points = 0
      validate = "retry"
      [profiles.sure]
      allow_unknown = true
      point_usd_per_1000 = 0.1
      second_points = 0
      verify = "agreement"
      """;

  private final RunningGateway gateway;

  /** With further lines before and after. */
  CheckedGateway(String server, String sections) {
    gateway = new RunningGateway(server + CONFIG + sections, SimulatorOptions.standard());
  }

  CheckedGateway() {
    this("", "");
  }

  RunningGateway gateway() {
    return gateway;
  }

  /** The next call of {@code model} is answered so. */
  CheckedGateway answers(String model, Reply reply) {
    return does(model, ScriptedAnswers.of(ClientApi.CHAT, reply, false));
  }

  /** The same with {@code steps}. */
  CheckedGateway does(String model, Step... steps) {
    String named = "\"model\":\"%s\"".formatted(model);
    gateway.script().on(received -> received.body().toString().contains(named), steps);
    return this;
  }

  /** The next call of {@code model} is answered with this text. */
  CheckedGateway says(String model, String text) {
    return answers(model, ScriptedAnswers.text(text));
  }

  Asked ask(String profile, JsonNode body) {
    return ask(ClientApi.CHAT, profile, body.path("model").asText(), body);
  }

  Asked ask(ClientApi client, String profile, String model, JsonNode body) {
    return new Asked(
        gateway,
        gateway.send(
            gateway
                .request(client.path(model, body.path("stream").asBoolean()))
                .header("x-profile", profile)
                .POST(BodyPublishers.ofString(StrictJson.toText(body)))
                .build()));
  }

  /** What came of a request. */
  record Asked(RunningGateway gateway, HttpResponse<byte[]> response) {
    String id() {
      return response.headers().firstValue("x-request-id").orElseThrow();
    }

    RequestRecord record() {
      return gateway.record(id());
    }

    List<String> outcomes() {
      return record().attempts().stream()
          .map(each -> each.model() + " " + each.outcome())
          .sorted()
          .toList();
    }

    List<AttemptRecord> attempts() {
      return record().attempts();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The text that a client of Chat got. */
    String text() {
      return StrictJson.parse(response.body()).at("/choices/0/message/content").asText();
    }

    List<String> signals() {
      record();
      gateway.send(gateway.request("/health").GET().build());
      return gateway.signalsOf(id()).stream()
          .map(RunningGateway.Told::signal)
          .map(signal -> signal.target().model() + " " + signal.name())
          .toList();
    }

    /** The stored decision of the request. */
    JsonNode decision() {
      return new Control(gateway, "").get("/v1/decisions/" + header("x-signalbox-decision")).json();
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}
