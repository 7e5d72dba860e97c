package dev.signalbox.gateway.pipeline.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.chat.StreamUsage;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.responses.OpenResponses;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S06: what a stream becomes does not depend on where its bytes are cut. */
final class SplitStreamsTest {
  private static final int LARGEST = 100_000;
  private static final String CHUNK =
      "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",";

  /** Events with text of one to four bytes a character, several data lines, comments and fields. */
  private static final String CHAT =
      ": hello\n\n"
          + ("data: " + CHUNK)
          + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
          + ("event: message\nid: 7\ndata: " + CHUNK)
          + "\ndata: \"choices\":[{\"index\":0,\"delta\":{\"content\":\"é漢😀\"}}],\"usage\":null}\n\n"
          + ("retry: 3\ndata:" + CHUNK)
          + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + ("data: " + CHUNK)
          + "\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n"
          + "data: [DONE]\n\n";

  private static final String ANTHROPIC =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"a","type":"message","role":"assistant",
      data: "model":"m","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

      event: ping
      data: {"type":"ping"}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"é漢😀"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  private static final String RESPONSES =
      """
      event: response.created
      data: {"type":"response.created","response":{"id":"r","status":"in_progress","model":"m"}}

      event: response.output_item.added
      data: {"type":"response.output_item.added","output_index":0,"item":{"id":"i","type":"message",
      data: "status":"in_progress","role":"assistant","content":[]}}

      event: response.content_part.added
      data: {"type":"response.content_part.added","output_index":0,"content_index":0,"item_id":"i",
      data: "part":{"type":"output_text","text":"","annotations":[]}}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"item_id":"i",
      data: "delta":"é漢😀"}

      event: response.completed
      data: {"type":"response.completed","response":{"id":"r","status":"completed","model":"m",
      data: "output":[],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}}}

      data: [DONE]

      """;

  private static final String GEMINI =
      """
      data: {"candidates":[{"content":{"role":"model","parts":[{"text":"é漢"}]},"index":0}],
      data: "modelVersion":"m","responseId":"g"}

      data: {"candidates":[{"content":{"role":"model","parts":[{"text":"😀"}]},"index":0,
      data: "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2}}

      """;

  private static final WireFormats FORMATS = new WireFormats(new SignatureSeal(new byte[32]));

  static Stream<Arguments> streams() {
    return Stream.of(Protocol.values())
        .flatMap(
            provider ->
                Stream.of("\n", "\r\n", "\r")
                    .flatMap(
                        end ->
                            ways(provider).stream().map(way -> Arguments.of(provider, way, end))));
  }

  /** How a stream of {@code provider} may go to a client. */
  private static List<Way> ways(Protocol provider) {
    Protocol other = provider == Protocol.CHAT ? Protocol.ANTHROPIC : Protocol.CHAT;
    Way passed = new Way("passed", () -> pass(provider));
    Way translated = new Way("translated", () -> translating(provider, other));
    Way renamed =
        new Way(
            "renamed",
            () ->
                new RewritingTransform(
                    pass(provider), RewritingTransform.Rewrite.ofEvents("mine", LARGEST)));
    return switch (provider) {
      case CHAT ->
          List.of(
              passed, translated, renamed, new Way("usage hidden", SplitStreamsTest::hidingUsage));
      case RESPONSES ->
          List.of(passed, translated, renamed, new Way("open responses", SplitStreamsTest::opened));
      case ANTHROPIC, GEMINI -> List.of(passed, translated, renamed);
    };
  }

  /** One way of a stream to its client. */
  record Way(String name, Supplier<StreamTransform> begun) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "S06 {0}, {1}, lines that end in {2}")
  @MethodSource("streams")
  void aStreamBecomesTheSameWhereverItIsCut(Protocol provider, Way way, String lineEnd) {
    byte[] bytes = bytesOf(provider, lineEnd);
    String whole = through(way.begun().get(), bytes, bytes.length);

    assertThat(whole).containsAnyOf("漢", "\\u6F22").containsAnyOf("😀", "\\uD83D\\uDE00");
    for (int first = 1; first < bytes.length; first++) {
      assertThat(through(way.begun().get(), bytes, first, bytes.length))
          .as("cut at " + first)
          .isEqualTo(whole);
    }
    for (int size = 1; size < 8; size++) {
      assertThat(through(way.begun().get(), bytes, size))
          .as("cut into pieces of " + size)
          .isEqualTo(whole);
    }
  }

  @Test
  void whatPassesIsTheSameByteForByte() {
    for (Protocol provider : Protocol.values()) {
      for (String lineEnd : List.of("\n", "\r\n", "\r")) {
        byte[] bytes = bytesOf(provider, lineEnd);
        String passed = through(pass(provider), bytes, 1);

        assertThat(passed.replaceFirst("data: \\[DONE]\\s*$", ""))
            .isEqualTo(
                new String(bytes, StandardCharsets.UTF_8).replaceFirst("data: \\[DONE]\\s*$", ""));
        assertThat(passed.contains("[DONE]"))
            .isEqualTo(new String(bytes, StandardCharsets.UTF_8).contains("[DONE]"));
      }
    }
  }

  private static byte[] bytesOf(Protocol provider, String lineEnd) {
    String stream =
        switch (provider) {
          case CHAT -> CHAT;
          case ANTHROPIC -> ANTHROPIC;
          case RESPONSES -> RESPONSES;
          case GEMINI -> GEMINI;
        };
    return ("\uFEFF" + stream.replace("\n", lineEnd)).getBytes(StandardCharsets.UTF_8);
  }

  private static StreamTransform pass(Protocol protocol) {
    return new PassTransform(
        FORMATS.provider(protocol).watch(), FORMATS.client(protocol), frame(), LARGEST);
  }

  private static StreamTransform translating(Protocol provider, Protocol client) {
    return new TranslatingTransform(
        FORMATS.provider(provider).streamDecoder(),
        FORMATS.client(client).streamEncoder(frame(), new Losses()),
        LARGEST,
        new Reading(false));
  }

  private static StreamTransform hidingUsage() {
    StreamUsage usage = new StreamUsage(LARGEST);
    return new RewritingTransform(
        pass(Protocol.CHAT), new RewritingTransform.Rewrite(usage::rewritten, _ -> usage.end()));
  }

  private static StreamTransform opened() {
    OpenResponses stream = new OpenResponses(LARGEST);
    return new RewritingTransform(
        pass(Protocol.RESPONSES), new RewritingTransform.Rewrite(stream::rewritten, stream::end));
  }

  private static ReplyFrame frame() {
    return new ReplyFrame("abc", "", 1, true, StrictJson.object().put("model", "m"));
  }

  /** What comes of {@code bytes} in pieces of these sizes, the last one over and over. */
  private static String through(StreamTransform stream, byte[] bytes, int... sizes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int end = Math.min(bytes.length, at + sizes[Math.min(i, sizes.length - 1)]);
      out.writeBytes(stream.accept(Arrays.copyOfRange(bytes, at, end)));
      at = end;
    }
    out.writeBytes(stream.end());
    assertThat(stream.complete()).as("that the answer is whole").isTrue();
    assertThat(stream.stage()).isNotEqualTo(StreamTransform.Stage.EXCEEDED);
    return out.toString(StandardCharsets.UTF_8);
  }
}
