package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells an answer as events, whole or streamed, so that both ways agree. Text, thinking and plan
 * follow one another; calls may stay open beside them. Whatever is left out by the provider, what
 * comes out is in order. Used by one thread at a time.
 */
final class Assembly {
  /** Most parts of one answer; one with more has failed. */
  static final int MAX_PARTS = 10_000;

  private final Map<Integer, Integer> calls = new LinkedHashMap<>();
  private final List<TokenLogProb> waiting = new ArrayList<>();
  private Consumer<ReplyEvent> out = _ -> {};
  private String id = "";
  private int parts;
  private Optional<Open> open = Optional.empty();
  private boolean called;
  private boolean started;
  private boolean finished;

  /** What of an answer is being said. */
  enum Kind {
    TEXT,
    THINKING,
    PLAN
  }

  private record Open(Kind kind, int index, int part) {}

  /** Sends the next events to {@code next}. */
  Assembly to(Consumer<ReplyEvent> next) {
    out = next;
    return this;
  }

  boolean finished() {
    return finished;
  }

  /** Begins the answer; a second beginning changes nothing. */
  void start(String replyId) {
    if (!started) {
      started = true;
      id = replyId;
      out.accept(new ReplyEvent.Started(replyId, "", 0, Extras.NONE));
    }
  }

  /** Begins the content {@code index}; the one that was open is whole. */
  void open(Kind kind, int index) {
    start("");
    close();
    Part opening = kind == Kind.THINKING ? Part.Reasoning.of("") : Part.Text.of("");
    next(opening).ifPresent(part -> open = Optional.of(new Open(kind, index, part)));
  }

  /** Adds {@code text} to the content {@code index}, which begins with it unless it is open. */
  void say(Kind kind, int index, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (open.filter(now -> now.kind() == kind && now.index() == index).isEmpty()) {
      open(kind, index);
    }
    open.ifPresent(now -> out.accept(new ReplyEvent.Delta(0, now.part(), text)));
  }

  /** Ends the content {@code index}. */
  void close(int index) {
    if (open.filter(now -> now.index() == index).isPresent()) {
      close();
    }
  }

  private void close() {
    open.ifPresent(now -> out.accept(new ReplyEvent.PartClosed(0, now.part())));
    open = Optional.empty();
  }

  /**
   * Tells the probabilities of the tokens said last. Those of thinking have no place of their own:
   * they go before those of the text that follows.
   */
  void logProbs(JsonNode item) {
    LogProbs.read(item).ifPresent(waiting::add);
    if (!waiting.isEmpty() && open.filter(now -> now.kind() == Kind.TEXT).isPresent()) {
      out.accept(new ReplyEvent.LogProbs(0, open.get().part(), waiting));
      waiting.clear();
    }
  }

  /** Tells the sources of the text or plan that is open; what else is cited is only passed on. */
  void cite(JsonNode citation) {
    if (open.isEmpty() || open.get().kind() == Kind.THINKING) {
      unmapped("citation-start", citation);
      return;
    }
    for (Citation source : Citations.read(citation)) {
      out.accept(new ReplyEvent.Cited(0, open.get().part(), source));
    }
  }

  /** Begins the call {@code index}. */
  void call(int index, JsonNode call) {
    start("");
    close();
    endCall(index);
    called = true;
    JsonNode function = call.path("function");
    String callId = Lenient.text(call, "id").orElseGet(() -> ToolIds.madeUp(id + "#" + parts));
    next(Part.ToolCall.of(callId, Lenient.textOf(function, "name"), ""))
        .ifPresent(part -> calls.put(index, part));
    argue(index, Lenient.textOrJson(function.path("arguments")));
  }

  /** Adds to the arguments of the call {@code index}. */
  void argue(int index, String arguments) {
    Integer part = calls.get(index);
    if (part != null && !arguments.isEmpty()) {
      out.accept(new ReplyEvent.Delta(0, part, arguments));
    }
  }

  /** Ends the call {@code index}. */
  void endCall(int index) {
    Integer part = calls.remove(index);
    if (part != null) {
      out.accept(new ReplyEvent.PartClosed(0, part));
    }
  }

  /** Passes on an event that changes nothing. */
  void unmapped(String type, JsonNode raw) {
    out.accept(new ReplyEvent.Unmapped(CohereProviderFormat.COHERE, type, raw));
  }

  /** Ends the answer with what {@code finish_reason}, {@code usage} and {@code error} say. */
  void finish(JsonNode end) {
    start("");
    String error = Lenient.textOf(end, "error");
    switch (Lenient.textOf(end, "finish_reason")) {
      case "ERROR" -> fail(Problems.ofEnd(ProblemKind.UPSTREAM, error));
      case "TIMEOUT" -> fail(Problems.ofEnd(ProblemKind.UPSTREAM_TIMEOUT, error));
      case "COMPLETE" -> stop(called ? StopReason.TOOL_CALLS : StopReason.END, Extras.NONE, end);
      case "TOOL_CALL" -> stop(StopReason.TOOL_CALLS, Extras.NONE, end);
      case "STOP_SEQUENCE" -> stop(StopReason.STOP_SEQUENCE, Extras.NONE, end);
      case "MAX_TOKENS" -> stop(StopReason.MAX_TOKENS, Extras.NONE, end);
      case String other -> {
        ObjectNode unknown = StrictJson.object();
        if (!other.isEmpty()) {
          unknown.put("finish_reason", other);
        }
        stop(
            called ? StopReason.TOOL_CALLS : StopReason.END,
            Extras.of(CohereProviderFormat.COHERE, unknown),
            end);
      }
    }
  }

  private void stop(StopReason reason, Extras extras, JsonNode end) {
    close();
    List.copyOf(calls.keySet()).forEach(this::endCall);
    out.accept(new ReplyEvent.Stopped(0, reason, Optional.empty(), extras));
    UsageJson.read(end.path("usage"))
        .ifPresent(usage -> out.accept(new ReplyEvent.UsageReported(usage)));
    finished = true;
    out.accept(new ReplyEvent.Ended());
  }

  /** The answer has failed. */
  void fail(Problem problem) {
    finished = true;
    out.accept(new ReplyEvent.Failed(problem));
  }

  private Optional<Integer> next(Part opening) {
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
