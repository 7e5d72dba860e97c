package dev.signalbox.gateway.wire.rules;

import java.util.Set;

/** Rules of the content blocks of Anthropic messages that are neither calls nor results. */
final class AnthropicBlocks {
  private static final Set<String> SERVER =
      Set.of(
          "server_tool_use",
          "mcp_tool_use",
          "mcp_tool_result",
          "web_search_tool_result",
          "web_fetch_tool_result",
          "code_execution_tool_result",
          "bash_code_execution_tool_result",
          "text_editor_code_execution_tool_result",
          "tool_search_tool_result",
          "advisor_tool_result");

  private AnthropicBlocks() {}

  static void check(Shape block, String type) {
    cacheMark(block);
    switch (type) {
      case "text" -> {
        block.only(Set.of("type", "text", "cache_control", "citations"));
        AnthropicMessages.filled(block);
      }
      case "thinking" -> {
        block.only(Set.of("type", "thinking", "signature"));
        block.requiredText("thinking");
        block.filledText("signature");
      }
      case "redacted_thinking" -> {
        block.only(Set.of("type", "data"));
        block.filledText("data");
      }
      case "image" -> {
        block.only(Set.of("type", "source", "cache_control"));
        source(block.requiredObject("source"), Values.IMAGES);
      }
      case "document" -> {
        block.only(Set.of("type", "source", "cache_control", "title", "context", "citations"));
        source(block.requiredObject("source"), Set.of("application/pdf"));
      }
      case "search_result" -> {
        block.only(Set.of("type", "source", "title", "content", "cache_control", "citations"));
        block.requiredText("source");
        block.requiredText("title");
        block.filledObjects("content").forEach(AnthropicMessages::filled);
      }
      case "tool_reference" -> block.filledText("tool_name");
      case "container_upload" -> block.filledText("file_id");
      case "compaction" -> block.only(Set.of("type", "content", "cache_control"));
      default -> block.require(SERVER.contains(type), "type", "is no block of the API");
    }
  }

  private static void cacheMark(Shape block) {
    block
        .object("cache_control")
        .ifPresent(
            mark -> {
              mark.only(Set.of("type", "ttl"));
              mark.require(
                  mark.requiredText("type").equals("ephemeral"), "type", "must be ephemeral");
              mark.oneOf("ttl", Set.of("5m", "1h"));
            });
  }

  private static void source(Shape source, Set<String> mediaTypes) {
    switch (source.requiredText("type")) {
      case "base64" -> {
        source.only(Set.of("type", "media_type", "data"));
        source.requiredText("media_type");
        source.oneOf("media_type", mediaTypes);
        source.require(Values.isBase64(source.requiredText("data")), "data", "must be base64");
      }
      case "url" -> {
        source.only(Set.of("type", "url"));
        source.require(
            Values.isWebAddress(source.requiredText("url")), "url", "must be an address");
      }
      case "file" -> {
        source.only(Set.of("type", "file_id"));
        source.filledText("file_id");
      }
      case "text" -> {
        source.only(Set.of("type", "media_type", "data"));
        source.require(
            source.requiredText("media_type").equals("text/plain"), "media_type", "text/plain");
        source.filledText("data");
      }
      case "content" -> source.required("content");
      default -> source.fail("type", "must be base64, url, file, text or content");
    }
  }
}
