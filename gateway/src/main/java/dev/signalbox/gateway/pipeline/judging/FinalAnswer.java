package dev.signalbox.gateway.pipeline.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer says in the end, so that two answers can be compared: a call of a tool, JSON, a
 * number, a letter, or a few words. How it came to that does not count.
 */
public final class FinalAnswer {
  /** Most characters of an answer that is looked at. */
  static final int MOST_CHARACTERS = 8_000;

  /** Most characters of words that are compared as they are. */
  static final int FEW_CHARACTERS = 60;

  private static final int MOST_DIGITS = 50;

  /** Fields in which a model writes how it came to its answer. */
  private static final Set<String> REASONING =
      Set.of(
          "reasoning",
          "rationale",
          "explanation",
          "explanations",
          "thinking",
          "thought",
          "thoughts",
          "analysis",
          "steps",
          "chain_of_thought",
          "scratchpad",
          "confidence");

  private static final String NUMBER = "[-+]?[$€£]?\\d[\\d,]*(?:\\.\\d+)?%?";

  /** The last of these in a text says its answer. */
  private static final Pattern TOLD =
      Pattern.compile(
          "(?i)(?:####\\s*|\\\\boxed\\{|(?:final\\s+)?answer(?:\\s+is)?\\s*:?\\s*\\**\\s*\\(?)"
              + "("
              + NUMBER
              + "|[A-Za-z]\\b)");

  private static final Pattern BARE_NUMBER = Pattern.compile("\\**(" + NUMBER + ")\\**\\.?");
  private static final Pattern BARE_LETTER = Pattern.compile("\\**\\(?([A-Za-z])[).:]?\\**\\.?");
  private static final Pattern FENCE = Pattern.compile("(?s)```(?:json)?\\s*\\n(.*?)\\n?```");

  private FinalAnswer() {}

  /** What {@code reply} says in the end; empty when that cannot be compared. */
  public static Optional<JsonNode> of(Reply reply) {
    return reply.choices().size() == 1 ? of(reply.choices().getFirst()) : Optional.empty();
  }

  private static Optional<JsonNode> of(Choice choice) {
    List<Part.ToolCall> calls =
        choice.parts().stream()
            .filter(Part.ToolCall.class::isInstance)
            .map(Part.ToolCall.class::cast)
            .toList();
    if (calls.isEmpty()) {
      return text(AnswerText.of(choice).strip());
    }
    return calls.size() == 1 ? call(calls.getFirst()) : Optional.empty();
  }

  private static Optional<JsonNode> call(Part.ToolCall call) {
    String arguments = call.argumentsJson().isBlank() ? "{}" : call.argumentsJson();
    return arguments.length() > MOST_CHARACTERS
        ? Optional.empty()
        : StrictJson.tryParse(arguments)
            .map(
                found ->
                    StrictJson.object()
                        .put("tool", call.name())
                        .set("arguments", canonical(found)));
  }

  private static Optional<JsonNode> text(String text) {
    if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    Matcher fence = FENCE.matcher(text);
    String inner = fence.matches() ? fence.group(1).strip() : text;
    return StrictJson.tryParse(inner)
        .filter(JsonNode::isContainerNode)
        .map(FinalAnswer::canonical)
        .or(() -> bare(inner))
        .or(() -> told(inner))
        .or(() -> words(inner));
  }

  private static Optional<JsonNode> bare(String text) {
    Matcher number = BARE_NUMBER.matcher(text);
    if (number.matches()) {
      return number(number.group(1));
    }
    Matcher letter = BARE_LETTER.matcher(text);
    return letter.matches() ? Optional.of(letter(letter.group(1))) : Optional.empty();
  }

  private static Optional<JsonNode> told(String text) {
    Matcher matcher = TOLD.matcher(text);
    Optional<JsonNode> last = Optional.empty();
    while (matcher.find()) {
      String value = matcher.group(1);
      last = Character.isLetter(value.charAt(0)) ? Optional.of(letter(value)) : number(value);
    }
    return last;
  }

  private static Optional<JsonNode> words(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[\\s*\"'`.!]+", " ").strip();
    return text.length() > FEW_CHARACTERS || plain.isEmpty()
        ? Optional.empty()
        : Optional.of(TextNode.valueOf(plain));
  }

  private static JsonNode letter(String letter) {
    return TextNode.valueOf(letter.toUpperCase(Locale.ROOT));
  }

  private static Optional<JsonNode> number(String written) {
    String digits = written.replaceAll("[$€£,%+]", "");
    return digits.length() > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(canonical(new BigDecimal(digits)));
  }

  private static JsonNode canonical(BigDecimal number) {
    return DecimalNode.valueOf(
        number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
  }

  /** The same without how it was come to, with numbers of one form and texts without their rim. */
  private static JsonNode canonical(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode made = StrictJson.object();
        object
            .properties()
            .forEach(
                field -> {
                  if (!REASONING.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                    made.set(field.getKey(), canonical(field.getValue()));
                  }
                });
        yield made;
      }
      case ArrayNode array -> {
        ArrayNode made = StrictJson.mapper().createArrayNode();
        array.forEach(item -> made.add(canonical(item)));
        yield made;
      }
      case TextNode text -> TextNode.valueOf(text.textValue().strip());
      default ->
          value.isNumber() && value.decimalValue().precision() <= MOST_DIGITS
              ? canonical(value.decimalValue())
              : value;
    };
  }
}
