package dev.signalbox.analytics.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a model wrote: the JSON that it was asked for, or a statement between prose. */
final class ModelReply {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 64_000;
  private static final int SHOWN = 300;

  private static final Pattern FENCE =
      Pattern.compile("```[a-zA-Z]*\\s*\\n?(.*?)```", Pattern.DOTALL);

  private static final Pattern STATEMENT =
      Pattern.compile("(?is)(?:^|\\n)\\s*((?:select|with)\\b.*)$");

  private ModelReply() {}

  /** What a model made of a question. */
  sealed interface Said {
    /** A statement. */
    record Statement(Query query) implements Said {}

    /**
     * That there is no answer.
     *
     * @param why what it said of it
     */
    record No(String why) implements Said {}
  }

  /** What {@code text} says. */
  static Said read(String text, String question) {
    if (text.length() > LONGEST) {
      return new Said.No("the model wrote too much");
    }
    for (String candidate : candidates(text)) {
      Optional<Said> said = json(candidate, question);
      if (said.isPresent()) {
        return said.get();
      }
    }
    for (String candidate : candidates(text)) {
      Matcher statement = STATEMENT.matcher(candidate);
      if (statement.find()) {
        String sql = String.valueOf(statement.group(1)).strip();
        return new Said.Statement(
            new Query(
                sql, question, Query.Chart.TABLE, List.of("the model said nothing beside it")));
      }
    }
    return new Said.No("the model wrote no statement: " + cut(text));
  }

  /** What stands in fences, then the outermost braces, then all of it. */
  private static List<String> candidates(String text) {
    List<String> candidates = new ArrayList<>();
    Matcher fence = FENCE.matcher(text);
    while (fence.find() && candidates.size() < 8) {
      candidates.add(String.valueOf(fence.group(1)).strip());
    }
    int open = text.indexOf('{');
    int close = text.lastIndexOf('}');
    if (open >= 0 && close > open) {
      candidates.add(text.substring(open, close + 1));
    }
    candidates.add(text.strip());
    return candidates;
  }

  private static Optional<Said> json(String text, String question) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (node == null || !node.isObject() || !(node.has("sql") || node.has("answerable"))) {
      return Optional.empty();
    }
    String sql = node.path("sql").asText("").strip();
    if (!node.path("answerable").asBoolean(true) || sql.isEmpty()) {
      String why = node.path("clarify").asText("");
      return Optional.of(
          new Said.No(why.isBlank() ? "the model says that the facts do not tell" : cut(why)));
    }
    List<String> assumptions = new ArrayList<>();
    for (JsonNode assumption : node.path("assumptions")) {
      if (assumptions.size() < 10) {
        assumptions.add(cut(assumption.asText("")));
      }
    }
    String title = node.path("title").asText("");
    return Optional.of(
        new Said.Statement(
            new Query(
                unfenced(sql),
                title.isBlank() ? question : cut(title),
                chart(node.path("chart")),
                assumptions)));
  }

  private static String unfenced(String sql) {
    Matcher fence = FENCE.matcher(sql);
    return fence.find() ? String.valueOf(fence.group(1)).strip() : sql;
  }

  private static Query.Chart chart(JsonNode node) {
    String type = node.path("type").asText("table").toLowerCase(Locale.ROOT);
    return List.of("number", "line", "bar").contains(type)
        ? new Query.Chart(type, name(node, "x"), name(node, "y"), name(node, "series"))
        : Query.Chart.TABLE;
  }

  private static String name(JsonNode node, String field) {
    return cut(node.path(field).asText(""));
  }

  private static String cut(String text) {
    return Excerpt.of(text.strip(), SHOWN);
  }
}
