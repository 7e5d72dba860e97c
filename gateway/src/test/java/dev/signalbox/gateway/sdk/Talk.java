package dev.signalbox.gateway.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** One official SDK in use. Its own exceptions come out as they are. */
interface Talk {
  /** The class of error that the SDK's own exception class stands for. */
  enum Failure {
    UNAUTHORIZED,
    NOT_FOUND,
    BAD_REQUEST,
    RATE_LIMITED,
    SERVER,
    OTHER
  }

  /** Asks for a whole answer. */
  Answer ask(Question question);

  /** Asks for a stream and puts it together. */
  Answer stream(Question question);

  /** What {@code exception} is in the SDK's own classes. */
  Failure failureOf(Throwable exception);

  static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
