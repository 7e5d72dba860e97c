package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.List;
import java.util.Set;

/** What the fields of a Response resource beside its output say. */
final class ResponseFields {
  /** Fields that repeat the request, with the API's defaults filled in. */
  static final Set<String> ECHOED =
      Set.of(
          "background",
          "frequency_penalty",
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "parallel_tool_calls",
          "presence_penalty",
          "previous_response_id",
          "prompt",
          "prompt_cache_key",
          "prompt_cache_options",
          "prompt_cache_retention",
          "reasoning",
          "safety_identifier",
          "store",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  private static final Set<String> READ =
      Set.of(
          "id",
          "object",
          "created_at",
          "completed_at",
          "status",
          "error",
          "incomplete_details",
          "model",
          "output",
          "output_text",
          "usage",
          "billing");

  private ResponseFields() {}

  /** The further fields of {@code response}, and a note of those that repeat the request. */
  static Extras extras(JsonNode response) {
    ObjectNode extras = Lenient.rest(response, READ);
    ObjectNode echo = echo(response);
    extras.remove(ECHOED);
    if (!echo.isEmpty()) {
      extras.set(Notes.ECHO, echo);
    }
    return Notes.extras(extras);
  }

  /** Only the note of the fields that repeat the request. */
  static Extras echoOnly(JsonNode response) {
    ObjectNode extras = StrictJson.object();
    ObjectNode echo = echo(response);
    if (!echo.isEmpty()) {
      extras.set(Notes.ECHO, echo);
    }
    return Notes.extras(extras);
  }

  private static ObjectNode echo(JsonNode response) {
    ObjectNode echo = StrictJson.object();
    response
        .properties()
        .forEach(
            field -> {
              if (ECHOED.contains(field.getKey())) {
                echo.set(field.getKey(), field.getValue());
              }
            });
    return echo;
  }

  /**
   * Why the answer ended.
   *
   * @param parts the kinds of its parts matter: calls and refusals
   */
  static StopReason stop(JsonNode response, Seen parts) {
    return switch (Lenient.textOf(response, "status")) {
      case "incomplete" -> incomplete(response);
      case "failed", "cancelled" -> StopReason.ERROR;
      case "queued", "in_progress" -> StopReason.PAUSE;
      default -> parts.stop();
    };
  }

  private static StopReason incomplete(JsonNode response) {
    return switch (Lenient.textOf(response.path("incomplete_details"), "reason")) {
      case "max_output_tokens" -> StopReason.MAX_TOKENS;
      case "content_filter" -> StopReason.CONTENT_FILTER;
      default -> StopReason.END;
    };
  }

  /** What the stop reason does not say: details without a canonical name, an unfinished state. */
  static Extras stopExtras(JsonNode response) {
    ObjectNode extras = StrictJson.object();
    String status = Lenient.textOf(response, "status");
    if (status.equals("incomplete") && incomplete(response) == StopReason.END) {
      JsonNode details = response.path("incomplete_details");
      extras.set("incomplete_details", details.isObject() ? details : StrictJson.object());
    }
    if (status.equals("queued") || status.equals("in_progress")) {
      extras.put(Notes.STATUS, status);
    }
    return Notes.extras(extras);
  }

  /** What kinds of parts an answer has. */
  record Seen(boolean calls, boolean refusal) {
    static Seen of(List<Part> parts) {
      return new Seen(
          parts.stream().anyMatch(Part.ToolCall.class::isInstance),
          parts.stream().anyMatch(Part.Refusal.class::isInstance));
    }

    Seen and(Part part) {
      return new Seen(
          calls || part instanceof Part.ToolCall, refusal || part instanceof Part.Refusal);
    }

    private StopReason stop() {
      if (calls) {
        return StopReason.TOOL_CALLS;
      }
      return refusal ? StopReason.REFUSAL : StopReason.END;
    }
  }
}
