package dev.signalbox.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.guard.scan.Drawn;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A gateway whose guard does something else for each of several projects, and how it is asked. */
final class GuardedGateway implements AutoCloseable {
  static final String EMAIL = "jane.doe@mail.example.org";
  static final String KEY = new Drawn(1).of("AKIA[A-Z2-7]{16}");
  static final String STAND_IN = "\\[EMAIL_[A-Z2-9]{8}]";

  private final RunningGateway gateway =
      new RunningGateway(
          ClientApi.providers("")
              + """
              [[rules]]
              name = "personal data stays away from p-chat"
              classifications = ["personal"]
              projects = ["ruled"]
              deny = ["p-chat"]
              [sanitization]
              enabled = true
              redact_pii = true
              allow = "ops@example\\\\.com"
              [[sanitization.rules]]
              name = "TICKET"
              pattern = "PROJ-\\\\d+"
              [[sanitization.overrides]]
              name = "b"
              projects = ["strict"]
              actions = { credentials = "block" }
              [[sanitization.overrides]]
              name = "q"
              projects = ["quiet"]
              enabled = false
              [[sanitization.overrides]]
              name = "r"
              projects = ["restoring"]
              restore = true
              [[sanitization.overrides]]
              name = "a"
              projects = ["answers"]
              scan_answers = true
              actions = { credentials = "redact" }
              [[sanitization.overrides]]
              name = "n"
              projects = ["no-answers"]
              scan_answers = true
              actions = { credentials = "block" }
              """,
          SimulatorOptions.standard());

  RunningGateway running() {
    return gateway;
  }

  @Override
  public void close() {
    gateway.close();
  }

  static Step stream(String... texts) {
    var events = new StringBuilder();
    for (String text : texts) {
      events
          .append(
              "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
          .append(text)
          .append("\"}}]}\n\n");
    }
    events.append(
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    events.append("data: [DONE]\n\n");
    return new Step.Replay(200, "text/event-stream", Buffer.buffer(events.toString()), List.of(37));
  }

  static String chat(String text, boolean stream) {
    return body(ClientApi.CHAT, ClientApi.CHAT, stream, text);
  }

  static String body(ClientApi client, ClientApi provider, boolean stream, String text) {
    return client
        .body(provider.model(), stream)
        .replaceFirst("say (something|it)", text)
        .replace("\"max_tokens\":64", "\"max_tokens\":500");
  }

  HttpResponse<byte[]> post(String project, String path, String body) {
    var request = gateway.request(path).POST(BodyPublishers.ofString(body));
    if (!project.isEmpty()) {
      request.header("x-project", project);
    }
    return gateway.send(request.build());
  }

  /** It is stored a moment after the answer. */
  JsonNode stored(String id) {
    return new Control(gateway, "").record(id).json();
  }

  String received() {
    return gateway.simulator().received().getLast().body().toString();
  }

  static String id(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("x-request-id").orElseThrow();
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** The text of an answer, whole or streamed, put together. */
  static String joined(ClientApi client, String answer) {
    if (answer.startsWith("{")) {
      return answer;
    }
    var text = new StringBuilder();
    answer
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> StrictJson.parse(line.substring(6).getBytes(StandardCharsets.UTF_8)))
        .map(
            event ->
                switch (client) {
                  case CHAT -> event.at("/choices/0/delta/content").asText();
                  case ANTHROPIC -> event.at("/delta/text").asText();
                  case RESPONSES -> event.path("delta").asText();
                  case GEMINI -> event.at("/candidates/0/content/parts/0/text").asText();
                })
        .forEach(text::append);
    return text.toString();
  }
}
