package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole answers that are not as they should be, and what becomes of their connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OddAnswersTest {
  private static final Act ASKED = new Act.ReadRequest();
  private static final String JSON = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
  private static final String GOOD =
      JSON + "content-length: %d\r\n\r\n%s".formatted(Wire.CHAT.length(), Wire.CHAT);

  private final RawUpstream upstream = RawUpstream.of();
  private final Bench bench =
      new Bench(
          Faulty.of(upstream), "first_byte_timeout_ms = 5000\nbreaker = { min_calls = 10000 }\n");

  @AfterAll
  void stop() {
    bench.close();
    upstream.close();
  }

  @ParameterizedTest(name = "{0}: its connection is closed and not used again")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C11 garbage for a status line  | SSH-2.0-x\\r\\n\\r\\n
          C11 a bad version              | HTTP/9.9 200 OK\\r\\n\\r\\n
          C12 two lengths                | HTTP/1.1 200 OK\\r\\ncontent-length: 3\\r\\ncontent-length: 4\\r\\n\\r\\nabcd
          C12 length and chunks          | HTTP/1.1 200 OK\\r\\ncontent-length: 3\\r\\ntransfer-encoding: chunked\\r\\n\\r\\n3\\r\\nabc\\r\\n0\\r\\n\\r\\n
          C12 a bad chunk size           | HTTP/1.1 200 OK\\r\\ntransfer-encoding: chunked\\r\\n\\r\\nxyz\\r\\nabc\\r\\n0\\r\\n\\r\\n
          C14 101                        | HTTP/1.1 101 Switching Protocols\\r\\nupgrade: x\\r\\nconnection: upgrade\\r\\n\\r\\n
          C15 204 with a body            | HTTP/1.1 204 No Content\\r\\ncontent-length: 4\\r\\n\\r\\nEVIL
          C15 999                        | HTTP/1.1 999 Odd\\r\\ncontent-length: 2\\r\\n\\r\\n{}
          """)
  void aConnectionThatSpokeNonsenseIsNotUsedAgain(String what, String bytes) {
    upstream.plays(ASKED, Act.text(bytes.replace("\\r\\n", "\r\n")), new Act.AwaitClose());
    int number = upstream.connections();

    HttpResponse<byte[]> bad = bench.ask(Bench.ALONE);

    assertThat(bad.statusCode()).as(text(bad)).isEqualTo(502);
    assertThat(upstream.closed(number)).as("how it was closed").isNotNull();
    upstream.plays(ASKED, Act.text(GOOD), new Act.Close());
    assertThat(text(bench.ask(Bench.ALONE))).isEqualTo(Wire.CHAT);
    assertThat(upstream.connections() - number).isEqualTo(2);
  }

  @Test
  @DisplayName("C13 bytes after an answer close its connection, and reach nobody")
  void bytesAfterAnAnswerReachNobody() {
    String evil = JSON + "content-length: 4\r\n\r\nEVIL";
    upstream.plays(ASKED, Act.text(GOOD + evil), new Act.AwaitClose());
    int number = upstream.connections();

    assertThat(text(bench.ask(Bench.ALONE))).isEqualTo(Wire.CHAT);

    assertThat(upstream.closed(number)).as("how it was closed").isNotNull();
    upstream.plays(ASKED, Act.text(GOOD), new Act.Close());
    assertThat(text(bench.ask(Bench.ALONE))).isEqualTo(Wire.CHAT);
    assertThat(upstream.connections() - number).isEqualTo(2);
  }

  @Test
  @DisplayName("C14 interim answers are ignored")
  void interimAnswersAreIgnored() {
    upstream.plays(
        ASKED,
        Act.text("HTTP/1.1 100 Continue\r\n\r\n"),
        Act.text("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"),
        Act.text(GOOD),
        new Act.Close());

    assertThat(text(bench.ask(Bench.ALONE))).isEqualTo(Wire.CHAT);
  }

  @ParameterizedTest(name = "C16 {0} is not followed")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    try (RawUpstream elsewhere = RawUpstream.answering(GOOD, new Act.Close())) {
      upstream.plays(
          ASKED,
          Act.text(Wire.answer(status + " Moved", "location: " + elsewhere.origin() + "/\r\n", "")),
          new Act.Close());

      HttpResponse<byte[]> response = bench.ask(Bench.ALONE);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.headers().firstValue("x-signalbox-error")).contains("upstream_redirect");
      assertThat(response.headers().firstValue("location")).isEmpty();
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Test
  @DisplayName("C17 many headers within the limit are taken")
  void manyHeadersWithinTheLimitAreTaken() {
    String many = "x-more: and more of it\r\n".repeat(1_000);
    upstream.plays(ASKED, Act.text(GOOD.replaceFirst("\r\n", "\r\n" + many)), new Act.Close());

    assertThat(text(bench.ask(Bench.ALONE))).isEqualTo(Wire.CHAT);
  }

  @ParameterizedTest(name = "{0} passes byte for byte, and its tokens are an estimate")
  @ValueSource(strings = {"U10 half of the JSON", "U12 half of the JSON and no length"})
  void halfAnAnswerPassesAsItCame(String what) {
    String half = Wire.CHAT.substring(0, 120);
    String head = what.startsWith("U12") ? JSON : JSON + "content-length: 120\r\n";
    upstream.plays(ASKED, Act.text(head + "\r\n" + half), new Act.Close());

    HttpResponse<byte[]> response = bench.ask(Bench.ALONE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo(half);
    assertThat(bench.record(response).attempts().getFirst().bill().charge())
        .isEqualTo(Bill.Charge.ESTIMATED);
  }

  @ParameterizedTest(name = "U13 an answer without end, {0}")
  @ValueSource(strings = {"of good JSON", "of a web page"})
  void anAnswerWithoutEndIsCutOff(String what) {
    String head = what.contains("JSON") ? JSON : "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n";
    upstream.plays(
        ASKED,
        Act.text(head + "transfer-encoding: chunked\r\n\r\n" + Wire.chunk("{\"x\":\"")),
        new Act.Flood(Wire.bytes(Wire.chunk("y".repeat(10_000)))));
    int number = upstream.connections();
    long counted = bench.counted("upstream_too_large");

    HttpResponse<byte[]> response = bench.ask(Bench.ALONE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("x-signalbox-error")).contains("upstream_too_large");
    assertThat(upstream.closed(number)).as("how its connection was closed").isNotNull();
    assertThat(upstream.connection(number).bytesWritten())
        .as("bytes that were written: the limit, and what sockets hold")
        .isLessThan(16_000_000);
    assertThat(bench.counted("upstream_too_large") - counted).isEqualTo(1);
  }

  @ParameterizedTest(name = "U15 usage of {0} is not believed, and harms nobody")
  @ValueSource(
      strings = {"-5", "-9223372036854775808", "9223372036854775808", "1e400", "\"many\"", "{}"})
  void absurdUsageIsNotBelieved(String tokens) {
    String absurd = Wire.CHAT.replace("\"completion_tokens\":5", "\"completion_tokens\":" + tokens);
    upstream.plays(ASKED, Act.text(Wire.json("200 OK", absurd)), new Act.Close());

    RequestRecord record = bench.record(bench.ask(Bench.ALONE));

    assertThat(record.attempts()).extracting(AttemptRecord::outcome).containsExactly("answered");
    Bill bill = record.attempts().getFirst().bill();
    assertThat(bill.charge()).isEqualTo(Bill.Charge.ESTIMATED);
    assertThat(bill.tokens().output()).isBetween(0L, 1_000L);
    assertThat(bill.nanos()).isNotNegative();
  }

  @ParameterizedTest(name = "U15 usage of {0} at the end of a stream")
  @ValueSource(strings = {"-5", "9223372036854775808", "\"many\""})
  void absurdUsageOfAStreamIsNotBelieved(String tokens) {
    String usage =
        "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":%s,"
                .formatted(tokens)
            + "\"total_tokens\":8}}\n\n";
    upstream.plays(
        ASKED,
        Act.text(
            Wire.STREAM
                + Wire.piece("hello")
                + Wire.stopped()
                + Wire.chunk(usage)
                + Wire.chunk("data: [DONE]\n\n")
                + Wire.END),
        new Act.Close());

    HttpResponse<byte[]> response = bench.ask(ClientApi.CHAT, Bench.ALONE, true);

    assertThat(text(response)).contains(usage, ClientApi.CHAT.endOfStream());
    Bill bill = bench.record(response).attempts().getFirst().bill();
    assertThat(bill.charge()).isEqualTo(Bill.Charge.ESTIMATED);
    assertThat(bill.tokens().output()).isBetween(0L, 1_000L);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
