package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the document allows is taken, and what it forbids is refused by the name that it has. */
final class InterfaceAgreementTest {
  private static final int WRONG = 400;

  private RunningGateway gateway;
  private Control operator;
  private InterfaceDocument document;

  @BeforeEach
  void start() {
    gateway =
        new RunningGateway(
            Control.CONFIG + "[ask]\nper_minute = 1000\n", SimulatorOptions.standard());
    operator = new Control(gateway, Control.OPERATOR);
    document = InterfaceDocument.of(operator);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Control.Answer asked(InterfaceDocument.Operation each, String query, JsonNode body) {
    return operator.send(
        operator
            .request(each.filled("none") + query)
            .method(
                each.method(),
                each.body().isMissingNode()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.toString())));
  }

  private Control.Answer asked(InterfaceDocument.Operation each, String name, String value) {
    String query = "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    return asked(each, query, each.body().at("/examples/0"));
  }

  @Test
  void takesTheExamplesOfParametersAndRefusesWhatIsBeyond() {
    List<String> wrong = new ArrayList<>();
    for (InterfaceDocument.Operation each : document.control()) {
      for (JsonNode parameter : each.query()) {
        String name = parameter.path("name").asText();
        JsonNode schema =
            parameter.path("schema").has("items")
                ? parameter.at("/schema/items")
                : parameter.path("schema");
        // a span needs both of its ends, and cursors are of a page that was
        if (!name.equals("after") && !name.equals("compare") && !each.isEndless()) {
          Control.Answer taken = asked(each, name, schema.at("/examples/0").asText());
          if (taken.status() == WRONG && taken.at("/error/param").asText().equals(name)) {
            wrong.add("%s %s: %s".formatted(each, name, taken.json()));
          }
        }
        for (JsonNode beyond : beyond(schema)) {
          Control.Answer refused = asked(each, name, beyond.asText());
          if (refused.status() != WRONG || !refused.at("/error/param").asText().equals(name)) {
            wrong.add("%s %s takes %s".formatted(each, name, beyond.asText()));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Values that {@code schema} forbids. */
  private static List<JsonNode> beyond(JsonNode schema) {
    ObjectNode node = StrictJson.object();
    List<JsonNode> beyond = new ArrayList<>();
    if (schema.has("minimum")) {
      beyond.add(node.numberNode(schema.path("minimum").longValue() - 1));
      beyond.add(node.textNode("many"));
    }
    if (schema.has("maximum")) {
      beyond.add(node.numberNode(schema.path("maximum").longValue() + 1));
    }
    if (schema.has("enum") || schema.path("type").toString().contains("boolean")) {
      beyond.add(node.textNode("none-of-these"));
    }
    if (schema.has("maxLength")) {
      beyond.add(node.textNode("x".repeat(schema.path("maxLength").intValue() + 1)));
    }
    return beyond;
  }

  @Test
  void refusesParametersThatItDoesNotTell() {
    for (InterfaceDocument.Operation each : document.control()) {
      Control.Answer answer = asked(each, "no_such_parameter", "1");

      if (!each.role().equals("anybody")) {
        assertThat(answer.status()).as(each.toString()).isEqualTo(WRONG);
        assertThat(answer.at("/error/param").asText()).isEqualTo("no_such_parameter");
      }
    }
  }

  @Test
  void refusesFieldsBeyondWhatTheDocumentAllows() {
    List<String> wrong = new ArrayList<>();
    for (InterfaceDocument.Operation each : document.control()) {
      for (Map.Entry<String, JsonNode> field : each.body().path("properties").properties()) {
        for (JsonNode wrongValue : beyondIn(field.getValue())) {
          ObjectNode body = each.body().at("/examples/0").deepCopy();
          body.set(field.getKey(), wrongValue);
          if (asked(each, "", body).status() < WRONG) {
            wrong.add("%s takes %s".formatted(each, body));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Values that {@code schema} forbids, and objects with one of these in them. */
  private static List<JsonNode> beyondIn(JsonNode schema) {
    List<JsonNode> all = beyond(schema);
    for (Map.Entry<String, JsonNode> part : schema.path("properties").properties()) {
      beyond(part.getValue())
          .forEach(value -> all.add(StrictJson.object().set(part.getKey(), value)));
    }
    return all;
  }

  @Test
  void takesTheExamplesOfBodies() {
    List<String> wrong = new ArrayList<>();
    for (InterfaceDocument.Operation each : document.control()) {
      if (!each.body().isMissingNode()) {
        Control.Answer answer = asked(each, "", each.body().at("/examples/0"));
        if (answer.status() == WRONG) {
          wrong.add("%s: %s".formatted(each, answer.json()));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }
}
