package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One piece of a turn or of an answer. */
public sealed interface Part {
  /**
   * Text that people read. Neighbouring texts belong together without a separator.
   *
   * @param signature Gemini's thought signature when it sits on a text
   */
  record Text(
      String text,
      List<Citation> citations,
      List<TokenLogProb> logProbs,
      Optional<Signature> signature,
      Extras extras)
      implements Part {
    public Text {
      citations = List.copyOf(citations);
      logProbs = List.copyOf(logProbs);
    }

    /** Text and nothing else. */
    public static Text of(String text) {
      return new Text(text, List.of(), List.of(), Optional.empty(), Extras.NONE);
    }
  }

  /**
   * What a model thought before it answered; {@code text} may be empty while a signature is there.
   */
  record Reasoning(String text, Optional<Signature> signature, Extras extras) implements Part {
    public static Reasoning of(String text) {
      return new Reasoning(text, Optional.empty(), Extras.NONE);
    }
  }

  /** The model's words for declining. */
  record Refusal(String text) implements Part {}

  /**
   * An image, document, audio or video.
   *
   * @param name file name or title, when one was given
   */
  record Media(MediaKind kind, MediaSource source, Optional<String> name, Extras extras)
      implements Part {}

  /**
   * A call of a tool that the client runs.
   *
   * @param id joins the call to its {@link ToolResult}; never empty
   * @param argumentsJson the arguments as the model wrote them: usually a JSON object, but cut or
   *     malformed text is kept as it is; empty means no arguments
   * @param signature Gemini's thought signature when it sits on a call
   */
  record ToolCall(
      String id, String name, String argumentsJson, Optional<Signature> signature, Extras extras)
      implements Part {
    public static ToolCall of(String id, String name, String argumentsJson) {
      return new ToolCall(id, name, argumentsJson, Optional.empty(), Extras.NONE);
    }
  }

  /**
   * What a tool gave back.
   *
   * @param callId the {@link ToolCall#id} it answers
   * @param name the tool's name; empty text when the protocol did not say and no call names it
   * @param content texts, media or opaque parts, in order
   * @param error whether the tool failed
   */
  record ToolResult(String callId, String name, List<Part> content, boolean error, Extras extras)
      implements Part {
    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /**
   * A part that only its own protocol knows: server tools and their results, new types.
   *
   * @param origin the protocol it is written in
   * @param type its type there, for messages
   * @param raw the part as it came; treated as immutable
   */
  record Opaque(ApiFormat origin, String type, JsonNode raw) implements Part {}
}
