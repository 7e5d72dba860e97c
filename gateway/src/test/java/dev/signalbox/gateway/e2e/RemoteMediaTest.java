package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.media.FileServer;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that clients give by address, on their way to providers of another protocol. */
final class RemoteMediaTest {
  private static final Buffer PNG = Buffer.buffer("\u0089PNG\r\n\u001a\n-pixels", "ISO-8859-1");
  private static final Buffer PDF = Buffer.buffer("%PDF-1.7 pages");

  private static final String MEDIA = "[media]\nallow_private = true\n";
  private static final String MODELS =
      """
      [models.two-gemini]
      targets = ["p-gemini/m1", "p-gemini/m2"]
      """;

  private final Vertx vertx = Vertx.vertx();
  private final FileServer files =
      new FileServer(vertx).file("/a.png", "image/png", PNG).file("/a.pdf", "application/pdf", PDF);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void anImageOfAChatClientGoesInlineToGeminiAndIsTold() {
    try (RunningGateway gateway = gateway(MEDIA)) {
      HttpResponse<byte[]> response = chat(gateway, ClientApi.GEMINI.model(), files.url("/a.png"));

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(sent(gateway).at("/contents/0/parts/0/inlineData"))
          .isEqualTo(json("{'mimeType':'image/png','data':'%s'}".formatted(base64(PNG))));
      assertThat(response.headers().firstValue("x-signalbox-loss"))
          .contains("messages[0].content[0].image_url.url:adapted");
      assertThat(files.asked()).hasSize(1);
    }
  }

  @Test
  void anImageOfAChatClientStaysAnAddressForAnthropic() {
    try (RunningGateway gateway = gateway(MEDIA)) {
      HttpResponse<byte[]> response =
          chat(gateway, ClientApi.ANTHROPIC.model(), files.url("/a.png"));

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(sent(gateway).at("/messages/0/content/0/source"))
          .isEqualTo(json("{'type':'url','url':'%s'}".formatted(files.url("/a.png"))));
      assertThat(files.asked()).isEmpty();
    }
  }

  @Test
  void anAddressPassesUntouchedWhereTheProtocolIsTheSame() {
    try (RunningGateway gateway = gateway(MEDIA)) {
      chat(gateway, ClientApi.CHAT.model(), "http://127.0.0.1:1/never-asked.png");

      assertThat(sent(gateway).at("/messages/0/content/0/image_url/url").asText())
          .isEqualTo("http://127.0.0.1:1/never-asked.png");
    }
  }

  @Test
  void aPdfOfAnAnthropicClientBecomesFileDataForChat() {
    try (RunningGateway gateway = gateway(MEDIA)) {
      HttpResponse<byte[]> response =
          gateway.post(
              "/v1/messages", documentAt(files.url("/a.pdf"), ClientApi.CHAT.model(), false));

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(sent(gateway).at("/messages/0/content/0/file/file_data").asText())
          .isEqualTo("data:application/pdf;base64," + base64(PDF));
      assertThat(response.headers().firstValue("x-signalbox-loss").orElse(""))
          .contains("messages[0].content[0].source.url:adapted");
    }
  }

  @Test
  void aFileInAToolResultIsFetchedToo() {
    try (RunningGateway gateway = gateway(MEDIA)) {
      HttpResponse<byte[]> response =
          gateway.post(
              "/v1/messages", documentAt(files.url("/a.pdf"), ClientApi.GEMINI.model(), true));

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(sent(gateway).toString()).contains(base64(PDF));
    }
  }

