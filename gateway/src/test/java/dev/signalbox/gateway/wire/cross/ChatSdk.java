package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** openai-java reading Chat Completions. */
final class ChatSdk implements SdkClient {
  private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();

  @Override
  public JsonNode whole(JsonNode body) throws IOException {
    return tree(MAPPER.readValue(StrictJson.toText(body), ChatCompletion.class).validate());
  }

  @Override
  public JsonNode stream(List<SseEvent> events) throws IOException {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    List<JsonNode> chunks = new ArrayList<>();
    for (SseEvent event : events) {
      if (!event.data().equals("[DONE]")) {
        ChatCompletionChunk chunk = MAPPER.readValue(event.data(), ChatCompletionChunk.class);
        accumulator.accumulate(chunk.validate());
        chunks.add(tree(chunk));
      }
    }
    JsonNode whole = tree(accumulator.chatCompletion().validate());
    addReasoning(whole, chunks);
    return whole;
  }

  /** The accumulator knows nothing of the dialects' reasoning fields. */
  private static void addReasoning(JsonNode whole, List<JsonNode> chunks) {
    Map<Integer, StringBuilder> reasoning = new TreeMap<>();
    for (JsonNode chunk : chunks) {
      for (JsonNode choice : chunk.path("choices")) {
        JsonNode delta = choice.path("delta");
        reasoning
            .computeIfAbsent(choice.path("index").asInt(), _ -> new StringBuilder())
            .append(delta.path("reasoning_content").asText(delta.path("reasoning").asText("")));
      }
    }
    for (JsonNode choice : whole.path("choices")) {
      StringBuilder text = reasoning.get(choice.path("index").asInt());
      if (text != null && choice.path("message") instanceof ObjectNode message) {
        message.put("reasoning_content", text.toString());
      }
    }
  }

  private static JsonNode tree(Object value) throws IOException {
    return StrictJson.mapper().readTree(MAPPER.writeValueAsString(value));
  }
}
