package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams with something in them that no protocol has, and yet with an answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OddStreamsTest {
  private static final String HELLO = Wire.unchunked(Wire.piece("hello"));
  private static final String STOPPED = Wire.unchunked(Wire.stopped());
  private static final String DONE = "data: [DONE]\n\n";

  private final RawUpstream upstream = RawUpstream.of();
  private final Bench bench =
      new Bench(Faulty.of(upstream), "idle_timeout_ms = 5000\nbreaker = { min_calls = 10000 }\n");

  @AfterAll
  void stop() {
    bench.close();
    upstream.close();
  }

  @ParameterizedTest(name = "S08 {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a line that is none     | what is this?
          a field nobody knows    | colour: blue
          an event nobody knows   | event: weather\\ndata: {\\"sun\\":true}\\n
          data that is no object  | data: [1,2,3]\\n
          a chunk with new fields | data: {\\"id\\":\\"c\\",\\"mood\\":7,\\"choices\\":[]}\\n
          an id and a retry time  | id: 7\\nretry: 9\\n
          """)
  void whatIsNotKnownPassesAndIsNotTranslated(String what, String lines) {
    String events =
        HELLO + lines.replace("\\n", "\n").replace("\\\"", "\"") + "\n" + STOPPED + DONE;

    HttpResponse<byte[]> passed = answered(ClientApi.CHAT, events);
    HttpResponse<byte[]> translated = answered(ClientApi.ANTHROPIC, events);

    assertThat(text(passed)).isEqualTo(events);
    assertThat(text(translated))
        .contains("hello", ClientApi.ANTHROPIC.endOfStream())
        .doesNotContain("what is this", "colour", "weather", "mood", "error");
  }

  @Test
  @DisplayName("S08 data that is no JSON may be a piece of the answer, so that it is not whole")
  void dataThatIsNoJsonIsNotLeftOut() {
    String rest = "data: {\"choices\":[{\"del\n\n" + STOPPED + DONE;
    String events = HELLO + rest;
    long counted = bench.counted("upstream_.*");

    HttpResponse<byte[]> passed = answered(ClientApi.CHAT, HELLO, rest);
    HttpResponse<byte[]> translated = answered(ClientApi.ANTHROPIC, HELLO, rest);

    assertThat(text(passed)).isEqualTo(events);
    assertThat(text(translated))
        .contains("hello", "event: error")
        .doesNotContain(ClientApi.ANTHROPIC.endOfStream());
    assertThat(bench.record(translated).attempts())
        .extracting(AttemptRecord::phase)
        .containsExactly("body");
    assertThat(bench.counted("upstream_.*") - counted).isEqualTo(1);
  }

  @Test
  @DisplayName("S09 invalid UTF-8 passes byte for byte, and is U+FFFD where it is translated")
  void invalidUtf8() {
    String bad = "\u00ff\u00c3(\u00e2\u0082";
    String events = HELLO + HELLO.replace("hello", "<" + bad + ">") + STOPPED + DONE;

    HttpResponse<byte[]> passed = answered(ClientApi.CHAT, events);
    HttpResponse<byte[]> translated = answered(ClientApi.ANTHROPIC, events);

    assertThat(new String(passed.body(), StandardCharsets.ISO_8859_1)).isEqualTo(events);
    assertThat(text(translated))
        .contains("hello", "<\uFFFD\uFFFD(\uFFFD>", ClientApi.ANTHROPIC.endOfStream());
  }

  @ParameterizedTest(name = "S11 the arguments of a tool call are cut, {0}")
  @CsvSource({"CHAT, length", "ANTHROPIC, max_tokens"})
  void cutArgumentsAreNotMended(ClientApi client, String reason) {
    String call =
        HELLO.replace(
            "\"content\":\"hello\"",
            "\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"find\",\"arguments\":\"{\\\"city\\\":\\\"Par\"}}]");
    String events = call + STOPPED.replace("\"stop\"", "\"length\"") + DONE;

    HttpResponse<byte[]> response = answered(client, events);

    assertThat(text(response))
        .contains("{\\\"city\\\":\\\"Par\"", "\"" + reason + "\"", client.endOfStream())
        .doesNotContain("Par\\\"", "error");
    assertThat(bench.record(response).ending().outcome()).isEqualTo("ok");
  }

  private HttpResponse<byte[]> answered(ClientApi client, String... parts) {
    String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    List<Act> acts = new ArrayList<>(List.of(new Act.ReadRequest(), Act.text(head)));
    for (String part : parts) {
      acts.add(Act.text(part));
      acts.add(new Act.Pause(parts.length > 1 ? 50 : 0));
    }
    acts.add(new Act.Close());
    upstream.plays(acts.toArray(Act[]::new));
    HttpResponse<byte[]> response = bench.ask(client, Bench.BOTH, true);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(bench.record(response).attempts()).hasSize(1);
    return response;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
