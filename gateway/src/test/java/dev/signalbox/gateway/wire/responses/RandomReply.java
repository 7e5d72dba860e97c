package dev.signalbox.gateway.wire.responses;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Answers of any provider, in any shape the event order allows. */
final class RandomReply {
  private static final String[] WORDS = {"a", "", "wörd", "\uD83D\uDE00", "{\"k\":1}", "\n", "x y"};

  private final Random random;
  private final List<ReplyEvent> events = new ArrayList<>();
  private final List<Integer> openCalls = new ArrayList<>();
  private int next;

  RandomReply(Random random) {
    this.random = random;
  }

  List<ReplyEvent> events() {
    events.add(new ReplyEvent.Started("id", "model", random.nextInt(3), Extras.NONE));
    int parts = random.nextInt(7);
    for (int i = 0; i < parts; i++) {
      part();
    }
    openCalls.forEach(call -> events.add(new ReplyEvent.PartClosed(0, call)));
    if (random.nextBoolean()) {
      events.add(new ReplyEvent.UsageReported(Usage.of(random.nextInt(9), random.nextInt(9))));
    }
    StopReason[] stops = {
      StopReason.END, StopReason.MAX_TOKENS, StopReason.TOOL_CALLS, StopReason.CONTENT_FILTER
    };
    events.add(
        new ReplyEvent.Stopped(
            0, stops[random.nextInt(stops.length)], Optional.empty(), Extras.NONE));
    events.add(new ReplyEvent.Ended());
    return events;
  }

  private void part() {
    int part = next++;
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        open(part, Part.Text.of(""));
        grow(part);
        if (random.nextInt(3) == 0) {
          events.add(new ReplyEvent.Cited(0, part, citation()));
        }
        if (random.nextInt(4) == 0) {
          events.add(new ReplyEvent.Signed(0, part, signature()));
        }
        close(part);
      }
      case 2 -> {
        open(part, Part.Reasoning.of(""));
        grow(part);
        if (random.nextBoolean()) {
          events.add(new ReplyEvent.Signed(0, part, signature()));
        }
        close(part);
      }
      case 3 -> {
        open(part, new Part.Refusal(""));
        grow(part);
        close(part);
      }
      case 4 -> {
        open(
            part,
            new Part.ToolCall(
                "call_" + part,
                "f",
                "",
                random.nextBoolean() ? Optional.of(signature()) : Optional.empty(),
                Extras.NONE));
        openCalls.add(part);
        grow(part);
        growOpenCalls();
      }
      default -> {
        open(part, whole());
        close(part);
      }
    }
  }

  private Part whole() {
    return random.nextBoolean()
        ? new Part.Media(
            MediaKind.IMAGE,
            new MediaSource.Inline("image/png", "AAAA"),
            Optional.empty(),
            Extras.NONE)
        : new Part.Opaque(Protocol.ANTHROPIC, "server_tool_use", StrictJson.object().put("a", 1));
  }

  private void growOpenCalls() {
    for (int call : openCalls) {
      if (random.nextBoolean()) {
        grow(call);
      }
    }
    if (openCalls.size() > 1 && random.nextBoolean()) {
      int call = openCalls.remove(/* index */ random.nextInt(openCalls.size()));
      close(call);
    }
  }

  private void open(int part, Part opening) {
    events.add(new ReplyEvent.PartOpened(0, part, opening));
  }

  private void close(int part) {
    events.add(new ReplyEvent.PartClosed(0, part));
  }

  private void grow(int part) {
    int deltas = random.nextInt(4);
    for (int i = 0; i < deltas; i++) {
      events.add(new ReplyEvent.Delta(0, part, WORDS[random.nextInt(WORDS.length)]));
    }
  }

  private Signature signature() {
    return random.nextBoolean()
        ? new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "s" + random.nextInt(9))
        : new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "t" + random.nextInt(9));
  }

  private Citation citation() {
    return new Citation(
        random.nextBoolean() ? Optional.of("https://a.example") : Optional.empty(),
        Optional.of("T"),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Extras.NONE);
  }
}
