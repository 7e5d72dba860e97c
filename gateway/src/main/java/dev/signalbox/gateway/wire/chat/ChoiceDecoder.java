package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads one choice, piece by piece: the deltas of a stream, or a whole message as one piece, so
 * that both give the same parts. Text, reasoning and refusal never overlap; tool calls stay open
 * until the choice stops. Throws {@code UPSTREAM} problems when a bound is passed. Used by one
 * thread at a time.
 */
final class ChoiceDecoder {
  /** Most parts of one choice. */
  private static final int MAX_PARTS = 10_000;

  /** Most citations and tokens that wait for a text to open. */
  private static final int MAX_PENDING = 100_000;

  private enum Kind {
    NONE,
    TEXT,
    REASONING,
    REFUSAL
  }

  private final int choice;
  private final Consumer<ReplyEvent> out;
  private final CallSlots calls;
  private final Sink sink = new Sink();
  private final AudioPieces audio = new AudioPieces();
  private final ChoiceExtras extras = new ChoiceExtras();
  private final List<Citation> pendingCitations = new ArrayList<>();
  private final List<TokenLogProb> pendingLogProbs = new ArrayList<>();
  private ReasoningDetails details = new ReasoningDetails();
  private Kind open = Kind.NONE;
  private int openPart;
  private int nextPart;
  private boolean plainReasoning;
  private boolean refused;
  private boolean stopped;

  /**
   * A choice at its start.
   *
   * @param seed made-up ids derive from it
   * @param whole whether the message comes in one piece
   */
  ChoiceDecoder(int choice, String seed, boolean whole, Consumer<ReplyEvent> out) {
    this.choice = choice;
    this.out = out;
    this.calls = new CallSlots(seed + "." + choice, whole);
  }

  private final class Sink implements CallSlots.Sink {
    @Override
    public int open(Part.ToolCall call) {
      closeOpen();
      return openPart(call);
    }

    @Override
    public void delta(int part, String text) {
      out.accept(new ReplyEvent.Delta(choice, part, text));
    }

    @Override
    public void sign(int part, Signature signature) {
      out.accept(new ReplyEvent.Signed(choice, part, signature));
    }

    @Override
    public void close(int part) {
      out.accept(new ReplyEvent.PartClosed(choice, part));
    }
  }

  boolean stopped() {
    return stopped;
  }

  /** Takes an item of {@code choices}. */
  void accept(ObjectNode node) {
    JsonNode delta = node.path("delta").isObject() ? node.path("delta") : node.path("message");
    if (stopped) {
      late(delta);
      return;
    }
    if (delta instanceof ObjectNode message) {
      reasoning(message);
      content(message.path("content"));
      annotations(message);
      logProbs(node.path("logprobs"));
      refusal(message);
      media(message);
      Lenient.objects(message, "tool_calls").forEach(call -> calls.accept(call, sink));
      if (message.path("function_call") instanceof ObjectNode call) {
        calls.acceptLegacy(call, sink);
      }
      extras.keepMessage(message);
    } else {
      logProbs(node.path("logprobs"));
    }
    extras.keepChoice(node);
    Lenient.text(node, "finish_reason").ifPresent(this::stop);
  }

  /** Ends the choice; {@code reason} may be empty when the server gave none. */
  void stop(String reason) {
    flushPending();
    closeOpen();
    audio.toPart().ifPresent(this::wholePart);
    calls.finish(sink);
    stopped = true;
    StopReason stop = stopReason(reason);
    Optional<String> sequence =
        stop == StopReason.STOP_SEQUENCE ? extras.stopSequence() : Optional.empty();
    out.accept(new ReplyEvent.Stopped(choice, stop, sequence, extras.toExtras(reason)));
  }

  private StopReason stopReason(String reason) {
    StopReason read = FinishReasons.read(reason).orElse(StopReason.END);
    if (read != StopReason.END && read != StopReason.TOOL_CALLS) {
      return read;
    }
    if (!calls.isEmpty()) {
      return StopReason.TOOL_CALLS;
    }
    if (refused) {
      return StopReason.REFUSAL;
    }
    return extras.stopSequence().isPresent() ? StopReason.STOP_SEQUENCE : StopReason.END;
  }

  private void reasoning(ObjectNode message) {
    Optional<String> plain =
        Lenient.text(message, "reasoning_content").or(() -> Lenient.text(message, "reasoning"));
    plainReasoning |= plain.isPresent();
    plain.ifPresent(text -> append(Kind.REASONING, text));
    for (ObjectNode detail : Lenient.objects(message, "reasoning_details")) {
      String text = plainReasoning ? "" : ReasoningDetails.textOf(detail);
      if (open != Kind.REASONING) {
        startReasoning();
      }
      details.add(detail);
      append(Kind.REASONING, text);
    }
  }

  /** Content is a string, or parts of text and thinking (Mistral). */
  private void content(JsonNode content) {
    if (content.isTextual()) {
      append(Kind.TEXT, content.textValue());
    } else if (content.isArray()) {
      content.forEach(this::contentPart);
    }
  }

