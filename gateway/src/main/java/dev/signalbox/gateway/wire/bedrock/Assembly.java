package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells an answer as events, whole or streamed, so that both ways agree. One block is open at a
 * time; whatever the provider leaves out, what comes out is in order. Used by one thread at a time.
 */
final class Assembly {
  /** Most parts of one answer; one with more has failed. */
  static final int MAX_PARTS = 10_000;

  private Consumer<ReplyEvent> out = _ -> {};
  private int parts;
  private Optional<Open> open = Optional.empty();
  private boolean called;
  private boolean started;
  private boolean stopped;
  private boolean finished;

  /** What is being said. */
  enum Kind {
    TEXT,
    THINKING,
    CALL
  }

  /** An open block; {@code said} tells whether anything of it has come. */
  private record Open(Kind kind, int index, int part, boolean said) {
    boolean is(Kind other, int otherIndex) {
      return kind == other && index == otherIndex;
    }
  }

  /** Sends the next events to {@code next}. */
  Assembly to(Consumer<ReplyEvent> next) {
    out = next;
    return this;
  }

  boolean finished() {
    return finished;
  }

  /** Whether the answer's own end has come, after which only its figures may follow. */
  boolean stopped() {
    return stopped;
  }

  /** Begins the answer; a second beginning changes nothing. */
  void start() {
    if (!started) {
      started = true;
      out.accept(new ReplyEvent.Started("", "", 0, Extras.NONE));
    }
  }

  /** Adds {@code text} to the block {@code index}, which begins with it unless it is open. */
  void say(Kind kind, int index, String text) {
    if (!text.isEmpty()) {
      opened(kind, index, kind == Kind.TEXT ? Part.Text.of("") : Part.Reasoning.of(""))
          .ifPresent(part -> out.accept(new ReplyEvent.Delta(0, part, text)));
    }
  }

  /** Signs the reasoning {@code index}; what is hidden has nothing but a signature. */
  void sign(int index, Signature.Kind kind, String value) {
    if (!value.isEmpty()) {
      Signature signature = new Signature(ConverseProviderFormat.CONVERSE, kind, value);
      opened(Kind.THINKING, index, Part.Reasoning.of(""))
          .ifPresent(part -> out.accept(new ReplyEvent.Signed(0, part, signature)));
    }
  }

  /** Tells a source of the text {@code index}. */
  void cite(int index, Citation citation) {
    opened(Kind.TEXT, index, Part.Text.of(""))
        .ifPresent(part -> out.accept(new ReplyEvent.Cited(0, part, citation)));
  }

  /** Adds a part that is whole. */
  void whole(Part part) {
    close();
    next(part).ifPresent(place -> out.accept(new ReplyEvent.PartClosed(0, place)));
  }

  /** Begins the call {@code index}. */
  void call(int index, JsonNode toolUse) {
    close();
    called = true;
    String id =
        Lenient.text(toolUse, "toolUseId").orElseGet(() -> ToolIds.madeUp("bedrock#" + parts));
    next(Part.ToolCall.of(id, Lenient.textOf(toolUse, "name"), ""))
        .ifPresent(part -> open = Optional.of(new Open(Kind.CALL, index, part, false)));
  }

  /** Adds to the arguments of the call {@code index}. */
  void argue(int index, String arguments) {
    if (!arguments.isEmpty() && open.filter(now -> now.is(Kind.CALL, index)).isPresent()) {
      int part = open.get().part();
      open = Optional.of(new Open(Kind.CALL, index, part, true));
      out.accept(new ReplyEvent.Delta(0, part, arguments));
    }
  }

  /** Ends the block {@code index}. */
  void close(int index) {
    if (open.filter(now -> now.index() == index).isPresent()) {
      close();
    }
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    Open last = open.get();
    open = Optional.empty();
    if (last.kind() == Kind.CALL && !last.said()) {
      out.accept(new ReplyEvent.Delta(0, last.part(), "{}"));
    }
    out.accept(new ReplyEvent.PartClosed(0, last.part()));
  }

  private Optional<Integer> opened(Kind kind, int index, Part opening) {
    if (open.filter(now -> now.is(kind, index)).isEmpty()) {
      close();
      open = next(opening).map(part -> new Open(kind, index, part, true));
    }
    return open.map(Open::part);
  }

  /** Passes on an event that changes nothing. */
  void unmapped(String type, JsonNode raw) {
    out.accept(new ReplyEvent.Unmapped(ConverseProviderFormat.CONVERSE, type, raw));
  }

  /** The answer's own end, with {@code stopReason} and the fields that the model adds to it. */
  void stop(JsonNode end) {
    if (stopped) {
      return;
    }
    start();
    close();
    stopped = true;
    StopReasons.Read read = StopReasons.read(end, called);
    out.accept(new ReplyEvent.Stopped(0, read.reason(), read.stopSequence(), read.extras()));
  }

  /** What was used, and what a guardrail did. */
  void figures(JsonNode metadata) {
    UsageJson.read(metadata).ifPresent(used -> out.accept(new ReplyEvent.UsageReported(used)));
    Extras trace = UsageJson.trace(metadata);
    if (!trace.isEmpty()) {
      out.accept(new ReplyEvent.ReplyAnnotated(trace));
    }
  }

  /** The answer is whole. */
  void finish() {
    finished = true;
    out.accept(new ReplyEvent.Ended());
  }

  /** The answer has failed. */
  void fail(Problem problem) {
    finished = true;
    out.accept(new ReplyEvent.Failed(problem));
  }

  private Optional<Integer> next(Part opening) {
    start();
    if (parts >= MAX_PARTS) {
      fail(
          Problem.of(
              ProblemKind.UPSTREAM,
              "the provider's answer has more than %d parts".formatted(MAX_PARTS)));
      return Optional.empty();
    }
    out.accept(new ReplyEvent.PartOpened(0, parts, opening));
    return Optional.of(parts++);
  }
}
