package dev.signalbox.gateway.wire.needs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.util.Set;

/**
 * What people said in a request, of any of the four formats: the user's last turn that has text,
 * and what the model is told before. What tools gave, and all earlier turns, are left out.
 *
 * @param lastTurn its texts, a line each; empty when there is none
 * @param system the texts of the system prompt; empty when there is none
 */
public record SpokenText(String lastTurn, String system) {
  private static final Set<String> SYSTEM =
      Set.of("system", "instructions", "systemInstruction", "system_instruction");
  private static final Set<String> TURNS = Set.of("messages", "input", "contents", "prompt");
  private static final Set<String> SYSTEM_ROLES = Set.of("system", "developer");
  private static final String USER = "user";

  /**
   * What is said in {@code body}.
   *
   * @param body one strict JSON object, already checked
   */
  public static SpokenText of(byte[] body) {
    Found found = new Found();
    try (JsonParser parser = StrictJson.reader(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (SYSTEM.contains(name)) {
          readSystem(parser, found);
        } else if (TURNS.contains(name)) {
          turns(parser, found);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the body was checked before", e);
    }
    return new SpokenText(found.lastTurn, found.system.toString());
  }

  /** What was found so far. */
  private static final class Found {
    private final StringBuilder system = new StringBuilder();
    private String lastTurn = "";

    private void add(String role, String text) {
      if (SYSTEM_ROLES.contains(role)) {
        addLine(system, text);
      } else if (role.equals(USER) && !text.isBlank()) {
        lastTurn = text;
      }
    }
  }

  /** Gemini's is a turn like others, those of the other formats are content. */
  private static void readSystem(JsonParser parser, Found found) throws IOException {
    addLine(
        found.system,
        parser.currentToken() == JsonToken.START_OBJECT ? turn(parser).text() : content(parser));
  }

  /** A text is the user's; else each turn says whose it is. */
  private static void turns(JsonParser parser, Found found) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING -> found.add(USER, parser.getText());
      case START_OBJECT -> add(turn(parser), found);
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          turns(parser, found);
        }
      }
      default -> {}
    }
  }

  private static void add(Turn turn, Found found) {
    found.add(turn.role(), turn.text());
  }

  private record Turn(String role, String text) {}

  /** Gemini lets the user's turns be without a role, so no role is the user's. */
  private static Turn turn(JsonParser parser) throws IOException {
    String role = USER;
    String text = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "role" -> role = token == JsonToken.VALUE_STRING ? parser.getText() : role;
        case "content", "parts" -> text = isHeard(role) ? content(parser) : skipped(parser);
        case "text" -> text = token == JsonToken.VALUE_STRING ? parser.getText() : skipped(parser);
        default -> parser.skipChildren();
      }
    }
    return new Turn(role, text);
  }

  private static boolean isHeard(String role) {
    return role.equals(USER) || SYSTEM_ROLES.contains(role);
  }

  /** A text, or the texts of a list of parts; what lies deeper is what tools gave. */
  private static String content(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case START_ARRAY -> {
        StringBuilder texts = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          addLine(texts, part(parser));
        }
        yield texts.toString();
      }
      case START_OBJECT -> part(parser);
      default -> "";
    };
  }

  private static String part(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return skipped(parser);
    }
    String text = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean spoken = parser.currentName().equals("text");
      if (parser.nextToken() == JsonToken.VALUE_STRING && spoken) {
        text = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    return text;
  }

  private static String skipped(JsonParser parser) throws IOException {
    parser.skipChildren();
    return "";
  }

  private static void addLine(StringBuilder lines, String text) {
    if (!text.isEmpty()) {
      lines.append(lines.isEmpty() ? "" : "\n").append(text);
    }
  }
}
