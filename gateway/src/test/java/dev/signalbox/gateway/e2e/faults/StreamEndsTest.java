package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** S10: what comes of streams that say twice, too late or beside HTTP that they are over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamEndsTest {
  private static final Act ASKED = new Act.ReadRequest();
  private static final String DONE = Wire.chunk("data: [DONE]\n\n");
  private static final String ANSWER = Wire.STREAM + Wire.piece("hello") + Wire.stopped() + DONE;

  /** So that a stream that is ended at once can be told from one that is given up. */
  private static final String OPTIONS = "idle_timeout_ms = 9000\n";

  private final RawUpstream upstream = RawUpstream.of();
  private final Bench bench = new Bench(Faulty.of(upstream), OPTIONS);

  @AfterAll
  void stop() {
    bench.close();
    upstream.close();
  }

  @ParameterizedTest(name = "S10 {0} after the end, {1}")
  @CsvSource({
    "a second mark, CHAT",
    "a second mark, ANTHROPIC",
    "more of an answer, CHAT",
    "more of an answer, ANTHROPIC",
    "an error, CHAT",
    "an error, ANTHROPIC",
  })
  void whatComesAfterTheEndReachesNobody(String what, ClientApi client) {
    String more =
        switch (what) {
          case "a second mark" -> DONE;
          case "more of an answer" -> Wire.piece("EVIL");
          default -> Wire.chunk("data: " + Wire.error("server_error", "EVIL") + "\n\n");
        };
    upstream.plays(ASKED, Act.text(ANSWER + more), new Act.AwaitClose());
    int number = upstream.connections();
    long counted = bench.counted("stream_excess");

    assertEndsWell(client, streamed(client));
    assertThat(upstream.closed(number)).as("how its connection was closed").isNotNull();
    assertThat(bench.counted("stream_excess") - counted).isEqualTo(1);
  }

  @ParameterizedTest(name = "S10 what comes after the end, one byte at a time, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void whatComesLaterReachesNobodyEither(ClientApi client) {
    StringBuilder bytes = new StringBuilder(Wire.STREAM);
    String events = Wire.unchunked(Wire.piece("hello") + Wire.stopped() + DONE + DONE);
    events.chars().forEach(each -> bytes.append(Wire.chunk(Character.toString(each))));
    upstream.plays(ASKED, Act.text(bytes.toString()), new Act.AwaitClose());

    assertEndsWell(client, streamed(client));
  }

  @ParameterizedTest(name = "S10 U12 the mark and then {0}, {1}")
  @CsvSource({
    "FIN, CHAT, 0",
    "FIN, ANTHROPIC, 0",
    "RST, CHAT, 0",
    "RST, ANTHROPIC, 0",
    "nothing, CHAT, 1000",
    "nothing, ANTHROPIC, 1000",
  })
  void theMarkIsEnoughForAGoodEnd(String then, ClientApi client, long millis) {
    upstream.plays(
        ASKED,
        Act.text(ANSWER),
        new Act.Pause(then.equals("nothing") ? 0 : 20),
        switch (then) {
          case "FIN" -> new Act.Close();
          case "RST" -> new Act.Reset();
          default -> new Act.AwaitClose();
        });

    RequestRecord record =
        InTime.of(
            millis, () -> assertEndsWell(client, streamed(client)), each -> each.timing().millis());

    assertThat(record.timing().millis()).isGreaterThanOrEqualTo(millis);
  }

  private HttpResponse<byte[]> streamed(ClientApi client) {
    return bench.ask(client, Bench.BOTH, true);
  }

  private RequestRecord assertEndsWell(ClientApi client, HttpResponse<byte[]> response) {
    String answer = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(answer)
        .contains("hello")
        .doesNotContain("EVIL", "error")
        .containsOnlyOnce(client.endOfStream());
    RequestRecord record = bench.record(response);
    assertThat(record.ending().outcome()).isEqualTo("ok");
    assertThat(record.attempts()).extracting(AttemptRecord::outcome).containsExactly("answered");
    assertThat(bench.deployment(Bench.ALONE).path("in_flight").asInt()).isZero();
    return record;
  }
}
