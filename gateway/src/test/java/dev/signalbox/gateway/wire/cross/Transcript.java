package dev.signalbox.gateway.wire.cross;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a request says, apart from how its API cuts it into messages.
 *
 * @param instructions all of them together, without white space
 * @param spoken texts by speaker and calls, in order; neighbouring texts of one speaker are one
 * @param results text of each call's result by the call's number; JSON in one form
 * @param media all of it, sorted
 * @param tools functions by name with their description
 */
record Transcript(
    String instructions,
    List<String> spoken,
    Map<Integer, String> results,
    List<String> media,
    Map<String, String> tools) {

  static Transcript of(Request request) {
    Writer writer = new Writer();
    request.turns().forEach(writer::turn);
    writer.flush();
    Map<String, String> tools = new TreeMap<>();
    for (Tool tool : request.tooling().tools()) {
      if (tool instanceof Tool.Function function) {
        tools.put(function.name(), function.description().orElse(""));
      }
    }
    return new Transcript(
        writer.instructions.toString(),
        writer.spoken,
        writer.results,
        writer.media.stream().sorted().toList(),
        tools);
  }

  /** The names of the components in which this differs from {@code other}. */
  List<String> differences(Transcript other) {
    List<String> names = new ArrayList<>();
    note(names, "instructions", instructions, other.instructions);
    note(names, "spoken", spoken, other.spoken);
    note(names, "results", results, other.results);
    note(names, "media", media, other.media);
    note(names, "tools", tools, other.tools);
    return names;
  }

  private static void note(List<String> names, String name, Object mine, Object other) {
    if (!mine.equals(other)) {
      names.add("%s: %s became %s".formatted(name, shortened(mine), shortened(other)));
    }
  }

  private static String shortened(Object value) {
    String text = value.toString();
    return text.length() <= 600 ? text : text.substring(0, 600) + "…";
  }

  private static final class Writer {
    private final StringBuilder instructions = new StringBuilder();
    private final List<String> spoken = new ArrayList<>();
    private final Map<Integer, String> results = new TreeMap<>();
    private final List<String> media = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final StringBuilder run = new StringBuilder();
    private String speaker = "";

    void turn(Turn turn) {
      for (Part part : turn.parts()) {
        part(turn.role(), part);
      }
    }

    private void part(Role role, Part part) {
      switch (part) {
        case Part.Text text -> say(role, text.text());
        case Part.Refusal refusal -> say(role, refusal.text());
        case Part.Media shown -> media.add(source(shown.source()));
        case Part.ToolCall call -> {
          flush();
          numbers.put(call.id(), numbers.size());
          spoken.add("call " + call.name() + " " + json(call.argumentsJson()));
        }
        case Part.ToolResult result -> result(result);
        case Part.Reasoning _, Part.Opaque _ -> {}
      }
    }

    private void say(Role role, String text) {
      if (role == Role.SYSTEM || role == Role.DEVELOPER) {
        text.chars()
            .filter(c -> !Character.isWhitespace(c))
            .forEach(c -> instructions.append((char) c));
        return;
      }
      if (!role.name().equals(speaker)) {
        flush();
        speaker = role.name();
      }
      run.append(text);
    }

    void flush() {
      if (!run.toString().isBlank()) {
        spoken.add(speaker + " " + run);
      }
      run.setLength(0);
    }

    private void result(Part.ToolResult result) {
      flush();
      StringBuilder text = new StringBuilder();
      for (Part part : result.content()) {
        switch (part) {
          case Part.Text said -> text.append(said.text());
          case Part.Media shown -> media.add(source(shown.source()));
          default -> {}
        }
      }
      results.merge(
          numbers.getOrDefault(result.callId(), -1), json(text.toString()), String::concat);
    }

    private static String source(MediaSource source) {
      return switch (source) {
        case MediaSource.Inline inline when inline.mimeType().startsWith("text/") ->
            "text " + new String(Base64.getDecoder().decode(inline.base64()), UTF_8);
        case MediaSource.Inline inline -> "inline " + inline.mimeType() + " " + inline.base64();
        case MediaSource.Url url -> "url " + url.url();
        case MediaSource.FileId file -> "file " + file.id();
        case MediaSource.PlainText plain -> "text " + plain.text();
      };
    }

    private static String json(String text) {
      return StrictJson.tryParse(text.isEmpty() ? "{}" : text).map(Writer::sorted).orElse(text);
    }

    /** JSON with sorted keys and numbers by value. */
    private static String sorted(JsonNode node) {
      if (node.isObject()) {
        StringBuilder out = new StringBuilder("{");
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> out.append(name).append(':').append(sorted(node.get(name))));
        return out.append('}').toString();
      }
      if (node.isArray()) {
        StringBuilder out = new StringBuilder("[");
        node.forEach(item -> out.append(sorted(item)).append(','));
        return out.append(']').toString();
      }
      return node.isNumber()
          ? node.decimalValue().stripTrailingZeros().toPlainString()
          : node.toString();
    }
  }
}
