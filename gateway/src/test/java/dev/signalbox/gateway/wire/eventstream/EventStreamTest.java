package dev.signalbox.gateway.wire.eventstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.random.Mutations;
import dev.signalbox.gateway.wire.recorded.Recordings;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Frames of AWS, and what they are told as. */
final class EventStreamTest {
  private static final int MAX = 1 << 20;
  private static final String SSE = Recordings.own("bedrock", "tools-stream").sse().orElseThrow();

  /** The message {@code payload_one_str_header} of the tests of awslabs/aws-c-event-stream. */
  private static final String PUBLISHED =
      "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e"
          + "7b27666f6f273a27626172277d8d9c08b1";

  /** A message without headers and payload, of the same tests. */
  private static final String EMPTY = "000000100000000005c248eb7d98c8ff";

  @Test
  void readsAndWritesThePublishedMessages() {
    Message one = read(HexFormat.of().parseHex(PUBLISHED)).getFirst();
    Message empty = read(HexFormat.of().parseHex(EMPTY)).getFirst();

    assertThat(one.headers()).isEqualTo(Map.of("content-type", "application/json"));
    assertThat(new String(one.payload(), StandardCharsets.UTF_8)).isEqualTo("{'foo':'bar'}");
    assertThat(empty.headers()).isEmpty();
    assertThat(empty.payload()).isEmpty();
    assertThat(HexFormat.of().formatHex(MessageWriter.bytes(one))).isEqualTo(PUBLISHED);
    assertThat(HexFormat.of().formatHex(MessageWriter.bytes(empty))).isEqualTo(EMPTY);
  }

  @Test
  void tellsAStreamAsServerSentEvents() {
    assertThat(told(Frames.of(SSE))).isEqualTo(SSE);
  }

  @Test
  void unwrapsTheEventsOfAModel() {
    String sse = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

    assertThat(told(Frames.ofChunks(sse))).isEqualTo(sse);
  }

  @Test
  void tellsExceptionsAndErrorsByTheirNames() {
    byte[] exception =
        Frames.exception("{\"message\":\"slow down\",\"__type\":\"throttlingException\"}");
    byte[] error =
        MessageWriter.bytes(
            new Message(
                Map.of(
                    ":message-type", "error", ":error-code", "Broken", ":error-message", "it is"),
                new byte[0]));

    assertThat(told(exception))
        .isEqualTo(
            """
            event: error
            data: {"message":"slow down","__type":"throttlingException"}

            """);
    assertThat(told(error))
        .isEqualTo("event: error\ndata: {\"__type\":\"Broken\",\"message\":\"it is\"}\n\n");
  }

  @Test
  void aLineBreakInAPayloadEndsNoEvent() {
    assertThat(told(MessageWriter.bytes(Frames.message("a", "{\n\"b\":\r\n1}"))))
        .isEqualTo("event: a\ndata: { \"b\":  1}\n\n");
  }

  @Test
  void aNameThatIsNoneIsLeftOut() {
    assertThat(told(MessageWriter.bytes(Frames.message("a\ndata: b", "{}"))))
        .isEqualTo("data: {}\n\n");
  }

  @Test
  void skipsHeadersOfEveryOtherType() {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    int[] lengths = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};
    for (int type = 0; type < lengths.length; type++) {
      headers.writeBytes(new byte[] {1, (byte) ('a' + type), (byte) type});
      headers.writeBytes(lengths[type] < 0 ? new byte[] {0, 2, 'x', 'y'} : new byte[lengths[type]]);
    }

    assertThat(read(framed(headers.toByteArray(), new byte[0])).getFirst().headers())
        .isEqualTo(Map.of("h", "xy"));
  }

  @Test
  void refusesHeadersThatAreNone() {
    for (byte[] headers :
        new byte[][] {{5, 'a'}, {1, 'a'}, {1, 'a', 7}, {1, 'a', 7, 0, 9, 'x'}, {1, 'a', 10}}) {
      assertThatThrownBy(() -> read(framed(headers, new byte[0])))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("header");
    }
  }

  @Test
  void refusesLengthsBeforeTheirBytesCome() {
    for (int[] lengths :
        new int[][] {{15, 0}, {20, 5}, {20, -1}, {-1, 0}, {MAX + 1, 0}, {MAX, 200_000}}) {
      ByteBuffer prelude = ByteBuffer.allocate(12).putInt(lengths[0]).putInt(lengths[1]);
      prelude.putInt(crc(Arrays.copyOf(prelude.array(), 8)));

      assertThatThrownBy(() -> read(prelude.array())).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void aStreamThatEndsWithinAMessageIsBroken() {
    byte[] frames = Frames.of(SSE);
    EventStreamText text = new EventStreamText(MAX, UnaryOperator.identity());
    text.accept(Arrays.copyOf(frames, frames.length - 1));

    assertThatThrownBy(text::end).hasMessageContaining("ends within a message");
  }

  @Test
  void nothingIsReadAfterADamage() {
    MessageDecoder decoder = new MessageDecoder(MAX);
    assertThatThrownBy(() -> decoder.accept(new byte[12], _ -> {}))
        .isInstanceOf(ProblemException.class);

    assertThatThrownBy(() -> decoder.accept(HexFormat.of().parseHex(EMPTY), _ -> {}))
        .hasMessageContaining("damaged before");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyCutSaysTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int pieces) {
    EventStreamText text = new EventStreamText(MAX, UnaryOperator.identity());
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new Mutations(seed)
        .cut(Frames.of(SSE), pieces)
        .forEach(piece -> out.writeBytes(text.accept(piece)));
    text.end();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(SSE);
  }

  /** CRC-32 finds every single damaged byte; what stood before it has been told. */
  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aDamagedByteIsAlwaysFound(@ForAll long seed, @ForAll @IntRange(min = 1, max = 255) int by) {
    byte[] frames = Frames.of(SSE);
    frames[(int) Math.floorMod(seed, (long) frames.length)] ^= (byte) by;
    EventStreamText text = new EventStreamText(MAX, UnaryOperator.identity());
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(
            () -> {
              new Mutations(seed)
                  .cut(frames, 5)
                  .forEach(piece -> out.writeBytes(text.accept(piece)));
              text.end();
            })
        .isInstanceOf(ProblemException.class);
    assertThat(SSE).startsWith(out.toString(StandardCharsets.UTF_8));
  }

  private static String told(byte[] frames) {
    EventStreamText text = new EventStreamText(MAX, UnaryOperator.identity());
    byte[] out = text.accept(frames);
    text.end();
    return new String(out, StandardCharsets.UTF_8);
  }

  private static List<Message> read(byte[] bytes) {
    List<Message> messages = new ArrayList<>();
    MessageDecoder decoder = new MessageDecoder(MAX);
    decoder.accept(bytes, messages::add);
    decoder.end();
    return messages;
  }

  private static byte[] framed(byte[] headers, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(16 + headers.length + payload.length);
    out.putInt(out.capacity()).putInt(headers.length);
    out.putInt(crc(Arrays.copyOf(out.array(), 8)));
    out.put(headers).put(payload);
    return out.putInt(crc(Arrays.copyOf(out.array(), out.position()))).array();
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