  @Test
  void oneFileIsFetchedOnceForAllAttempts() {
    try (RunningGateway gateway = gateway(MEDIA)) {
      gateway.script().then(Step.Status.of(500));

      HttpResponse<byte[]> response = chat(gateway, "two-gemini", files.url("/a.png"));

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(response.headers().firstValue("x-signalbox-attempts")).contains("2");
      assertThat(sent(gateway).toString()).contains(base64(PNG));
      assertThat(files.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/missing.png, answered with status 404",
    "/a.pdf, 'it is `application/pdf`, and not image'",
    "/to-metadata, its address is not one of the public internet"
  })
  void aFileThatCannotBeFetchedIsAnInvalidRequestThatNamesIt(String path, String reason) {
    files.put(
        "/to-metadata",
        302,
        Map.of("location", "http://169.254.169.254/latest/meta-data/"),
        Buffer.buffer());
    try (RunningGateway gateway = gateway(MEDIA)) {
      HttpResponse<byte[]> response = chat(gateway, ClientApi.GEMINI.model(), files.url(path));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(ClientApi.CHAT.errorMessage(response.body()))
          .contains("`messages[0].content[0].image_url.url` could not be fetched: ", reason)
          .doesNotContain("169.254");
      assertThat(StrictJson.parse(response.body()).at("/error/param").asText())
          .isEqualTo("messages[0].content[0].image_url.url");
      assertThat(gateway.simulator().arrived()).isZero();
    }
  }

  @Test
  void whileAFileIsFetchedSomebodyElseMayCallTheProvider() {
    files.stalled("/slow.png", "image/png");
    String config = ClientApi.providers("max_in_flight = 1\n") + MEDIA;
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard());
        HttpClient waiting = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<Void>> slow =
          waiting.sendAsync(
              gateway
                  .request("/v1/chat/completions")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          showing(ClientApi.GEMINI.model(), files.url("/slow.png"))))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      Eventually.holds(() -> !files.asked().isEmpty(), "the file is asked for");

      HttpResponse<byte[]> other =
          gateway.post(
              "/v1/chat/completions", ClientApi.CHAT.body(ClientApi.GEMINI.model(), false));

      assertThat(other.statusCode()).as(text(other)).isEqualTo(200);
      assertThat(slow).isNotDone();
      waiting.shutdownNow();
    }
  }

  @Test
  void nothingOfThisMachineIsFetchedUnlessAllowed() {
    try (RunningGateway gateway = gateway("")) {
      HttpResponse<byte[]> response = chat(gateway, ClientApi.GEMINI.model(), files.url("/a.png"));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.headers().firstValue("x-signalbox-error")).contains("media_not_fetched");
      assertThat(files.asked()).isEmpty();
    }
  }

  @Test
  void fetchingCanBeSwitchedOff() {
    try (RunningGateway gateway = gateway("[media]\nfetch = false\nallow_private = true\n")) {
      HttpResponse<byte[]> response =
          gateway.post(
              "/v1/messages", documentAt(files.url("/a.pdf"), ClientApi.CHAT.model(), false));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(ClientApi.ANTHROPIC.errorMessage(response.body())).contains("inline data only");
      assertThat(files.asked()).isEmpty();
    }
  }

  private static RunningGateway gateway(String media) {
    return new RunningGateway(
        ClientApi.providers("") + MODELS + media, SimulatorOptions.standard());
  }

  private static HttpResponse<byte[]> chat(RunningGateway gateway, String model, String image) {
    return gateway.post("/v1/chat/completions", showing(model, image));
  }

  private static String showing(String model, String image) {
    return """
    {"model": "%s", "messages": [{"role": "user", "content": [
      {"type": "image_url", "image_url": {"url": "%s"}},
      {"type": "text", "text": "what is it?"}]}]}
    """
        .formatted(model, image);
  }

  private static String documentAt(String url, String model, boolean fromTool) {
    String document =
        "{\"type\": \"document\", \"source\": {\"type\": \"url\", \"url\": \"%s\"}}".formatted(url);
    String messages =
        fromTool
            ? """
            {"role": "user", "content": "look it up"},
            {"role": "assistant", "content": [
              {"type": "tool_use", "id": "toolu_1", "name": "find", "input": {}}]},
            {"role": "user", "content": [
              {"type": "tool_result", "tool_use_id": "toolu_1", "content": [%s]}]}
            """
                .formatted(document)
            : "{\"role\": \"user\", \"content\": [%s]}".formatted(document);
    return "{\"model\": \"%s\", \"max_tokens\": 64, \"messages\": [%s]}".formatted(model, messages);
  }

  private static JsonNode sent(RunningGateway gateway) {
    return StrictJson.parse(gateway.simulator().received().getLast().body().getBytes());
  }

  private static JsonNode json(String singleQuoted) {
    return StrictJson.parse(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(Buffer bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
