package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a choice that the canonical model has no place for. Those of its message are kept
 * under {@code message}; of a field that comes with several deltas the last value counts.
 */
final class ChoiceExtras {
  /** Under this name the fields of the message are kept. */
  static final String MESSAGE = "message";

  /** Most items kept of a list that grows. */
  private static final int MAX_ITEMS = 10_000;

  private static final Set<String> CHOICE_FIELDS =
      Set.of("index", "delta", MESSAGE, "finish_reason", "logprobs", "text", "usage", "error");

  private static final Set<String> MESSAGE_FIELDS =
      Set.of(
          "role",
          "content",
          "refusal",
          "reasoning",
          "reasoning_content",
          "reasoning_details",
          "tool_calls",
          "function_call",
          "annotations",
          "audio",
          "images");

  private final ObjectNode choice = StrictJson.object();
  private final ObjectNode message = StrictJson.object();

  void keepChoice(ObjectNode node) {
    choice.setAll(Lenient.others(node, CHOICE_FIELDS));
  }

  void keepMessage(ObjectNode node) {
    message.setAll(Lenient.others(node, MESSAGE_FIELDS));
  }

  /** Keeps an annotation that is no citation, such as OpenRouter's parsed files. */
  void keepAnnotation(ObjectNode annotation) {
    append(message.withArray("annotations"), annotation);
  }

  /** Keeps the lists beside {@code content}: of refusals, and DeepSeek's of reasoning. */
  void keepLogProbs(JsonNode logProbs) {
    if (logProbs instanceof ObjectNode lists) {
      Lenient.others(lists, Set.of("content"))
          .properties()
          .forEach(
              field -> {
                if (field.getValue() instanceof ArrayNode items) {
                  ArrayNode kept = choice.withObject("/logprobs").withArray(field.getKey());
                  items.forEach(item -> append(kept, item));
                }
              });
    }
  }

  /** Keeps tokens that belong to no text. */
  void keepTokens(ArrayNode tokens) {
    choice.withObject("/logprobs").set("content", tokens);
  }

  /**
   * The stop text that was met: vLLM says it as {@code stop_reason}, SGLang as {@code
   * matched_stop}.
   */
  Optional<String> stopSequence() {
    return Lenient.text(choice, "stop_reason").or(() -> Lenient.text(choice, "matched_stop"));
  }

  /** All of it, and {@code finishReason} when nobody knows that value. */
  Extras toExtras(String finishReason) {
    ObjectNode all = choice.deepCopy();
    if (!message.isEmpty()) {
      all.set(MESSAGE, message.deepCopy());
    }
    if (!finishReason.isEmpty() && FinishReasons.read(finishReason).isEmpty()) {
      all.put("finish_reason", finishReason);
    }
    return Extras.of(Protocol.CHAT, all);
  }

  private static void append(ArrayNode list, JsonNode item) {
    if (list.size() < MAX_ITEMS) {
      list.add(item);
    }
  }
}
