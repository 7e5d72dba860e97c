package dev.signalbox.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StreamTextsTest {
  private static final Map<String, String> VALUES =
      Map.of("[EMAIL_ABCDEFGH]", "jörg@example.org \"x\"", "[IBAN_ABCDEFGH]", "DE00");

  @Test
  void putsAValueBackThatIsCutIntoEventsAndLeavesTheOthersAlone() {
    String events =
        delta("to [")
            + ": ping\n\n"
            + delta("EMAIL_")
            + delta("ABCDEFGH] and [EM")
            + delta("] on")
            + "data: [DONE]\n\n";

    assertThat(through(events, List.of(events.length())))
        .isEqualTo(
            delta("to jörg@example.org \\\"x\\\"")
                + ": ping\n\n"
                + delta("")
                + delta(" and [EM")
                + delta("] on")
                + "data: [DONE]\n\n");
  }

  @Test
  void givesTheSameHoweverTheBytesAreCut() {
    String events =
        delta("é [EMAIL_ABC")
            + delta("DEFGH][IBAN_ABCDEFGH] 😀")
            + "event: x\r\ndata: {\"a\":\"[IBAN_ABCDEFGH]\"}\r\n\r\n"
            + delta("[");
    String whole = through(events, List.of(Integer.MAX_VALUE));
    int length = events.getBytes(StandardCharsets.UTF_8).length;

    for (int cut = 1; cut < length; cut++) {
      assertThat(through(events, List.of(cut, length))).isEqualTo(whole);
    }
    assertThat(through(events, List.of(1))).isEqualTo(whole);
    assertThat(whole).contains("jörg@example.org").contains("DE00").endsWith(delta("["));
  }

  @Test
  void holdsAnEventBackOnlyWhileItMayGoOnAsAStandIn() {
    var stream = new StreamTexts(new Restoring(VALUES));

    assertThat(text(stream.accept(bytes(delta("hello"))))).isEqualTo(delta("hello"));
    assertThat(stream.accept(bytes(delta("see [EMAIL")))).isEmpty();
    assertThat(text(stream.accept(bytes(delta(" not")))))
        .isEqualTo(delta("see [EMAIL") + delta(" not"));
    assertThat(text(stream.accept(bytes(delta("see [x"))))).isEqualTo(delta("see [x"));
  }

  @Test
  void keepsTextsOfSeveralChannelsApart() {
    String events =
        block(0, "[EMAIL_") + block(1, "[IBAN_") + block(0, "ABCDEFGH]") + block(1, "ABCDEFGH]");

    assertThat(through(events, List.of(10)))
        .isEqualTo(
            block(0, "jörg@example.org \\\"x\\\"")
                + block(1, "DE00")
                + block(0, "")
                + block(1, ""));
  }

  @Test
  void passesWhatHoldsNothingByteForByte() {
    var random = new Random(2);
    for (int round = 0; round < 100; round++) {
      byte[] noise = new byte[300];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (byte) "data: {}\n\r\"[a]\\:1".charAt(random.nextInt(17));
      }
      var stream = new StreamTexts(new Restoring(VALUES));
      var out = new ByteArrayOutputStream();
      out.writeBytes(stream.accept(noise));
      out.writeBytes(stream.end());

      assertThat(out.toByteArray()).isEqualTo(noise);
    }
  }

  @Test
  void putsAValueBackBehindABracketThatStaysOpen() {
    String events = delta("[[EMAIL_") + delta("ABCDEFGH](mailto)");

    assertThat(through(events, List.of(events.length())))
        .isEqualTo(delta("[jörg@example.org \\\"x\\\"") + delta("(mailto)"));
  }

  @Test
  void readsEventsWithAnyLineEndsAndBehindAByteOrderMark() {
    for (String end : List.of("\n", "\r", "\r\n")) {
      String events = ("\uFEFF" + delta("[IBAN_ABCDEFGH]") + delta("a")).replace("\n", end);

      assertThat(through(events, List.of(1)))
          .isEqualTo(("\uFEFF" + delta("DE00") + delta("a")).replace("\n", end));
    }
  }

  @Test
  void handsAnEventOnAsSoonAsItsLastLineHasEnded() {
    var stream = new StreamTexts(new Restoring(VALUES));

    assertThat(text(stream.accept(bytes("data: 1\r\n\r\n")))).isEqualTo("data: 1\r\n\r\n");
    assertThat(stream.accept(bytes("data: 2\r\r"))).isEmpty();
    assertThat(text(stream.accept(bytes("d")))).isEqualTo("data: 2\r\r");
  }

  @Test
  void readsAnEventInSpiteOfBytesThatAreNoText() {
    byte[] broken = bytes(delta("~[IBAN_ABCDEFGH]"));
    byte[] untouched = bytes(delta("~"));
    broken[new String(broken, StandardCharsets.UTF_8).indexOf('~')] = (byte) 0xFF;
    untouched[new String(untouched, StandardCharsets.UTF_8).indexOf('~')] = (byte) 0xFF;
    var stream = new StreamTexts(new Restoring(VALUES));

    assertThat(text(stream.accept(broken))).isEqualTo(delta("\uFFFDDE00"));
    assertThat(stream.accept(untouched)).isEqualTo(untouched);
  }

  /** Each event had the waiting texts of all others looked at again. */
  @Test
  void looksAtTheTextsOfManyChannelsOnce() {
    var stream = new StreamTexts(new Restoring(VALUES));
    long start = System.nanoTime();
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < 20_000; i++) {
      out.writeBytes(stream.accept(bytes(block(i, "[EMAIL_"))));
    }
    out.writeBytes(stream.end());

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(text(out.toByteArray()))
        .startsWith(block(0, "[EMAIL_"))
        .endsWith(block(19_999, "[EMAIL_"));
  }

  private static String delta(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  private static String block(int index, String text) {
    return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"
        + index
        + ",\"delta\":{\"type\":\"text_delta\",\"text\":\""
        + text
        + "\"}}\n\n";
  }

  /** What comes out when pieces of these sizes go in, the last size over and over. */
  private static String through(String events, List<Integer> sizes) {
    var stream = new StreamTexts(new Restoring(VALUES));
    var out = new ByteArrayOutputStream();
    byte[] all = bytes(events);
    int at = 0;
    for (int i = 0; at < all.length; i++) {
      int size = sizes.get(Math.min(i, sizes.size() - 1));
      int end = (int) Math.min(all.length, (long) at + size);
      out.writeBytes(stream.accept(Arrays.copyOfRange(all, at, end)));
      at = end;
    }
    out.writeBytes(stream.end());
    return text(out.toByteArray());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
