package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Watches an answer that passes through. Every event repeats the usage, so that only the last one
 * that has figures is parsed, and only when it is asked for; beside it those before the first part.
 */
final class GeminiWatch implements ReplyWatch {
  private String lastFigures = "";
  private Optional<Usage> wholeUsage = Optional.empty();
  private Optional<String> model = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean started;
  private boolean complete;
  private String lastEnd = "";
  private Set<StopReason> wholeStops = Set.of();

  @Override
  public void accept(SseEvent event) {
    String data = event.data();
    if (data.contains("TokenCount\"") || data.contains("_token_count\"")) {
      lastFigures = data;
    }
    if (data.contains("\"finishReason\"")
        || data.contains("\"finish_reason\"")
        || data.contains("\"blockReason\"")) {
      complete = true;
      lastEnd = data;
    }
    started = started || complete || isPiece(data);
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
        wholeStops = stops(response);
        wholeUsage = UsageMetadata.read(response.path("usageMetadata"));
        complete = complete || response.has("candidates") || response.has("promptFeedback");
      }
    }
  }

  /** One item of a stream that came as an array. */
  private void acceptChunk(JsonNode chunk) {
    accept(new SseEvent("", StrictJson.toText(chunk)));
  }

  /** Whether a chunk has a part with anything in it but an empty text. */
  private static boolean isPiece(String data) {
    return StrictJson.tryParse(data).map(chunk -> chunk.isArray() ? chunk.path(0) : chunk).stream()
        .flatMap(chunk -> stream(chunk.path("candidates")))
        .flatMap(candidate -> stream(candidate.path("content").path("parts")))
        .anyMatch(part -> ReplyWatch.says(part, "thought"));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
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
  public boolean started() {
    return started;
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

  @Override
  public Set<StopReason> stops() {
    if (lastEnd.isEmpty()) {
      return wholeStops;
    }
    return StrictJson.tryParse(lastEnd)
        .map(chunk -> chunk.isArray() ? chunk.path(0) : chunk)
        .filter(JsonNode::isObject)
        .map(chunk -> stops(Names.camel((ObjectNode) chunk)))
        .orElse(wholeStops);
  }

  private static Set<StopReason> stops(ObjectNode response) {
    Set<StopReason> stops =
        response.path("promptFeedback").hasNonNull("blockReason")
            ? Set.of(StopReason.CONTENT_FILTER)
            : Set.of();
    for (JsonNode candidate : response.path("candidates")) {
      JsonNode reason =
          candidate.has("finishReason")
              ? candidate.path("finishReason")
              : candidate.path("finish_reason");
      Optional<StopReason> stop =
          FinishReasons.name(reason).map(name -> FinishReasons.read(name, false));
      stops = stop.isPresent() ? ReplyWatch.with(stops, stop.get()) : stops;
    }
    return stops;
  }
}