  private void contentPart(JsonNode part) {
    switch (part.path("type").asText()) {
      case "text" -> Lenient.text(part, "text").ifPresent(text -> append(Kind.TEXT, text));
      case "thinking" -> append(Kind.REASONING, DialectParts.textOf(part.path("thinking")));
      case "refusal" -> Lenient.text(part, "refusal").ifPresent(text -> append(Kind.REFUSAL, text));
      default -> {
        if (part.isObject()) {
          closeOpen();
          wholePart(new Part.Opaque(Protocol.CHAT, part.path("type").asText(), part));
        }
      }
    }
  }

  private void annotations(ObjectNode message) {
    for (ObjectNode annotation : Lenient.objects(message, "annotations")) {
      Optional<Citation> citation = Annotations.read(annotation);
      if (citation.isEmpty()) {
        extras.keepAnnotation(annotation);
      } else if (open == Kind.TEXT) {
        out.accept(new ReplyEvent.Cited(choice, openPart, citation.get()));
      } else {
        pendingCitations.add(citation.get());
        checkPending();
      }
    }
  }

  private void logProbs(JsonNode logProbs) {
    List<TokenLogProb> tokens = ChatLogProbs.read(logProbs.path("content"));
    extras.keepLogProbs(logProbs);
    if (tokens.isEmpty()) {
      return;
    }
    if (open == Kind.TEXT) {
      out.accept(new ReplyEvent.LogProbs(choice, openPart, tokens));
    } else {
      pendingLogProbs.addAll(tokens);
      checkPending();
    }
  }

  private void refusal(ObjectNode message) {
    Lenient.text(message, "refusal").ifPresent(text -> append(Kind.REFUSAL, text));
  }

  private void media(ObjectNode message) {
    if (message.path("audio") instanceof ObjectNode piece) {
      audio.accept(piece);
    }
    for (ObjectNode image : Lenient.objects(message, "images")) {
      DialectParts.image(image)
          .ifPresent(
              part -> {
                closeOpen();
                wholePart(part);
              });
    }
  }

  private void append(Kind kind, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (open != kind) {
      start(kind);
    }
    out.accept(new ReplyEvent.Delta(choice, openPart, text));
    if (kind == Kind.TEXT) {
      tellPending();
    }
  }

  private void start(Kind kind) {
    switch (kind) {
      case TEXT -> open(kind, Part.Text.of(""));
      case REASONING -> startReasoning();
      case REFUSAL -> {
        refused = true;
        open(kind, new Part.Refusal(""));
      }
      case NONE -> closeOpen();
    }
  }

  private void startReasoning() {
    open(Kind.REASONING, Part.Reasoning.of(""));
    details = new ReasoningDetails();
  }

  private void open(Kind kind, Part opening) {
    closeOpen();
    openPart = openPart(opening);
    open = kind;
  }

  private int openPart(Part opening) {
    if (nextPart >= MAX_PARTS) {
      throw Problem.of(
              ProblemKind.UPSTREAM,
              "the provider sent more than %d parts in one answer".formatted(MAX_PARTS))
          .toException();
    }
    out.accept(new ReplyEvent.PartOpened(choice, nextPart, opening));
    return nextPart++;
  }

  private void wholePart(Part part) {
    out.accept(new ReplyEvent.PartClosed(choice, openPart(part)));
  }

  private void closeOpen() {
    if (open == Kind.NONE) {
      return;
    }
    if (open == Kind.REASONING) {
      details
          .signature()
          .ifPresent(value -> out.accept(new ReplyEvent.Signed(choice, openPart, value)));
    }
    open = Kind.NONE;
    out.accept(new ReplyEvent.PartClosed(choice, openPart));
  }

  /** Citations and tokens may come before the text they are of. */
  private void tellPending() {
    pendingCitations.forEach(
        citation -> out.accept(new ReplyEvent.Cited(choice, openPart, citation)));
    pendingCitations.clear();
    if (!pendingLogProbs.isEmpty()) {
      out.accept(new ReplyEvent.LogProbs(choice, openPart, pendingLogProbs));
      pendingLogProbs.clear();
    }
  }

  /** What waited for a text that never came: citations make an empty one, tokens stay as extras. */
  private void flushPending() {
    if (!pendingCitations.isEmpty()) {
      if (open != Kind.TEXT) {
        start(Kind.TEXT);
      }
      tellPending();
    }
    if (!pendingLogProbs.isEmpty()) {
      extras.keepTokens(ChatLogProbs.write(pendingLogProbs));
    }
  }

  private void checkPending() {
    if (pendingCitations.size() + pendingLogProbs.size() > MAX_PENDING) {
      throw Problem.of(ProblemKind.UPSTREAM, "the provider sent too many annotations")
          .toException();
    }
  }

  /** What comes after the end of a choice is told, never mixed in. */
  private void late(JsonNode delta) {
    boolean says =
        Lenient.text(delta, "content").isPresent()
            || Lenient.tells(delta.path("tool_calls"))
            || Lenient.text(delta, "refusal").isPresent();
    if (says) {
      out.accept(new ReplyEvent.Unmapped(Protocol.CHAT, "delta after finish_reason", delta));
    }
  }
}
