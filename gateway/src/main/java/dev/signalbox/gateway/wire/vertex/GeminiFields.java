package dev.signalbox.gateway.wire.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.Iterator;
import java.util.List;

/**
 * What of a request for the Gemini API Vertex AI does not take: it is left out and told. The list
 * is that of <a href="https://github.com/googleapis/python-genai">Google's SDK</a>, which refuses
 * the same for Vertex AI, read 2026-11. Both spellings of names are read.
 */
final class GeminiFields {
  private static final String NOT_TAKEN = "Vertex AI does not take it";
  private static final String FILES = "https://generativelanguage.googleapis.com/";

  private GeminiFields() {}

  static void clean(ObjectNode body, Losses losses) {
    contents(body.path("contents"), losses);
    tools(body.path("tools"), losses);
    for (String config : List.of("generationConfig", "generation_config")) {
      if (body.get(config) instanceof ObjectNode settings) {
        remove(settings, "enableEnhancedCivicAnswers", config + ".", losses);
        remove(settings, "enable_enhanced_civic_answers", config + ".", losses);
      }
    }
    for (String field : List.of("serviceTier", "service_tier", "store")) {
      remove(body, field, "", losses);
    }
    for (String field : List.of("cachedContent", "cached_content")) {
      if (body.path(field).asText("").startsWith("cachedContents/")) {
        body.remove(field);
        losses.dropped(field, "the content was cached with the Gemini API");
      }
    }
  }

  private static void remove(ObjectNode node, String field, String path, Losses losses) {
    if (node.remove(field) != null) {
      losses.dropped(path + field, NOT_TAKEN);
    }
  }

  private static void contents(JsonNode contents, Losses losses) {
    for (int i = 0; i < contents.size(); i++) {
      if (contents.get(i) instanceof ObjectNode content) {
        if (!content.hasNonNull("role")) {
          content.put("role", "user");
        }
        parts(content.path("parts"), "contents[%d].parts".formatted(i), losses);
      }
    }
  }

  private static void parts(JsonNode parts, String path, Losses losses) {
    int index = 0;
    for (Iterator<JsonNode> each = parts.iterator(); each.hasNext(); index++) {
      JsonNode part = each.next();
      JsonNode file = part.has("fileData") ? part.path("fileData") : part.path("file_data");
      JsonNode uri = file.has("fileUri") ? file.path("fileUri") : file.path("file_uri");
      if (uri.asText("").startsWith(FILES)) {
        each.remove();
        losses.dropped("%s[%d]".formatted(path, index), "the file was uploaded to the Gemini API");
      }
    }
  }

  private static void tools(JsonNode tools, Losses losses) {
    for (int i = 0; i < tools.size(); i++) {
      if (tools.get(i) instanceof ObjectNode tool) {
        String path = "tools[%d].".formatted(i);
        remove(tool, "fileSearch", path, losses);
        remove(tool, "file_search", path, losses);
        behaviors(tool.path("functionDeclarations"), path + "functionDeclarations", losses);
        behaviors(tool.path("function_declarations"), path + "function_declarations", losses);
      }
    }
    if (tools instanceof ArrayNode list) {
      for (Iterator<JsonNode> each = list.iterator(); each.hasNext(); ) {
        if (each.next().isEmpty()) {
          each.remove();
        }
      }
    }
  }

  private static void behaviors(JsonNode functions, String path, Losses losses) {
    for (int i = 0; i < functions.size(); i++) {
      if (functions.get(i) instanceof ObjectNode function) {
        remove(function, "behavior", "%s[%d].".formatted(path, i), losses);
      }
    }
  }
}
