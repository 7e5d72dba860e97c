package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.IOException;
import java.util.List;

/** openai-java reading Responses. */
final class ResponsesSdk implements SdkClient {
  private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();

  @Override
  public JsonNode whole(JsonNode body) throws IOException {
    return tree(MAPPER.readValue(StrictJson.toText(body), Response.class).validate());
  }

  @Override
  public JsonNode stream(List<SseEvent> events) throws IOException {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    JsonNode last = JsonNodeFactory.instance.missingNode();
    for (SseEvent event : events) {
      ResponseStreamEvent parsed = MAPPER.readValue(event.data(), ResponseStreamEvent.class);
      accumulator.accumulate(parsed.validate());
      JsonNode response = tree(parsed).path("response");
      last = response.isObject() ? response : last;
    }
    accumulator.response().validate();
    return last;
  }

  private static JsonNode tree(Object value) throws IOException {
    return StrictJson.mapper().readTree(MAPPER.writeValueAsString(value));
  }
}
