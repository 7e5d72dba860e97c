package dev.signalbox.gateway.wire.needs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.signalbox.engine.catalog.Capability;
import java.io.IOException;
import java.util.Set;

/** Reads the settings of a request: every top-level field that is neither content nor tools. */
final class SettingsScan {
  private static final Set<String> MAX_OUTPUT =
      Set.of("max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens");

  private static final Set<String> STOPS = Set.of("stop", "stop_sequences", "stopSequences");

  private static final Set<String> GROUPS =
      Set.of(
          "generationConfig",
          "generation_config",
          "thinkingConfig",
          "thinking_config",
          "response_format",
          "text",
          "format",
          "output_config",
          "output_format",
          "reasoning",
          "thinking",
          "metadata");

  private static final Set<String> SCHEMAS =
      Set.of(
          "json_schema",
          "schema",
          "responseSchema",
          "response_schema",
          "responseJsonSchema",
          "response_json_schema");

  private static final Set<String> SESSIONS =
      Set.of("user_id", "prompt_cache_key", "previous_response_id", "conversation");

  private SettingsScan() {}

  /** Reads the value the parser stands at, of the field {@code name}, to its end. */
  static void read(JsonParser parser, String name, Tally tally) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (SCHEMAS.contains(name) && token == JsonToken.START_OBJECT) {
      tally.need(Capability.JSON_SCHEMA);
      tally.skipCounted(parser);
    } else if (token == JsonToken.START_OBJECT && GROUPS.contains(name)) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String inner = parser.currentName();
        parser.nextToken();
        read(parser, qualified(name, inner), tally);
      }
    } else {
      setting(parser, name, token, tally);
      parser.skipChildren();
    }
  }

  /** {@code effort} and {@code type} mean something only in their group. */
  private static String qualified(String group, String name) {
    return switch (name) {
      case "effort", "type", "thinkingLevel", "thinking_level" -> group + "." + name;
      default -> name;
    };
  }

  private static void setting(JsonParser parser, String name, JsonToken token, Tally tally)
      throws IOException {
    if (MAX_OUTPUT.contains(name) && token == JsonToken.VALUE_NUMBER_INT) {
      tally.maxOutput(limit(parser));
    } else if (name.equals("thinkingBudget") || name.equals("thinking_budget")) {
      if (token == JsonToken.VALUE_NUMBER_INT && limit(parser) != 0) {
        tally.need(Capability.REASONING);
      }
    } else if (name.equals("temperature")) {
      tally.temperature();
    } else if (STOPS.contains(name)) {
      tally.stop();
    } else if (token == JsonToken.VALUE_STRING) {
      word(parser.getText(), name, tally);
    }
  }

  private static long limit(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> Long.MAX_VALUE;
    };
  }

  private static void word(String value, String name, Tally tally) {
    switch (name) {
      case "reasoning_effort", "reasoning.effort", "output_config.effort" -> {
        if (!value.equals("none")) {
          tally.need(Capability.REASONING);
        }
      }
      case "thinking.type" -> {
        if (!value.equals("disabled")) {
          tally.need(Capability.REASONING);
        }
      }
      case "thinkingConfig.thinkingLevel", "thinking_config.thinking_level" ->
          tally.need(Capability.REASONING);
      default -> {
        if (SESSIONS.contains(name)) {
          tally.session(value);
        }
      }
    }
  }
}
