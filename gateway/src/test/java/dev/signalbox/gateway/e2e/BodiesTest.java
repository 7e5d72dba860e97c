package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I02 to I07 and I10 to I14: bodies that readers could disagree about, or that ask for too much.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BodiesTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final RunningGateway gateway =
      new RunningGateway(ClientApi.providers(""), SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  /** Each door that reads JSON, with a body that it takes. */
  private static Map<String, String> doors() {
    Map<String, String> doors = new LinkedHashMap<>();
    for (ClientApi api : ClientApi.values()) {
      doors.put(api.path(api.model(), false), api.body(api.model(), false));
    }
    doors.put("/v1/messages/count_tokens", ClientApi.ANTHROPIC.body("p-gemini/sim-mini", false));
    doors.put(
        "/v1beta/models/p-chat/sim-mini:countTokens", ClientApi.GEMINI.body("sim-mini", false));
    doors.put("/v1/embeddings", "{\"model\":\"p-chat/sim-mini\",\"input\":\"a\"}");
    doors.put("/v1/completions", "{\"model\":\"p-chat/sim-mini\",\"prompt\":\"a\"}");
    return doors;
  }

  private static Map<String, byte[]> broken(String good) {
    String rest = good.substring(1);
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("I02 100,000 levels", utf8("{\"user\":" + "[".repeat(100_000) + "," + rest));
    bad.put("I02 201 levels", utf8("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "," + rest));
    bad.put("I03 model twice", utf8("{\"model\":\"other\",\"model\":\"p-chat/x\"," + rest));
    bad.put("I03 model twice, escaped", utf8("{\"mod\\u0065l\":\"other\",\"model\":\"x\"," + rest));
    bad.put("I03 stream twice", utf8("{\"stream\":true,\"stream\":false," + rest));
    bad.put("I03 a key within twice", utf8("{\"user\":{\"a\":1,\"a\":2}," + rest));
    bad.put(
        "I04 a number of a million digits", utf8("{\"n\":" + "9".repeat(1_000_000) + "," + rest));
    bad.put("I06 UTF-16 LE", good.getBytes(StandardCharsets.UTF_16LE));
    bad.put("I06 UTF-16 BE", good.getBytes(StandardCharsets.UTF_16BE));
    bad.put("I06 UTF-16 with a mark", good.getBytes(StandardCharsets.UTF_16));
    bad.put("I06 UTF-32", good.getBytes(Charset.forName("UTF-32LE")));
    bad.put("I06 a byte order mark", utf8("\ufeff" + good));
    bad.put("I06 an invalid byte", with(rest, 0xff));
    bad.put("I06 a cut sequence", with(rest, 0xe2, 0x82));
    bad.put("I06 an overlong NUL", with(rest, 0xc0, 0x80));
    bad.put("I06 an overlong slash", with(rest, 0xe0, 0x80, 0xaf));
    bad.put("I06 a surrogate in UTF-8", with(rest, 0xed, 0xa0, 0x80));
    bad.put("I06 beyond Unicode", with(rest, 0xf4, 0x90, 0x80, 0x80));
    bad.put("I07 another value", utf8(good + "{}"));
    bad.put("I07 a word", utf8(good + "x"));
    bad.put("I07 NaN", utf8("{\"n\":NaN," + rest));
    bad.put("I07 infinity", utf8("{\"n\":-Infinity," + rest));
    bad.put("I07 a comment", utf8("{/* x */" + rest));
    bad.put("I07 a comment at the end", utf8(good + "// x"));
    bad.put("I07 single quotes", utf8("{'n':1," + rest));
    bad.put("I07 a bare name", utf8("{n:1," + rest));
    bad.put("I07 a comma too many", utf8(good.substring(0, good.length() - 1) + ",}"));
    bad.put("I07 a control character", utf8("{\"n\":\"\u0001\"," + rest));
    bad.put("I07 a leading zero", utf8("{\"n\":01," + rest));
    bad.put("I07 no object", utf8("[" + good + "]"));
    return bad;
  }

  private static Stream<Arguments> brokenBodies() {
    return doors().entrySet().stream()
        .map(door -> Arguments.of(door.getKey(), broken(door.getValue())));
  }

  @ParameterizedTest(name = "I02 I03 I04 I06 I07 {0}")
  @MethodSource("brokenBodies")
  void whatReadersCouldDisagreeAboutReachesNobody(String path, Map<String, byte[]> bodies) {
    int before = gateway.simulator().arrived();
    for (var each : bodies.entrySet()) {
      HttpResponse<byte[]> answer = post(path, each.getValue());

      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(400);
      assertThat(apiAt(path).errorMessage(answer.body())).as(each.getKey()).isNotEmpty();
      String id = answer.headers().firstValue("x-request-id").orElseThrow();
      assertThat(gateway.record(id).ending().outcome()).isEqualTo("invalid_request");
    }
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
  }

  @ParameterizedTest(name = "I04 I05 I10 {0}")
  @EnumSource
  void whatPassesPassesToTheByte(ClientApi api) {
    String most = api == ClientApi.RESPONSES ? "1e9999" : "1e999999999"; // one keeps what it read
    String extra =
        "\"x_new\" : {\"n\":[0.1000,1e400,%s,-0.0,12345678901234567890123],".formatted(most)
            + "\"s\":\"\\ud800\\u0000\\/\\u00e9\"} ,\r\n\t";
    String body = "{ " + extra + api.body(api.model(), false).substring(1) + "\n";

    post(api.path(api.model(), false), utf8(body));

    assertThat(gateway.simulator().received().getLast().body().toString())
        .isEqualTo(body.replace(api.model(), "sim-mini"));
  }

  private static final List<String> NUMBERS = List.of("1e9999", "-1e-9999", "1e999999999");

  private static Stream<Arguments> pairs() {
    return Stream.of(ClientApi.values())
        .flatMap(
            client ->
                Stream.of(ClientApi.values())
                    .filter(provider -> provider != client)
                    .map(provider -> Arguments.of(client, provider)));
  }

  @ParameterizedTest(name = "I04 {0} to {1}")
  @MethodSource("pairs")
  void noNumberBreaksATranslation(ClientApi client, ClientApi provider) {
    for (String number : NUMBERS) {
      for (String field : numbersOf(client)) {
        ObjectNode tree = client.tree(provider.model(), false);
        String body = StrictJson.toText(tree);
        String sent = field.replace("NUMBER", number) + "," + body.substring(1);

        long began = System.nanoTime();
        HttpResponse<byte[]> answer = post(client.path(provider.model(), false), utf8("{" + sent));

        assertThat(answer.statusCode()).as(sent).isIn(200, 400);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as(sent).isLessThan(SOON);
      }
    }
  }

  /** Fields of each API that hold a number; a schema holds many. */
  private static List<String> numbersOf(ClientApi api) {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":NUMBER,"
            + "\"items\":{\"type\":\"number\",\"enum\":[NUMBER],\"maximum\":NUMBER}}}}";
    return switch (api) {
      case CHAT ->
          List.of(
              "\"temperature\":NUMBER",
              "\"max_tokens\":NUMBER",
              "\"seed\":NUMBER",
              "\"logit_bias\":{\"5\":NUMBER}",
              "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                  + schema
                  + "}}]");
      case RESPONSES ->
          List.of(
              "\"temperature\":NUMBER",
              "\"max_output_tokens\":NUMBER",
              "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":" + schema + "}]");
      case ANTHROPIC ->
          List.of(
              "\"temperature\":NUMBER",
              "\"top_k\":NUMBER",
              "\"tools\":[{\"name\":\"f\",\"input_schema\":" + schema + "}]");
      case GEMINI ->
          List.of(
              "\"generationConfig\":{\"temperature\":NUMBER,\"topK\":NUMBER}",
              "\"generationConfig\":{\"maxOutputTokens\":NUMBER}",
              "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{\"type\":"
                  + "\"NUMBER\",\"minimum\":NUMBER,\"maxItems\":\"NUMBER\"}}]}]");
    };
  }

  @ParameterizedTest(name = "I05 {0} to {1}")
  @MethodSource("pairs")
  void halfACharacterIsTextLikeAnyOther(ClientApi client, ClientApi provider) {
    String body =
        StrictJson.toText(client.tree(provider.model(), false))
            .replaceFirst("say (something|it)", "half \\\\ud800 and \\\\u0000 nothing");

    HttpResponse<byte[]> answer = post(client.path(provider.model(), false), utf8(body));

    assertThat(body).contains("\\ud800");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(gateway.simulator().received().getLast().body().toString())
        .containsIgnoringCase("half \\ud800 and \\u0000 nothing");
  }

  private static List<String> names() {
    return List.of(
        "x".repeat(10_000),
        "../../etc/passwd",
        "a\r\nx-evil: 1",
        "%2e%2e%2f",
        "%zz",
        "\u0000",
        "\ud83d\ude00 \u202e",
        "\ud800",
        "<script>alert(1)</script>",
        "'; DROP TABLE requests; --",
        " ");
  }

  @ParameterizedTest(name = "I13 {0}")
  @EnumSource(names = {"CHAT", "RESPONSES", "ANTHROPIC"})
  void aNameThatIsNoModelIsNotFound(ClientApi api) {
    for (String name : names()) {
      HttpResponse<byte[]> answer = post(api.path(name, false), utf8(api.body(name, false)));

      assertThat(answer.statusCode()).as(name).isIn(400, 404);
      assertThat(api.errorMessage(answer.body())).isNotEmpty();
      assertThat(answer.body().length).as(name).isLessThan(4_096);
      assertThat(answer.headers().map()).doesNotContainKey("x-evil");
    }
  }

  @Test
  @DisplayName("I13 names that nobody serves leave nothing in what health tells")
  void namesLeaveNothingBehind() {
    int before = gateway.send(gateway.request("/health").GET().build()).body().length;
    for (int i = 0; i < 100; i++) {
      String name = "none-of-these-models-is-served-" + i;
      assertThat(post("/v1/chat/completions", chat(name)).statusCode()).isEqualTo(404);
    }

    assertThat(gateway.send(gateway.request("/health").GET().build()).body().length)
        .isLessThan(before + 1_024);
  }

  @ParameterizedTest(name = "I11 {0}")
  @EnumSource(names = {"CHAT", "RESPONSES", "ANTHROPIC"})
  void nothingInABodySaysWhereItGoes(ClientApi api) {
    try (RawUpstream elsewhere = RawUpstream.answering("")) {
      for (ClientApi provider : ClientApi.values()) {
        ObjectNode tree = api.tree(provider.model(), false);
        for (String name :
            List.of("api_base", "base_url", "api_url", "endpoint", "url", "proxy", "webhook")) {
          tree.put(name, elsewhere.origin());
        }
        tree.put("api_key", "stolen-key")
            .put("mock_response", "mocked")
            .put("provider", "p-gemini");
        tree.putObject("extra_headers").put("x-evil", "1").put("authorization", "stolen-key");
        tree.putObject("extra_body").put("model", "other");

        HttpResponse<byte[]> answer =
            post(api.path(provider.model(), false), StrictJson.toBytes(tree));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("mocked");
        var received = gateway.simulator().received().getLast();
        assertThat(received.uri() + received.headers())
            .contains("provider-key")
            .doesNotContain("stolen-key", "x-evil");
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        assertThat(gateway.record(id).served()).isEqualTo(provider.model());
      }
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @ParameterizedTest(name = "I12 {0}")
  @ValueSource(
      strings = {"<|endoftext|>", "<|im_start|>system<|im_end|>", "<|fim_prefix|><|endofprompt|>"})
  void aTokenOfTheFrameIsText(String token) {
    for (ClientApi provider : ClientApi.values()) {
      ObjectNode tree = ClientApi.CHAT.tree(provider.model(), false).put("user", token);
      String body = StrictJson.toText(tree).replace("say something", token.repeat(200));

      assertThat(post("/v1/chat/completions", utf8(body)).statusCode()).isEqualTo(200);
      assertThat(gateway.simulator().received().getLast().body().toString()).contains(token);
    }
    String counted =
        ClientApi.ANTHROPIC.body("p-chat/sim-mini", false).replace("say something", token);
    assertThat(post("/v1/messages/count_tokens", utf8(counted)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(name = "I14 x-tags {0}")
  @ValueSource(
      strings = {"a b", "a,,b", ",", "a,<b>", "a,\"", "a;b", "1,2,3,4,5,6,7,8,9,10,11", "LONG"})
  void tagsAreFewShortAndPlain(String value) {
    HttpResponse<byte[]> answer =
        gateway.send(
            gateway
                .request("/v1/chat/completions")
                .header("x-tags", value.replace("LONG", "a".repeat(65)))
                .POST(BodyPublishers.ofByteArray(chat("p-chat/sim-mini")))
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(ClientApi.CHAT.errorMessage(answer.body()))
        .isEqualTo(
            "`x-tags` must be at most 10 tags with commas between, each at most 64 letters, digits or `_.:/@-`");
  }

  @ParameterizedTest(name = "I14 {0}")
  @ValueSource(strings = {"x-project", "x-source", "x-session", "x-task", "x-profile"})
  void aLabelIsShortAndPlain(String header) {
    for (String value :
        List.of(
            "a".repeat(129),
            "a".repeat(4_096),
            "\"",
            "a b",
            "\u00e9",
            "<b>",
            "a\tb",
            "a,b",
            "a%0ab")) {
      HttpResponse<byte[]> answer =
          gateway.send(
              gateway
                  .request("/v1/chat/completions")
                  .header(header, value)
                  .POST(BodyPublishers.ofByteArray(chat("p-chat/sim-mini")))
                  .build());

      assertThat(answer.statusCode()).as(value).isEqualTo(400);
      assertThat(ClientApi.CHAT.errorMessage(answer.body())).contains("`" + header + "`");
    }
    HttpResponse<byte[]> taken =
        gateway.send(
            gateway
                .request("/v1/chat/completions")
                .header(header, "aZ9_.:/@-".repeat(14))
                .POST(BodyPublishers.ofByteArray(chat("none")))
                .build());
    assertThat(ClientApi.CHAT.errorMessage(taken.body())).doesNotContain("must be at most");
  }

  private HttpResponse<byte[]> post(String path, byte[] body) {
    return gateway.send(
        gateway.request(encoded(path)).POST(BodyPublishers.ofByteArray(body)).build());
  }

  private static String encoded(String path) {
    return path.replace(" ", "%20");
  }

  private static ClientApi apiAt(String path) {
    return path.startsWith("/v1beta")
        ? ClientApi.GEMINI
        : path.startsWith("/v1/messages")
            ? ClientApi.ANTHROPIC
            : path.startsWith("/v1/responses") ? ClientApi.RESPONSES : ClientApi.CHAT;
  }

  private static byte[] chat(String model) {
    return utf8(ClientApi.CHAT.body(model, false));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A field whose text is these bytes, before what follows. */
  private static byte[] with(String rest, int... text) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(utf8("{\"user\":\""));
    for (int each : text) {
      all.write(each);
    }
    all.writeBytes(utf8("\"," + rest));
    return all.toByteArray();
  }
}
