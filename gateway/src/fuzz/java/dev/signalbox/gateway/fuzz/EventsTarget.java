package dev.signalbox.gateway.fuzz;

import dev.signalbox.gateway.pipeline.relay.RewritingTransform.Rewrite;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams of events: cut anywhere they are the same, an event is never larger than allowed, and
 * what is passed on under another model name says what came. Choices: largest event, cut.
 */
final class EventsTarget implements Target {
  private static final int[] LIMITS = {1 << 20, 8, 64, 1_000};

  private record Seen(List<SseEvent> events, boolean tooLarge) {}

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    int limit = LIMITS[in.below(LIMITS.length)];
    int pattern = in.below(8);
    byte[] stream = in.rest();
    Seen whole = seen(List.of(stream), limit);
    Require.same(whole, seen(Input.cut(stream, pattern), limit), "a cut changes the events");
    for (SseEvent event : whole.events()) {
      int size = event.data().length() + event.name().length();
      Require.that(size <= limit, () -> "an event of %d for %d".formatted(size, limit));
    }
    if (!whole.tooLarge()) {
      renamed(stream, pattern, limit, whole.events());
    }
  }

  private static Seen seen(List<byte[]> pieces, int limit) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(limit);
    try {
      pieces.forEach(piece -> decoder.accept(piece, events::add));
      decoder.end(events::add);
      return new Seen(events, false);
    } catch (ProblemException e) {
      return new Seen(events, true);
    }
  }

  private static void renamed(byte[] stream, int pattern, int limit, List<SseEvent> events) {
    byte[] whole = renamed(List.of(stream), limit);
    Require.same(
        new String(whole, StandardCharsets.UTF_8),
        new String(renamed(Input.cut(stream, pattern), limit), StandardCharsets.UTF_8),
        "a cut changes what is passed on");
    List<SseEvent> passed = seen(List.of(whole), Integer.MAX_VALUE).events();
    Require.same(events.size(), passed.size(), "events that are passed on");
    for (int i = 0; i < events.size(); i++) {
      SseEvent before = events.get(i);
      SseEvent after = passed.get(i);
      Require.same(before.name(), after.name(), "the name of an event");
      if (StrictJson.tryParse(before.data()).isEmpty()) {
        Require.same(before.data(), after.data(), "the data of an event");
      }
    }
  }

  private static byte[] renamed(List<byte[]> pieces, int limit) {
    Rewrite rewrite = Rewrite.ofEvents("model-of-ours", limit);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pieces.forEach(piece -> out.writeBytes(rewrite.bytes().apply(piece)));
    out.writeBytes(rewrite.end().apply(true));
    return out.toByteArray();
  }
}
