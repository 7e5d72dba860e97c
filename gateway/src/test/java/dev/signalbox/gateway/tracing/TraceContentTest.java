package dev.signalbox.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.Canaries;
import dev.signalbox.gateway.e2e.LogLines;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What traces tell of prompts, answers and secrets. */
final class TraceContentTest {
  private final TestCollector collector = new TestCollector();

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void tellsNothingOfPromptsAndAnswersUnlessAsked() {
    try (TracedGateway traced = TracedGateway.to(collector)) {
      ask(traced, "the-prompt-itself");

      SeenSpan request = collector.awaitTree(1).request();
      assertThat(request.attributes())
          .doesNotContainKeys("signalbox.request.body", "signalbox.answer.body");
    }
    assertThat(collector.exports()).noneMatch(export -> text(export).contains("the-prompt-itself"));
  }

  @Test
  void tellsThemWhereAskedWithoutOurKeys() {
    try (TracedGateway traced = TracedGateway.to(collector.origin(), "content = true")) {
      ask(traced, "the prompt with first-provider-key in it");

      SeenSpan request = collector.awaitTree(1).request();

      assertThat(String.valueOf(request.attributes().get("signalbox.request.body")))
          .contains("the prompt with [key] in it");
      assertThat(String.valueOf(request.attributes().get("signalbox.answer.body")))
          .contains("chat.completion");
    }
  }

  @Test
  void cutsThemAtTheirBound() {
    try (TracedGateway traced =
        TracedGateway.to(collector.origin(), "content = true\ncontent_max_bytes = 256")) {
      ask(traced, "a".repeat(1_000));

      assertThat(
              String.valueOf(
                  collector.awaitTree(1).request().attributes().get("signalbox.request.body")))
          .hasSize(256);
    }
  }

  @Test
  void countsWhatTheGuardFoundAndDoesNotTellIt() {
    String config =
        TracedGateway.config(collector.origin(), "content = true")
            + "[sanitization]\nenabled = true\nredact_pii = true\n";
    try (TracedGateway traced = TracedGateway.of(config)) {
      ask(traced, "write to anna.gabler@example.org and to otto.weiss@example.org");

      SeenSpan request = collector.awaitTree(1).request();

      assertThat((List<?>) request.event("signalbox.guard").get("signalbox.guard.findings"))
          .hasSize(1)
          .allMatch(found -> String.valueOf(found).matches("EMAIL.*:redact=[12]"));
    }
    assertThat(collector.exports())
        .isNotEmpty()
        .noneMatch(export -> text(export).contains("anna.gabler"));
  }

  @Test
  void noSecretIsInAnySpan() {
    Canaries canaries = new Canaries();
    String config =
        "api_key = \"%s\"\n".formatted(canaries.plain("key of a client"))
            + TracedGateway.config(
                    collector.origin(),
                    "headers = { \"x-key\" = \"%s\" }"
                        .formatted(canaries.plain("header of the collector")))
                .replace("first-provider-key", canaries.plain("key of a provider"));
    try (LogLines log = LogLines.quiet();
        TracedGateway traced = TracedGateway.of(config)) {
      String prompt = canaries.plain("prompt");
      for (Step step : List.of(Step.Status.of(500), new Step.Hangup(), Step.Status.of(401))) {
        traced.gateway().script().then(step);
        traced
            .gateway()
            .send(
                traced
                    .gateway()
                    .request("/v1/chat/completions")
                    .header("authorization", "Bearer " + secretOf(config))
                    .POST(
                        BodyPublishers.ofString(
                            TracedGateway.body("first/gpt-6-sol", false, prompt)))
                    .build());
        for (String path :
            List.of(
                "/v1/models/" + canaries.plain("path"),
                "/v1/models?key=" + canaries.plain("key"))) {
          traced
              .gateway()
              .send(
                  traced
                      .gateway()
                      .request(path)
                      .header("x-api-key", canaries.plain("wrong key"))
                      .GET()
                      .build());
        }
      }
      collector.awaitSpans(12);
      log.drain()
          .forEach(
              line -> assertThat(canaries.in(line.getBytes(StandardCharsets.UTF_8))).isEmpty());
    }
    Set<String> found = new TreeSet<>();
    collector.exports().forEach(export -> found.addAll(canaries.in(export.body())));
    assertThat(found).isEmpty();
  }

  private static String secretOf(String config) {
    return config.substring("api_key = \"".length(), config.indexOf("\"\n"));
  }

  private static void ask(TracedGateway traced, String text) {
    traced
        .gateway()
        .post("/v1/chat/completions", TracedGateway.body("first/gpt-6-sol", false, text));
  }

  private static String text(TestCollector.Export export) {
    return new String(export.body(), StandardCharsets.UTF_8);
  }
}
