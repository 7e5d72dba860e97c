package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The interface as a document: valid, complete, and true of what is served. */
final class InterfaceDocumentTest {
  private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/(\\w+)");
  private static final String NOWHERE = "there is nothing at this path";

  private static RunningGateway gateway;
  private static Control operator;
  private static InterfaceDocument document;

  @BeforeAll
  static void start() {
    gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
    operator = new Control(gateway, Control.OPERATOR);
    document = InterfaceDocument.of(new Control(gateway, ""));
    operator.post(
        "/v1/chat/completions",
        "{\"model\": \"oa/gpt-6-sol\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}");
    operator.post("/v1/keys", "{\"label\": \"another\", \"limits\": {\"max_in_flight\": 3}}");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void isOpenApiAsItsMetaSchemaSays() throws Exception {
    OpenAPIVersion version = OpenAPIVersion.V3_1;

    OutputUnit found =
        await(
            version
                .getRepository(gateway.vertx(), "app://signalbox")
                .compose(
                    schemas ->
                        version.validateContract(
                            gateway.vertx(), schemas, new JsonObject(document.root().toString()))));

    assertThat(found.getValid()).as(found.toJson().encode()).isTrue();
  }

  @Test
  void holdsEveryRouteThatIsServedAndNoOther() {
    Set<String> served = new TreeSet<>();
    operator
        .get("/v1/routes")
        .at("/data")
        .forEach(
            each ->
                served.add(
                    "%s %s %s %s"
                        .formatted(
                            each.path("method").asText(),
                            each.path("path").asText(),
                            each.path("role").asText(),
                            each.path("audit").asText("null"))));
    Set<String> told = new TreeSet<>();
    document
        .control()
        .forEach(
            each ->
                told.add(
                    each
                        + " "
                        + each.role()
                        + " "
                        + each.node().path("x-signalbox-audit").asText("null")));

    assertThat(told).isEqualTo(served).hasSizeGreaterThan(50);
  }

  @Test
  void everyOperationStandsWhereItSays() {
    for (InterfaceDocument.Operation each : document.operations()) {
      Control.Answer answer =
          operator.send(
              operator
                  .request(each.filled("resp_none") + "?nothing=1")
                  .method(
                      each.method(),
                      each.method().equals("GET")
                          ? BodyPublishers.noBody()
                          : BodyPublishers.ofString("[")));

      assertThat(answer.status()).as(each.toString()).isNotEqualTo(405);
      assertThat(answer.json().toString()).as(each.toString()).doesNotContain(NOWHERE);
    }
  }

  @Test
  void everyExampleIsWhatItsSchemaSays() {
    List<String> wrong = new ArrayList<>();
    document
        .root()
        .at("/components/schemas")
        .properties()
        .forEach(shape -> check(shape.getKey(), shape.getValue(), wrong));
    for (InterfaceDocument.Operation each : document.control()) {
      if (!each.body().isMissingNode()) {
        check(each.toString(), each.body(), wrong);
      }
      each.query()
          .forEach(
              parameter ->
                  check(
                      each + " " + parameter.path("name").asText(),
                      parameter.path("schema").has("items")
                          ? parameter.at("/schema/items")
                          : parameter.path("schema"),
                      wrong));
    }

    assertThat(wrong).isEmpty();
  }

  private static void check(String place, JsonNode schema, List<String> wrong) {
    if (schema.path("examples").isEmpty()) {
      wrong.add(place + " has no example");
    }
    for (JsonNode example : schema.path("examples")) {
      String fault = document.fault(schema, example);
      if (!fault.isEmpty()) {
        wrong.add("%s: %s is wrong: %s".formatted(place, example, fault));
      }
    }
  }

  @Test
  void everyShapeIsUsedAndThere() {
    String text = document.root().toString();
    Set<String> there = new TreeSet<>();
    document.root().at("/components/schemas").fieldNames().forEachRemaining(there::add);
    Set<String> used = new TreeSet<>();
    for (Matcher each = REFERENCE.matcher(text); each.find(); ) {
      used.add(each.group(1));
    }

    assertThat(used).isEqualTo(there);
  }

  @Test
  void whatIsReadHasTheShapeThatIsTold() {
    List<String> wrong = new ArrayList<>();
    int right = 0;
    for (InterfaceDocument.Operation each : document.control()) {
      if (each.method().equals("GET") && !each.answer().isMissingNode()) {
        for (String path : existing(each.path())) {
          Control.Answer answer = operator.get(path);
          String fault = answer.status() == 200 ? document.fault(each.answer(), answer.json()) : "";
          if (!fault.isEmpty()) {
            wrong.add(path + ": " + fault);
          } else if (answer.status() == 200) {
            right++;
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(right).isGreaterThan(30);
  }

  /** The path with what stands for a name replaced by the first few that there are. */
  private static List<String> existing(String path) {
    int name = path.indexOf('{');
    if (name < 0) {
      return List.of(path);
    }
    List<String> filled = new ArrayList<>();
    for (JsonNode each : operator.get(path.substring(0, name - 1)).at("/data")) {
      String id = each.path(path.substring(name + 1, path.indexOf('}'))).asText("none");
      if (filled.size() < 3) {
        filled.add(path.substring(0, name) + id + path.substring(path.indexOf('}') + 1));
      }
    }
    return filled;
  }

  @Test
  void holdsNothingSecretAndNeedsNoKey() {
    assertThat(document.root().toString())
        .doesNotContain("provider-key", Control.OPERATOR, Control.BLUE);
    assertThat(document.root().at("/paths/~1openapi.json/get/security")).isEmpty();
  }

  @Test
  void theDocumentationNamesEveryControlPath() throws IOException {
    String text = Files.readString(Path.of("../docs/api.md"), StandardCharsets.UTF_8);

    assertThat(document.control())
        .extracting(each -> "`%s`".formatted(each.path()))
        .allSatisfy(path -> assertThat(text).contains(path));
  }
}
