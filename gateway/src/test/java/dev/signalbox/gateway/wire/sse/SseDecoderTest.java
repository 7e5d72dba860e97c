package dev.signalbox.gateway.wire.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SseDecoderTest {
  @SuppressWarnings("StringConcatToTextBlock") // its line ends are what is tested
  private static final String STREAM =
      "\uFEFF: comment\r\n\r\nevent: a\r\ndata: {\"x\":\"é😀\"}\r\n\r\n"
          + "data:one\ndata: two\nid: 7\nretry: 5\n\n"
          + "data\n\n: ping\n\nevent: empty\n\ndata: cr\r\rdata: last";

  private static final List<SseEvent> EVENTS =
      List.of(
          new SseEvent("a", "{\"x\":\"é😀\"}"),
          new SseEvent("", "one\ntwo"),
          new SseEvent("", ""),
          new SseEvent("", "cr"),
          new SseEvent("", "last"));

  @Test
  void anyCutOfTheBytesGivesTheSameEvents() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second += 3) {
        assertThat(decode(bytes, first, second))
            .as("cut at %d and %d", first, second)
            .isEqualTo(EVENTS);
      }
    }
  }

  @Test
  void anEventAboveTheLimitIsRefusedAndOneAtTheLimitIsNot() {
    SseDecoder decoder = new SseDecoder(10);
    List<SseEvent> events = new ArrayList<>();

    decoder.accept("data: 1234\n\ndata: 1234\n\n".getBytes(StandardCharsets.UTF_8), events::add);

    assertThat(events).hasSize(2);
    assertThatThrownBy(
            () -> decoder.accept("data: 12345".getBytes(StandardCharsets.UTF_8), events::add))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("10 bytes");
  }

  @Test
  void malformedUtf8BecomesTheReplacementCharacter() {
    SseDecoder decoder = new SseDecoder(100);
    List<SseEvent> events = new ArrayList<>();

    decoder.accept(new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xff, '\n', '\n'}, events::add);

    assertThat(events).containsExactly(new SseEvent("", "\uFFFD"));
  }

  @Test
  void aByteOrderMarkIsOneAtTheBeginningOnly() {
    SseDecoder decoder = new SseDecoder(100);
    List<SseEvent> events = new ArrayList<>();

    decoder.accept(
        "\uFEFFdata: a\n\n\uFEFFdata: b\n\n".getBytes(StandardCharsets.UTF_8), events::add);

    assertThat(events).containsExactly(new SseEvent("", "a"));
  }

  @Test
  void dataThatEndsWithItsColonIsEmpty() {
    SseDecoder decoder = new SseDecoder(100);
    List<SseEvent> events = new ArrayList<>();

    decoder.accept("data:\n\ndata:  a\n\n".getBytes(StandardCharsets.UTF_8), events::add);

    assertThat(events).containsExactly(new SseEvent("", ""), new SseEvent("", " a"));
  }

  private static List<SseEvent> decode(byte[] bytes, int first, int second) {
    SseDecoder decoder = new SseDecoder(1_000);
    List<SseEvent> events = new ArrayList<>();
    decoder.accept(Arrays.copyOfRange(bytes, 0, first), events::add);
    decoder.accept(Arrays.copyOfRange(bytes, first, second), events::add);
    decoder.accept(Arrays.copyOfRange(bytes, second, bytes.length), events::add);
    decoder.end(events::add);
    return events;
  }
}
