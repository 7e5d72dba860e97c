package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;

/**
 * Watches an answer that passes through. Every event repeats the usage, so that only the last one
 * that has figures is parsed, and only when it is asked for.
 */
final class GeminiWatch implements ReplyWatch {
  private String lastFigures = "";
  private Optional<Usage> wholeUsage = Optional.empty();
  private Optional<String> model = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean complete;

  @Override
  public void accept(SseEvent event) {
    String data = event.data();
    if (data.contains("TokenCount\"") || data.contains("_token_count\"")) {
      lastFigures = data;
    }
    complete =
        complete
            || data.contains("\"finishReason\"")
            || data.contains("\"finish_reason\"")
            || data.contains("\"blockReason\"");
    boolean asksModel = model.isEmpty() && data.contains("\"modelVersion\"");
    if (asksModel || data.contains("\"error\"")) {
      StrictJson.tryParse(data).ifPresent(this::about);
    }
  }

  @Override
  public void acceptBody(JsonNode body) {
    if (body.isArray()) {
      body.forEach(this::acceptChunk);
    } else {
      about(body);
      if (body instanceof ObjectNode object) {
        ObjectNode response = Names.camel(object);
        wholeUsage = UsageMetadata.read(response.path("usageMetadata"));
        complete = complete || response.has("candidates") || response.has("promptFeedback");
      }
    }
  }

  /** One item of a stream that came as an array. */
  private void acceptChunk(JsonNode chunk) {
    accept(new SseEvent("", StrictJson.toText(chunk)));
  }

  private void about(JsonNode value) {
    JsonNode first = value.isArray() ? value.path(0) : value;
    if (first.path("error").isObject() && problem.isEmpty()) {
      problem = Optional.of(Problems.read(200, first));
    }
    JsonNode version = first.path("modelVersion");
    if (model.isEmpty() && version.isTextual() && !version.textValue().isEmpty()) {
      model = Optional.of(version.textValue());
    }
  }

  @Override
  public Optional<Usage> usage() {
    if (lastFigures.isEmpty()) {
      return wholeUsage;
    }
    return StrictJson.tryParse(lastFigures)
        .filter(JsonNode::isObject)
        .flatMap(chunk -> UsageMetadata.read(Names.camel((ObjectNode) chunk).path("usageMetadata")))
        .or(() -> wholeUsage);
  }

  @Override
  public Optional<String> model() {
    return model;
  }

  @Override
  public Optional<Problem> problem() {
    return problem;
  }

  @Override
  public boolean complete() {
    return complete && problem.isEmpty();
  }
}
