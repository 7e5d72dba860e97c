package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** U14: providers that pack their answers although they are asked not to. */
final class PackedAnswersTest {
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}";
  private static final String WHOLE =
      "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
          + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},"
          + "\"finish_reason\":\"stop\"}],"
          + USAGE
          + "}";
  private static final String EVENTS =
      event("{\"role\":\"assistant\",\"content\":\"hel\"}", "null", "")
          + event("{\"content\":\"lo\"}", "null", "")
          + event("{}", "\"stop\"", "," + USAGE)
          + "data: [DONE]\n\n";

  @ParameterizedTest(name = "U14 gzip, whole, {0}")
  @EnumSource(
      value = ClientApi.class,
      names = {"CHAT", "ANTHROPIC"})
  void aWholeAnswerIsUnpacked(ClientApi client) {
    try (Faulty faulty = whole("200 OK", "application/json", "gzip", gzip(WHOLE));
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      HttpResponse<byte[]> response = bench.ask(client, Bench.ALONE, false);

      assertThat(text(response)).contains("hello");
      assertThat(response.headers().firstValue("content-encoding")).isEmpty();
      assertUsage(bench.record(response));
    }
  }

  @ParameterizedTest(name = "U14 gzip, streamed, {0}")
  @EnumSource(
      value = ClientApi.class,
      names = {"CHAT", "ANTHROPIC"})
  void aStreamIsUnpackedAsItComes(ClientApi client) {
    try (Faulty faulty = streamed(gzip(EVENTS));
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      HttpResponse<byte[]> response = bench.ask(client, Bench.ALONE, true);

      assertThat(text(response)).contains("hel", "lo", client.endOfStream());
      if (client == ClientApi.CHAT) {
        assertThat(text(response)).isEqualTo(EVENTS);
      }
      assertUsage(bench.record(response));
    }
  }

  @Test
  @DisplayName("U14 gzip, an error")
  void anErrorIsUnpacked() {
    byte[] error = gzip(Wire.error("invalid_request_error", "bad_tool"));
    try (Faulty faulty = whole("400 Bad Request", "application/json", "gzip", error);
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      HttpResponse<byte[]> response = bench.ask(Bench.ALONE);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(ClientApi.CHAT.errorMessage(response.body())).contains("it went wrong");
    }
  }

  @Test
  @DisplayName("U14 br, which is not unpacked here")
  void anEncodingThatIsNotKnownIsNoAnswer() {
    assertNoAnswer(
        whole("200 OK", "application/json", "br", gzip(WHOLE)), false, "upstream_protocol");
  }

  @Test
  @DisplayName("U14 a decompression bomb, whole")
  void aBombIsNoAnswer() {
    byte[] bomb = gzip(" ".repeat(40_000_000));
    assertNoAnswer(whole("200 OK", "application/json", "gzip", bomb), false, "upstream_too_large");
  }

  @Test
  @DisplayName("U14 a decompression bomb, streamed")
  void aBombInAStreamIsNoAnswer() {
    assertNoAnswer(streamed(gzip(": \n".repeat(20_000_000))), true, "upstream_too_large");
  }

  @Test
  @DisplayName("U14 what says gzip and is not")
  void whatIsNotPackedAsItSaysIsNoAnswer() {
    assertNoAnswer(
        whole("200 OK", "application/json", "gzip", WHOLE.getBytes(StandardCharsets.US_ASCII)),
        false,
        "upstream_protocol");
  }

  private static void assertNoAnswer(Faulty provider, boolean stream, String outcome) {
    try (Faulty faulty = provider;
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      HttpResponse<byte[]> alone = bench.ask(ClientApi.CHAT, Bench.ALONE, stream);
      long counted = bench.counted(outcome);
      HttpResponse<byte[]> both = bench.ask(ClientApi.CHAT, Bench.BOTH, stream);

      assertThat(alone.statusCode()).as(text(alone)).isEqualTo(502);
      assertThat(counted).as("once for each attempt").isEqualTo(attempts(bench, alone).size());
      assertThat(attempts(bench, alone)).containsOnly(outcome);
      assertThat(both.statusCode()).isEqualTo(200);
      assertThat(attempts(bench, both)).containsExactly(outcome, "answered");
      assertThat(bench.counted(outcome) - counted).isEqualTo(1);
    }
  }

  private static List<String> attempts(Bench bench, HttpResponse<byte[]> response) {
    return bench.record(response).attempts().stream().map(AttemptRecord::outcome).toList();
  }

  private static void assertUsage(RequestRecord record) {
    assertThat(record.usage().orElseThrow().input()).isEqualTo(7);
    assertThat(record.usage().orElseThrow().output()).isEqualTo(3);
  }

  private static String event(String delta, String finish, String more) {
    return ("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]%s}\n\n")
        .formatted(delta, finish, more);
  }

  private static Faulty whole(String status, String type, String encoding, byte[] body) {
    String head =
        "HTTP/1.1 %s\r\ncontent-type: %s\r\ncontent-encoding: %s\r\nconnection: close\r\ncontent-length: %d\r\n\r\n"
            .formatted(status, type, encoding, body.length);
    return Faulty.raw(
        new Act.ReadRequest(), Act.text(head), new Act.Write(Buffer.buffer(body)), new Act.Close());
  }

  /** In chunks that are cut anywhere. */
  private static Faulty streamed(byte[] body) {
    List<Act> acts = new ArrayList<>();
    acts.add(new Act.ReadRequest());
    acts.add(
        Act.text(
            Wire.STREAM.replace(
                "transfer-encoding", "content-encoding: gzip\r\ntransfer-encoding")));
    int size = Math.max(17, body.length / 20);
    for (int at = 0; at < body.length; at += size) {
      int length = Math.min(size, body.length - at);
      acts.add(
          new Act.Write(
              Buffer.buffer("%x\r\n".formatted(length))
                  .appendBytes(body, at, length)
                  .appendString("\r\n")));
    }
    acts.add(Act.text(Wire.END));
    acts.add(new Act.Close());
    return Faulty.raw(acts.toArray(Act[]::new));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
