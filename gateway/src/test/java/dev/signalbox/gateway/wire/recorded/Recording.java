package dev.signalbox.gateway.wire.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * One recorded interaction with a provider.
 *
 * @param api folder it is in: {@code openai-chat}, {@code openai-responses}, {@code anthropic},
 *     {@code gemini}, {@code openai-chat-dialect}
 * @param name file name without {@code .json}
 * @param tags what it shows
 * @param method HTTP method
 * @param path request path with query
 * @param requestBody absent when no request or no JSON was recorded
 * @param status HTTP status of the answer
 * @param contentType of the answer, lower case; may be empty
 * @param body the answer as JSON, when it was
 * @param sse the answer as a stream's text, when it was
 * @param bodyText the answer as other text, when it was
 */
public record Recording(
    String api,
    String name,
    Set<String> tags,
    String method,
    String path,
    Optional<JsonNode> requestBody,
    int status,
    String contentType,
    Optional<JsonNode> body,
    Optional<String> sse,
    Optional<String> bodyText) {
  @Override
  public String toString() {
    return api + "/" + name;
  }
}
