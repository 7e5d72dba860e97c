package dev.signalbox.gateway.fuzz;

import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.eventstream.Message;
import dev.signalbox.gateway.wire.eventstream.MessageDecoder;
import dev.signalbox.gateway.wire.eventstream.MessageWriter;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Event streams of AWS: cut anywhere they say the same, a message is never larger than allowed, a
 * damage is a problem, each message is told as one event. Choices: largest message, cut.
 */
final class FramesTarget implements Target {
  private static final int[] LIMITS = {1 << 20, 16, 64, 1_000};

  private record Seen(String told, String problem) {}

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    int limit = LIMITS[in.below(LIMITS.length)];
    int pattern = in.below(8);
    byte[] stream = in.rest();
    Seen whole = told(List.of(stream), limit);
    Require.same(whole, told(Input.cut(stream, pattern), limit), "a cut changes what is told");
    List<Message> messages = messages(stream, limit);
    for (Message message : messages) {
      int size = message.payload().length;
      Require.that(size <= limit, () -> "a payload of %d for %d".formatted(size, limit));
      written(message);
    }
    int[] events = {0};
    SseDecoder decoder = new SseDecoder(Integer.MAX_VALUE);
    decoder.accept(whole.told().getBytes(StandardCharsets.UTF_8), _ -> events[0]++);
    Require.same(messages.size(), events[0], "events that are told");
  }

  private static Seen told(List<byte[]> pieces, int limit) {
    EventStreamText text = new EventStreamText(limit, UnaryOperator.identity());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      for (byte[] piece : pieces) {
        out.writeBytes(text.accept(piece));
      }
      text.end();
      return new Seen(out.toString(StandardCharsets.UTF_8), "");
    } catch (ProblemException e) {
      return new Seen(out.toString(StandardCharsets.UTF_8), e.problem().message());
    }
  }

  private static List<Message> messages(byte[] stream, int limit) {
    List<Message> messages = new ArrayList<>();
    MessageDecoder decoder = new MessageDecoder(limit);
    try {
      decoder.accept(stream, messages::add);
      decoder.end();
    } catch (ProblemException _) {
      // INVARIANT: what came before the damage has been handed over.
    }
    return messages;
  }

  private static void written(Message message) {
    if (!message.headers().keySet().stream().allMatch(name -> name.matches("\\p{ASCII}*"))) {
      return; // what was mended may be longer than a name can be
    }
    List<Message> again = messages(MessageWriter.bytes(message), MessageDecoder.MAX_MESSAGE_BYTES);
    Require.same(message.headers(), again.getFirst().headers(), "headers that are written");
    Require.same(
        new String(message.payload(), StandardCharsets.ISO_8859_1),
        new String(again.getFirst().payload(), StandardCharsets.ISO_8859_1),
        "a payload that is written");
  }
}
