package dev.signalbox.gateway.wire.cross;

import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.HashSet;
import java.util.Set;

/** What a client of one API should see of a canonical reply. */
final class Expected {
  private Expected() {}

  static Seen of(Reply reply, Protocol client) {
    return new Seen(
        reply.choices().stream().map(choice -> answer(choice, client)).toList(),
        reply
            .usage()
            .map(usage -> new Seen.Tokens(usage.totalInput(), usage.cacheRead(), usage.output())));
  }

  private static Seen.Answer answer(Choice choice, Protocol client) {
    Seen.Builder seen = new Seen.Builder();
    for (Part part : choice.parts()) {
      switch (part) {
        case Part.Text text -> {
          seen.text(text.text());
          seen.citations(text.citations().size());
          seen.logProbs(text.logProbs().size());
        }
        case Part.Reasoning reasoning -> seen.reasoning(reasoning.text());
        case Part.Refusal refusal -> refuse(refusal.text(), client, seen);
        case Part.ToolCall call -> seen.call(call.name(), call.argumentsJson());
        case Part.Media _ -> seen.media();
        case Part.ToolResult _, Part.Opaque _ -> seen.other();
      }
    }
    Set<String> stops = new HashSet<>(stops(choice.stop(), client));
    if (choice.parts().stream().anyMatch(Part.Refusal.class::isInstance)) {
      stops.addAll(stops(StopReason.REFUSAL, client));
    }
    seen.stops(stops);
    return seen.build();
  }

  /** Anthropic and Gemini have no place of their own for the words of a refusal. */
  private static void refuse(String words, Protocol client, Seen.Builder seen) {
    switch (client) {
      case CHAT, RESPONSES -> seen.refusal(words);
      case ANTHROPIC, GEMINI -> seen.text(words);
    }
  }

  static Set<String> stops(StopReason stop, Protocol client) {
    return switch (client) {
      case CHAT -> chat(stop);
      case RESPONSES -> responses(stop);
      case ANTHROPIC -> anthropic(stop);
      case GEMINI -> gemini(stop);
    };
  }

  private static Set<String> chat(StopReason stop) {
    return switch (stop) {
      case END, STOP_SEQUENCE, PAUSE -> Set.of("stop");
      case MAX_TOKENS, CONTEXT_EXCEEDED -> Set.of("length");
      case TOOL_CALLS -> Set.of("tool_calls", "function_call");
      case CONTENT_FILTER -> Set.of("content_filter");
      case REFUSAL -> Set.of("stop", "content_filter");
      case ERROR -> Set.of("stop", "content_filter", "error");
    };
  }

  /** An answer in the background is read before it is whole; {@code complete} is not OpenAI's. */
  private static Set<String> responses(StopReason stop) {
    return switch (stop) {
      case END, PAUSE -> Set.of("completed", "complete", "queued", "in_progress");
      case STOP_SEQUENCE, TOOL_CALLS -> Set.of("completed");
      case MAX_TOKENS, CONTEXT_EXCEEDED -> Set.of("max_output_tokens");
      case CONTENT_FILTER -> Set.of("content_filter");
      case REFUSAL -> Set.of("completed", "content_filter");
      case ERROR -> Set.of("failed", "incomplete", "completed");
    };
  }

  private static Set<String> anthropic(StopReason stop) {
    return switch (stop) {
      case END -> Set.of("end_turn");
      case STOP_SEQUENCE -> Set.of("stop_sequence");
      case PAUSE -> Set.of("pause_turn");
      case MAX_TOKENS -> Set.of("max_tokens");
      case CONTEXT_EXCEEDED -> Set.of("model_context_window_exceeded");
      case TOOL_CALLS -> Set.of("tool_use");
      case CONTENT_FILTER, REFUSAL -> Set.of("refusal");
      case ERROR -> Set.of("end_turn", "refusal");
    };
  }

  private static Set<String> gemini(StopReason stop) {
    return switch (stop) {
      case END, STOP_SEQUENCE, PAUSE -> Set.of("STOP");
      case TOOL_CALLS -> Set.of("STOP", "UNEXPECTED_TOOL_CALL");
      case MAX_TOKENS, CONTEXT_EXCEEDED -> Set.of("MAX_TOKENS");
      case CONTENT_FILTER ->
          Set.of(
              "SAFETY",
              "RECITATION",
              "BLOCKLIST",
              "PROHIBITED_CONTENT",
              "SPII",
              "MODEL_ARMOR",
              "IMAGE_SAFETY",
              "LANGUAGE",
              "OTHER");
      case REFUSAL -> Set.of("STOP", "SAFETY", "PROHIBITED_CONTENT");
      case ERROR -> Set.of("OTHER", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "NO_IMAGE");
    };
  }
}
