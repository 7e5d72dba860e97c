package dev.signalbox.gateway.e2e;

import static dev.signalbox.gateway.e2e.GuardedGateway.EMAIL;
import static dev.signalbox.gateway.e2e.GuardedGateway.KEY;
import static dev.signalbox.gateway.e2e.GuardedGateway.STAND_IN;
import static dev.signalbox.gateway.e2e.GuardedGateway.id;
import static dev.signalbox.gateway.e2e.GuardedGateway.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms through the guard: their texts, and never what is no text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuardFormsTest {
  private static final String EDITS = "/v1/images/edits";

  /** Begins as a picture does; what looks like a key in it is none. */
  private static final String PICTURE = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR" + KEY + " " + EMAIL;

  private final GuardedGateway guarded = new GuardedGateway();
  private final RunningGateway gateway = guarded.running();
  private final Hook hook = new Hook();
  private final RunningGateway asking =
      new RunningGateway(
          ClientApi.providers("")
              + """
              [[sanitization.webhooks]]
              name = "office"
              url = "%s"
              """
                  .formatted(hook.url()),
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    guarded.close();
    asking.close();
    hook.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/images/edits,image,prompt",
    "/v1/audio/transcriptions,file,prompt",
    "/v1/audio/translations,file,prompt",
    "/v1/images/variations,image,user"
  })
  void textsGoOutWithStandInsAndFilesAsTheyCame(String path, String file, String field) {
    HttpResponse<byte[]> answer =
        post(gateway, "", path, part(file, "a.png", PICTURE) + part(field, "for " + EMAIL));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(received(gateway))
        .contains(PICTURE)
        .containsPattern("name=\"" + field + "\"\r\n\r\nfor " + STAND_IN + "\r\n--edge")
        .contains("name=\"model\"\r\n\r\nsim-mini\r\n");
    assertThat(gateway.record(id(answer)).findings())
        .containsExactly(new FindingRecord("EMAIL", "pii", field, "redact"));
  }

  @Test
  void aFileThatIsTextIsScannedAndSoIsItsName() {
    HttpResponse<byte[]> answer =
        post(gateway, "", EDITS, part("image", EMAIL, "key " + KEY + " of " + EMAIL));

    assertThat(received(gateway))
        .containsPattern("filename=\"" + STAND_IN + "\"")
        .containsPattern("key " + KEY + " of " + STAND_IN)
        .doesNotContain(EMAIL);
    assertThat(gateway.record(id(answer)).findings())
        .extracting(FindingRecord::rule, FindingRecord::field, FindingRecord::action)
        .containsExactly(
            tuple("EMAIL", "image.head", "redact"),
            tuple("AWS_ACCESS_KEY_ID", "image", "log"),
            tuple("EMAIL", "image", "redact"));
  }

  @Test
  void whatBlocksBehindAFileRefusesTheFormBeforeAnythingOfItLeft() {
    int before = gateway.simulator().arrived();

    HttpResponse<byte[]> answer =
        post(
            gateway,
            "strict",
            EDITS,
            part("image", "a.png", PICTURE.repeat(20_000)) + part("prompt", "use " + KEY));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(ClientApi.CHAT.errorMessage(answer.body()))
        .contains("`AWS_ACCESS_KEY_ID` was found at `prompt`")
        .doesNotContain(KEY);
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
  }

  @Test
  void rulesTellFormsApartByWhatIsInThem() {
    HttpResponse<byte[]> plain = post(gateway, "ruled", EDITS, part("prompt", "a house"));
    HttpResponse<byte[]> personal = post(gateway, "ruled", EDITS, part("prompt", "for " + EMAIL));

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(personal.statusCode()).as(text(personal)).isIn(403, 404);
  }

  @Test
  void valuesComeBackInTheAnswerToAForm() {
    post(gateway, "restoring", EDITS, part("prompt", EMAIL));
    String standIn = received(gateway).replaceAll("(?s).*(" + STAND_IN + ").*", "$1");
    gateway
        .script()
        .then(
            new Step.Replay(
                200,
                "application/json",
                Buffer.buffer("{\"text\":\"to " + standIn + "\"}"),
                List.of(9)));

    HttpResponse<byte[]> answer =
        post(gateway, "restoring", "/v1/audio/transcriptions", part("prompt", EMAIL));

    assertThat(text(answer)).isEqualTo("{\"text\":\"to " + EMAIL + "\"}");
  }

  @Test
  void plainTextIsAnAnswerThatIsScannedAndGetsItsValuesBackToo() {
    Step.Replay told =
        new Step.Replay(200, "text/plain", Buffer.buffer("the key is " + KEY), List.of(9));
    gateway.script().then(told);
    HttpResponse<byte[]> scanned =
        post(gateway, "answers", "/v1/audio/transcriptions", part("prompt", "x"));
    post(gateway, "restoring", EDITS, part("prompt", EMAIL));
    String standIn = received(gateway).replaceAll("(?s).*(" + STAND_IN + ").*", "$1");
    gateway
        .script()
        .then(new Step.Replay(200, "text/plain", Buffer.buffer("to " + standIn), List.of(9)));

    HttpResponse<byte[]> restored =
        post(gateway, "restoring", "/v1/audio/transcriptions", part("prompt", EMAIL));

    assertThat(text(scanned)).startsWith("the key is [AWS_ACCESS_KEY_ID_").doesNotContain(KEY);
    assertThat(text(restored)).isEqualTo("to " + EMAIL);
  }

  @Test
  void aFormWithoutAnEndIsRefusedWhereItIsScannedAndPassesWhereItIsNot() {
    String open = part("prompt", EMAIL);

    int scanned = send(gateway, "", EDITS, open).statusCode();
    int unscanned =
        send(gateway, "quiet", EDITS, part("model", "p-chat/sim-mini") + open + "--edge--")
            .statusCode();

    assertThat(scanned).isEqualTo(400);
    assertThat(unscanned).isEqualTo(200);
    assertThat(received(gateway)).contains(EMAIL);
  }

  @Test
  void aWebhookSeesTheTextsAndChangesThem() throws InterruptedException {
    hook.answer(
        question ->
            "{\"decision\":\"mutate\",\"body\":"
                + question.path("body").toString().replace("house", "tree")
                + "}");

    HttpResponse<byte[]> answer =
        post(asking, "", EDITS, part("image", "a.png", PICTURE) + part("prompt", "a house"));

    JsonNode question = hook.asked().take().question();
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(question.at("/endpoint").asText()).isEqualTo("images/edits");
    assertThat(question.at("/body"))
        .hasToString("{\"prompt\":\"a house\",\"model\":\"p-chat/sim-mini\"}");
    assertThat(received(asking)).contains("\r\n\r\na tree\r\n", PICTURE);
  }

  @Test
  void aWebhookThatDeniesOrGivesNoDecisionHasNothingSent() {
    int before = asking.simulator().arrived();

    hook.answer(_ -> "{\"decision\":\"deny\",\"reason\":\"no pictures\"}");
    HttpResponse<byte[]> denied = post(asking, "", EDITS, part("image", "a.png", PICTURE));
    hook.answer(_ -> "{\"decision\":\"mutate\",\"body\":{\"prompt\":\"other\"}}");
    HttpResponse<byte[]> odd = post(asking, "", EDITS, part("image", "a.png", PICTURE));
    hook.answer(_ -> Hook.FAIL);
    HttpResponse<byte[]> failed = post(asking, "", EDITS, part("image", "a.png", PICTURE));

    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(ClientApi.CHAT.errorMessage(denied.body())).contains("no pictures");
    assertThat(odd.statusCode()).isEqualTo(503);
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(asking.simulator().arrived()).isEqualTo(before);
  }

  private static HttpResponse<byte[]> post(
      RunningGateway gateway, String project, String path, String parts) {
    return send(gateway, project, path, parts + part("model", "p-chat/sim-mini") + "--edge--\r\n");
  }

  private static HttpResponse<byte[]> send(
      RunningGateway gateway, String project, String path, String form) {
    var request =
        gateway
            .request(path)
            .setHeader("content-type", "multipart/form-data; boundary=edge")
            .POST(BodyPublishers.ofByteArray(form.getBytes(StandardCharsets.ISO_8859_1)));
    if (!project.isEmpty()) {
      request.header("x-project", project);
    }
    return gateway.send(request.build());
  }

  private static String part(String name, String value) {
    return "--edge\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  private static String part(String name, String file, String value) {
    return part(name + "\"; filename=\"" + file, value);
  }

  private static String received(RunningGateway gateway) {
    return gateway.simulator().received().getLast().body().toString(StandardCharsets.ISO_8859_1);
  }
}
