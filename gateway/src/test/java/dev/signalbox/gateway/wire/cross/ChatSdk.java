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
    addDialectFields(whole, chunks);
    return whole;
  }

  /** The accumulator knows nothing of reasoning, images and sounds. */
  private static void addDialectFields(JsonNode whole, List<JsonNode> chunks) {
    for (JsonNode choice : whole.path("choices")) {
      if (choice.path("message") instanceof ObjectNode message) {
        StringBuilder reasoning = new StringBuilder();
        for (JsonNode delta : deltas(chunks, choice.path("index").asInt())) {
          reasoning.append(
              delta.path("reasoning_content").asText(delta.path("reasoning").asText("")));
          delta.path("images").forEach(message.withArray("images")::add);
          if (delta.has("audio")) {
            message.set("audio", delta.get("audio"));
          }
        }
        message.put("reasoning_content", reasoning.toString());
      }
    }
  }

  private static List<JsonNode> deltas(List<JsonNode> chunks, int index) {
    List<JsonNode> deltas = new ArrayList<>();
    for (JsonNode chunk : chunks) {
      for (JsonNode choice : chunk.path("choices")) {
        if (choice.path("index").asInt() == index) {
          deltas.add(choice.path("delta"));
        }
      }
    }
    return deltas;
  }

  private static JsonNode tree(Object value) throws IOException {
    return StrictJson.mapper().readTree(MAPPER.writeValueAsString(value));
  }
}
