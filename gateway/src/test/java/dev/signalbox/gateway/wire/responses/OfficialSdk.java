package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;

/** Reads what we send with the API's official Java SDK, its validation on. */
final class OfficialSdk {
  private OfficialSdk() {}

  /** Whether the SDK accepts what the provider itself sent. */
  static boolean accepts(JsonNode response) {
    try {
      checkWhole(response);
      return true;
    } catch (AssertionError | OpenAIInvalidDataException e) {
      return false;
    }
  }

  static Response checkWhole(JsonNode response) {
    try {
      return ObjectMappers.jsonMapper().readValue(response.toString(), Response.class).validate();
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.toString(), e);
    }
  }

  static void checkStream(byte[] stream) {
    for (JsonNode event : Wire.data(stream)) {
      try {
        ObjectMappers.jsonMapper()
            .readValue(event.toString(), ResponseStreamEvent.class)
            .validate();
      } catch (JsonProcessingException | RuntimeException e) {
        throw new AssertionError(event.toString(), e);
      }
    }
  }
}
