package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the text of one answer, before limits are applied. */
final class AnswerText {
  private static final String LABEL = "[simulated] ";
  private static final int QUOTE_CHARACTERS = 120;
  private static final int RESULT_CHARACTERS = 400;
  private static final int MAX_QUOTED = 20;
  private static final int MAX_WORDS = 20_000;

  /** "in 200 words": the only thing of a question that is understood. */
  private static final Pattern WORD_COUNT = Pattern.compile("\\b(\\d{1,6}) words\\b");

  private static final int SEARCHED_CHARACTERS = 10_000;

  private static final List<String> REMARKS =
      List.of(
          "A real model would now weigh the question and say what it knows.",
          "Nothing of the question was understood, but every byte of it arrived.",
          "Point this name at a provider to hear what a model has to say.",
          "The same question will always get this very answer.",
          "Change one letter of the question and the answer changes too.",
          "The figures in the usage are estimates, four characters a token.",
          "It came over the wire as an answer of this API always comes.");

  private AnswerText() {}

  /** The text that answers {@code request}. */
  static String of(Request request, Dice dice) {
    return request
        .output()
        .format()
        .map(
            format ->
                switch (format) {
                  case ResponseFormat.Text _ -> plain(request, dice);
                  case ResponseFormat.JsonObject _ -> StrictJson.toText(object(request, dice));
                  case ResponseFormat.JsonSchema schema ->
                      StrictJson.toText(matching(schema.schema(), dice));
                })
        .orElseGet(() -> plain(request, dice));
  }

  /** What the model thinks before it answers, in one to five sentences. */
  static String reasoning(Request request, int sentences, Dice dice) {
    StringBuilder text = new StringBuilder("The user wrote ");
    text.append(quoted(Wishes.lastUserText(request), QUOTE_CHARACTERS)).append('.');
    text.append(" This is a simulation, so I decide by dice.");
    for (int i = 1; i < sentences; i++) {
      text.append(" They show ").append(dice.between(1, 6)).append(", so I go on.");
    }
    return text.toString();
  }

  private static JsonNode matching(JsonNode schema, Dice dice) {
    return SchemaSample.of(schema, dice.next());
  }

  private static ObjectNode object(Request request, Dice dice) {
    ObjectNode object = StrictJson.object();
    object.put("simulated", true);
    object.put("question", clipped(Wishes.lastUserText(request), QUOTE_CHARACTERS));
    object.put("answer", dice.pick(REMARKS));
    return object;
  }

  private static String plain(Request request, Dice dice) {
    List<Part.ToolResult> results = Wishes.newResults(request);
    String opening = results.isEmpty() ? question(request) : quoting(results);
    String end =
        "%s This is answer %04x of the simulator; no model was asked."
            .formatted(dice.pick(REMARKS), dice.below(0x10000));
    int words = askedWords(request);
    return LABEL + opening + " " + (words == 0 ? end : filled(opening + " " + end, words, dice));
  }

  private static String question(Request request) {
    String text = Wishes.lastUserText(request);
    String asked =
        text.isBlank() ? "You said nothing." : "You said " + quoted(text, QUOTE_CHARACTERS) + ".";
    List<Part.Media> media = Wishes.lastUserMedia(request);
    if (media.isEmpty()) {
      return asked;
    }
    return asked
        + " With it came "
        + media.stream().limit(MAX_QUOTED).map(MediaNote::of).collect(Collectors.joining(", "))
        + ".";
  }

  private static String quoting(List<Part.ToolResult> results) {
    return results.stream()
        .limit(MAX_QUOTED)
        .map(AnswerText::quoting)
        .collect(Collectors.joining(" "));
  }

  private static String quoting(Part.ToolResult result) {
    String who = result.name().isEmpty() ? "The tool" : "The tool " + result.name();
    String what =
        result.content().stream().map(AnswerText::contentOf).collect(Collectors.joining(" "));
    return who
        + (result.error() ? " failed with " : " answered ")
        + quoted(what, RESULT_CHARACTERS)
        + ".";
  }

  private static String contentOf(Part part) {
    return switch (part) {
      case Part.Text text -> text.text();
      case Part.Media media -> MediaNote.of(media);
      case Part.Refusal refusal -> refusal.text();
      case Part.Reasoning _, Part.ToolCall _, Part.ToolResult _, Part.Opaque _ -> "";
    };
  }

  private static int askedWords(Request request) {
    String text = clipped(Wishes.lastUserText(request), SEARCHED_CHARACTERS);
    Matcher matcher = WORD_COUNT.matcher(text);
    return matcher.find() ? Math.min(Integer.parseInt(matcher.group(1)), MAX_WORDS) : 0;
  }

  /** {@code end} with remarks before it until about {@code words} words are there. */
  private static String filled(String end, int words, Dice dice) {
    StringBuilder text = new StringBuilder();
    int there = end.split(" ", -1).length;
    while (there < words) {
      String remark = dice.pick(REMARKS);
      text.append(remark).append(' ');
      there += remark.split(" ", -1).length;
    }
    int lastWords = end.indexOf(" This is answer");
    return text.append(end.substring(lastWords + 1)).toString();
  }

  private static String quoted(String text, int limit) {
    return "\"" + clipped(text.strip(), limit) + "\"";
  }

  private static String clipped(String text, int limit) {
    return text.length() <= limit ? text : Pieces.wholeCharacters(text, limit) + "…";
  }
}
