package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that two readers could take for different ones. Each is answered once, the connection is
 * closed, and what follows it on the wire is nobody's request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SmugglingTest {
  private static final Duration SOON = Duration.ofMillis(1_250);
  private static final String CONFIG =
      """
      header_bytes = 32768
      [[providers]]
      id = "good"
      provider_type = "openai_chat"
      api_key = "good-key"
      endpoint = "UPSTREAM"
      """;
  private static final String BODY = ClientApi.CHAT.body("good/m", false);
  private static final String CHUNKS = Wire.chunk(BODY) + Wire.END;
  private static final String SMUGGLED =
      "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: %d\r\n\r\n%s"
          .formatted(BODY.length(), BODY);

  private final RunningGateway gateway = new RunningGateway(CONFIG, SimulatorOptions.standard());

  /** Listens everywhere, so that any host name is let in that is one. */
  private final RunningGateway anyHost =
      new RunningGateway(
          "host = \"0.0.0.0\"\nallow_open = true\n" + CONFIG, SimulatorOptions.standard());

  /** One request, byte by byte as Latin-1, and the status it must get. */
  record Shape(String id, String what, String bytes, int status) {
    @Override
    public String toString() {
      return id + " " + what;
    }
  }

  @AfterAll
  void stop() {
    gateway.close();
    anyHost.close();
  }

  private static Stream<Shape> shapes() {
    return Stream.of(lengths(), encodings(), lines(), chunks(), hosts(), sizes(), noHttp())
        .flatMap(List::stream);
  }

  private static List<Shape> lengths() {
    int length = BODY.length();
    return List.of(
        post("H01", "length and chunks", length("" + length) + chunked("chunked"), CHUNKS),
        post("H01", "chunks and length", chunked("chunked") + length("4"), CHUNKS),
        post("H01", "two lengths", length("" + length) + length("" + (length - 1)), BODY),
        post("H01", "one length twice", length("" + length) + length("" + length), BODY),
        post("H01", "one length twice in a line", length(length + ", " + length), BODY),
        post("H01", "a length with a plus", length("+" + length), BODY),
        post("H01", "a negative length", length("-1"), BODY),
        post("H01", "a hexadecimal length", length("0x" + length), BODY),
        post("H01", "a length of two words", length(length + " " + length), BODY),
        post("H01", "a length that is no number", length("none"), BODY),
        post("H01", "a length beyond all numbers", length("9".repeat(30)), BODY));
  }

  private static List<Shape> encodings() {
    String length = "" + BODY.length();
    return List.of(
        post("H01", "an unknown encoding", chunked("xchunked"), CHUNKS),
        post("H01", "chunks within another encoding", chunked("chunked, identity"), CHUNKS),
        post("H01", "chunks twice", chunked("chunked") + chunked("chunked"), CHUNKS),
        post("H01", "chunks after a control character", chunked("\u000bchunked"), CHUNKS),
        post("H01", "a space before the colon", "transfer-encoding : chunked\r\n", CHUNKS),
        post("H01", "a tab before the colon", "content-length\t: " + length + "\r\n", BODY),
        new Shape(
            "H01",
            "chunks over HTTP/1.0",
            head("POST", "HTTP/1.0") + chunked("chunked") + "\r\n" + CHUNKS,
            400));
  }

  private static List<Shape> lines() {
    String length = length("" + BODY.length());
    return List.of(
        post("H01", "a line that ends in LF", "x-a: b\n" + length, BODY),
        post("H01", "a NUL in a value", "x-a: b\0c\r\n" + length, BODY),
        post("H01", "a CR in a value", "x-a: b\rc\r\n" + length, BODY),
        post("H01", "a name with a space", "x a: b\r\n" + length, BODY),
        post("H01", "a line without a colon", "x-a\r\n" + length, BODY),
        post("H01", "no name", ": b\r\n" + length, BODY),
        post("H04", "a folded encoding", "transfer-encoding:\r\n chunked\r\n", CHUNKS),
        post("H04", "a folded length", "content-length:\r\n " + BODY.length() + "\r\n", BODY),
        post("H04", "an encoding that goes on", chunked("chunked\r\n ,identity"), CHUNKS),
        post("H04", "a fold of the first line", " x: y\r\n" + length, BODY));
  }

  private static List<Shape> chunks() {
    String rest = BODY + "\r\n" + Wire.END;
    String size = Integer.toHexString(BODY.length());
    return Stream.of(
            List.of("H02", "a size with a prefix", "0x" + size + "\r\n" + rest),
            List.of("H02", "a negative size", "-1\r\n" + rest),
            List.of("H02", "a size of 4 GiB", "100000000\r\n" + rest),
            List.of("H02", "a size beyond all numbers", "f".repeat(17) + "\r\n" + rest),
            List.of("H02", "a size that is none", "size\r\n" + rest),
            List.of("H02", "no size", "\r\n" + rest),
            List.of("H02", "more than its size", "2\r\n" + rest),
            List.of("H03", "a line end in an extension", size + ";a=\"\n\"\r\n" + rest),
            List.of("H03", "a size that ends in LF", size + "\n" + rest),
            List.of("H03", "a chunk that ends in LF", size + "\r\n" + BODY + "\n" + Wire.END))
        .map(row -> post(row.get(0), row.get(1), chunked("chunked"), row.get(2)))
        .toList();
  }

  private static List<Shape> hosts() {
    return List.of(
        new Shape("H05", "no host", "GET /health HTTP/1.1\r\n\r\n", 400),
        get("H05", "an empty host", "host: \r\n"),
        get("H05", "a host with a path", "host: localhost/?x=\r\n"),
        get("H05", "a host with a user", "host: localhost@evil.example\r\n"),
        get("H05", "a host with a space", "host: localhost evil.example\r\n"),
        get("H06", "two hosts", "host: localhost\r\nhost: evil.example\r\n"),
        get("H06", "one host twice", "host: localhost\r\nhost: localhost\r\n"),
        new Shape(
            "H06",
            "an address of another host",
            "GET http://evil.example/health HTTP/1.1\r\nhost: localhost\r\n\r\n",
            400),
        new Shape(
            "H06",
            "an address of this host for another",
            "GET http://localhost/health HTTP/1.1\r\nhost: evil.example\r\n\r\n",
            400));
  }

  private static List<Shape> sizes() {
    String many = "x-a: bcd\r\n".repeat(5_000);
    return List.of(
        new Shape(
            "H09",
            "a first line of 9 KiB",
            "GET /" + "a".repeat(9_216) + " HTTP/1.1\r\nhost: localhost\r\n\r\n",
            414),
        new Shape(
            "H09",
            "a header of 33 KiB",
            "GET / HTTP/1.1\r\nhost: localhost\r\nx-a: " + "b".repeat(33_792) + "\r\n\r\n",
            431),
        new Shape(
            "H09", "5,000 headers", "GET / HTTP/1.1\r\nhost: localhost\r\n" + many + "\r\n", 431));
  }

  private static List<Shape> noHttp() {
    Random random = new Random(16);
    return Stream.concat(
            Stream.of(
                new Shape(
                    "H13", "HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 501),
                new Shape(
                    "H16", "a hello of TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400),
                new Shape("H16", "a version that is none", "GET / HTTP/9.9.9\r\n\r\n", 400),
                new Shape("H16", "no version", "GET /\r\n\r\n", 400)),
            IntStream.range(0, 5)
                .mapToObj(
                    i -> new Shape("H16", "random bytes " + i, noise(random) + "\r\n\r\n", 400)))
        .toList();
  }

  private static String noise(Random random) {
    byte[] bytes = new byte[64];
    random.nextBytes(bytes);
    bytes[0] = (byte) 0x80;
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "x");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void isRefusedAndTheConnectionClosed(Shape shape) {
    assertRefused(gateway, shape);
    if (List.of("H05", "H06").contains(shape.id())) {
      assertRefused(anyHost, shape);
    }
  }

  @Test
  @DisplayName("H04 another folded line is one value with a space in it")
  void aFoldedLineIsOneValue() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          head("POST", "HTTP/1.1")
              + length("" + BODY.length())
              + "x-project: a\r\n\tb\r\n\r\n"
              + BODY);

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("`x-project` must be");
    }
  }

  @Test
  @DisplayName("H02 a broken body ends in the record of its request")
  void aBrokenBodyIsRecorded() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          head("POST", "HTTP/1.1")
              + "x-request-id: broken-chunk\r\n"
              + chunked("chunked")
              + "\r\n1\r\n{\r\nzz\r\n");

      assertThat(client.answer().status()).isEqualTo(400);
      RequestRecord record = gateway.record("broken-chunk");
      assertThat(record.ending().status()).isEqualTo(400);
      assertThat(record.ending().outcome()).isEqualTo("invalid_request");
      assertThat(record.attempts()).isEmpty();
    }
  }

  @Test
  @DisplayName("H01 the refusal has the shape of the API that was asked")
  void aRefusalHasTheShapeOfItsApi() {
    for (ClientApi api : ClientApi.values()) {
      try (RawClient client = new RawClient(gateway.port())) {
        client.send(
            "POST %s HTTP/1.1\r\nhost: localhost\r\ncontent-length: x\r\n\r\n"
                .formatted(api.path("good/m", false)));

        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(api.errorMessage(answer.body().getBytes(StandardCharsets.UTF_8)))
            .contains("not valid HTTP");
      }
    }
  }

  @Test
  @DisplayName("H06 the address of the host that the request is for is its path")
  void anAbsoluteAddressOfTheSameHost() {
    for (RunningGateway each : List.of(gateway, anyHost)) {
      try (RawClient client = new RawClient(each.port())) {
        client.send("GET http://localhost/health/live HTTP/1.1\r\nhost: localhost\r\n\r\n");

        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  @DisplayName("H13 nobody is talked into HTTP/2")
  void anUpgradeIsNotTaken() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          """
          GET /health/live HTTP/1.1\r
          host: localhost\r
          connection: upgrade, http2-settings\r
          upgrade: h2c\r
          http2-settings: AAMAAABkAAQAAP__\r
          \r
          """);

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).startsWith("http/1.1 200").doesNotContain("upgrade");
    }
  }

  private static void assertRefused(RunningGateway gateway, Shape shape) {
    int before = gateway.simulator().arrived();
    long counted = malformed(gateway);
    long began = System.nanoTime();
    try (RawClient client = new RawClient(gateway.port())) {
      client.send((shape.bytes() + SMUGGLED).getBytes(StandardCharsets.ISO_8859_1));

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(shape.status());
      assertThat(client.endsWithin(SOON)).as("the connection is closed").isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
      assertThat(gateway.simulator().arrived()).as("what reached the provider").isEqualTo(before);
      if (shape.status() < 500) {
        assertThat(ClientApi.CHAT.errorMessage(answer.body().getBytes(StandardCharsets.UTF_8)))
            .isNotEmpty();
        assertThat(malformed(gateway)).as("those counted").isEqualTo(counted + 1);
      }
    }
  }

  private static long malformed(RunningGateway gateway) {
    return StrictJson.parse(gateway.send(gateway.request("/health").GET().build()).body())
        .at("/faults/client_malformed")
        .asLong();
  }

  private static String head(String method, String version) {
    return method + " /v1/chat/completions " + version + "\r\nhost: localhost\r\n";
  }

  private static String length(String value) {
    return "content-length: " + value + "\r\n";
  }

  private static String chunked(String value) {
    return "transfer-encoding: " + value + "\r\n";
  }

  private static Shape post(String id, String what, String headers, String body) {
    return new Shape(id, what, head("POST", "HTTP/1.1") + headers + "\r\n" + body, 400);
  }

  private static Shape get(String id, String what, String headers) {
    return new Shape(id, what, "GET /health HTTP/1.1\r\n" + headers + "\r\n", 400);
  }
}
