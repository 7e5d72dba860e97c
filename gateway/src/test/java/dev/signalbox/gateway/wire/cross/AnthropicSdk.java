package dev.signalbox.gateway.wire.cross;

import com.anthropic.core.ObjectMappers;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.IOException;
import java.util.List;

/** anthropic-java reading messages; it drops {@code ping} before parsing, so this does too. */
final class AnthropicSdk implements SdkClient {
  private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();

  @Override
  public JsonNode whole(JsonNode body) throws IOException {
    return tree(MAPPER.readValue(StrictJson.toText(body), Message.class).validate());
  }

  @Override
  public JsonNode stream(List<SseEvent> events) throws IOException {
    MessageAccumulator accumulator = MessageAccumulator.create();
    for (SseEvent event : events) {
      if (!event.name().equals("ping")) {
        accumulator.accumulate(
            MAPPER.readValue(event.data(), RawMessageStreamEvent.class).validate());
      }
    }
    return tree(accumulator.message().validate());
  }

  private static JsonNode tree(Object value) throws IOException {
    return StrictJson.mapper().readTree(MAPPER.writeValueAsString(value));
  }
}
