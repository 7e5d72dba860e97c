package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.log.JsonLines;
import dev.signalbox.gateway.log.RequestLog;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line of the log for each request. */
final class RequestLogTest {
  private static final String PROMPT = "nobody may read this in a log";

  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
  private final Control blue = new Control(gateway, Control.BLUE);
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final JsonLines lines = new JsonLines();
  private Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("");

  @BeforeEach
  void listen() {
    logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(RequestLog.NAME);
    events.setContext(logger.getLoggerContext());
    events.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(events);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(events);
    logger.setAdditive(true);
    logger.setLevel(Level.OFF);
    gateway.close();
  }

  private HttpResponse<byte[]> chat(String model, String... headers) {
    String body =
        "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
            .formatted(model, PROMPT);
    var request = blue.request("/v1/chat/completions");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return gateway.send(request.POST(BodyPublishers.ofString(body)).build());
  }

  private String line(HttpResponse<byte[]> answer) {
    String id = answer.headers().firstValue("x-request-id").orElseThrow();
    return Eventually.get("the line of " + id, () -> linesOf(id), found -> found.size() == 1)
        .getFirst();
  }

  private List<String> linesOf(String id) {
    return List.copyOf(events.list).stream()
        .map(event -> new String(lines.encode(event), StandardCharsets.UTF_8))
        .filter(line -> line.contains(id))
        .toList();
  }

  @Test
  void tellsWhoAskedWhomForWhatAndWhatCameOfIt() {
    HttpResponse<byte[]> answer = chat("oa/gpt-6-sol", "x-source", "cli");

    JsonNode line = StrictJson.parse(line(answer).getBytes(StandardCharsets.UTF_8));
    RequestRecord record = gateway.record(line.path("id").asText());
    assertThat(line.path("logger").asText()).isEqualTo(RequestLog.NAME);
    assertThat(line.path("message").asText()).isEqualTo("request");
    assertThat(line.path("key").asText()).isEqualTo("blue");
    assertThat(line.path("project").asText()).isEqualTo("blue-project");
    assertThat(line.path("source").asText()).isEqualTo("cli");
    assertThat(line.path("endpoint").asText()).isEqualTo("chat/completions");
    assertThat(line.path("model").asText()).isEqualTo("oa/gpt-6-sol");
    assertThat(line.path("served").asText()).isEqualTo("oa/gpt-6-sol");
    assertThat(line.path("provider").asText()).isEqualTo("oa");
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("outcome").asText()).isEqualTo("ok");
    assertThat(line.path("result").asText()).isEqualTo("ok");
    assertThat(line.path("attempts").asInt()).isEqualTo(1);
    assertThat(line.path("input_tokens").asLong()).isEqualTo(record.usage().orElseThrow().input());
    assertThat(line.path("cost_usd").decimalValue().movePointRight(9).longValueExact())
        .isEqualTo(record.attempts().getFirst().bill().nanos())
        .isPositive();
    assertThat(line.path("duration_ms").asLong()).isEqualTo(record.timing().millis());
    assertThat(line.path("ttft_ms").asLong()).isEqualTo(record.timing().firstByteMillis());
    assertThat(answer.headers().firstValue("x-signalbox-decision"))
        .contains(line.path("decision").asText());
  }

  @Test
  @DisplayName("X07 the line has no prompt, no key and no answer in it")
  void theLineHasNoPromptNoKeyAndNoAnswerInIt() {
    String line = line(chat("oa/gpt-6-sol"));

    assertThat(line)
        .doesNotContain(PROMPT, Control.BLUE, "provider-key", "content")
        .endsWith("}\n");
  }

  @Test
  @DisplayName("X17 what a client calls a model forges no line")
  void whatAClientCallsAModelForgesNoLine() {
    String line = line(chat("no\\n{\\\"level\\\":\\\"ERROR\\\"}\\u001b[31m" + "x".repeat(500)));

    JsonNode json = StrictJson.parse(line.getBytes(StandardCharsets.UTF_8));
    assertThat(line.strip().chars()).allMatch(sign -> sign >= ' ' && sign < 127);
    assertThat(json.path("level").asText()).isEqualTo("INFO");
    assertThat(json.path("status").asInt()).isEqualTo(404);
    assertThat(json.path("outcome").asText()).isEqualTo("model_not_found");
    assertThat(json.path("model").asText()).startsWith("no\n{").hasSizeLessThan(300);
    assertThat(json.has("served")).isFalse();
  }
}
