package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads {@code GenerateContentResponse}s: the chunks of a stream, or the one of a whole answer, so
 * that both give the same. A stream has no end mark: a finish reason may come and the answer still
 * go on, so that only the end of the stream ends it.
 */
final class ReplyDecoder implements StreamDecoder {
  /** Most choices of one answer. */
  private static final int MAX_CHOICES = 128;

  private static final Set<String> KNOWN =
      Set.of("candidates", "usageMetadata", "modelVersion", "responseId", "createTime");

  private final Map<Integer, ChoiceDecoder> choices = new TreeMap<>();
  private Optional<Usage> usage = Optional.empty();
  private ObjectNode extras = StrictJson.object();
  private String id = "";
  private boolean started;
  private boolean blocked;
  private boolean done;

  @Override
  public void accept(SseEvent event, Consumer<ReplyEvent> out) {
    if (done) {
      return;
    }
    Optional<JsonNode> data = StrictJson.tryParse(event.data());
    if (data.isPresent() && data.get() instanceof ObjectNode chunk) {
      accept(chunk, out);
    } else if (data.isPresent() && data.get().path(0).has("error")) {
      fail(Problems.read(200, data.get()), out);
    } else if (!event.data().equals("[DONE]")) {
      fail(unreadable("the provider sent an event that is not a JSON object"), out);
    }
  }

  /** Takes one response. */
  void accept(ObjectNode response, Consumer<ReplyEvent> out) {
    ObjectNode chunk = Names.camel(response);
    if (chunk.path("error").isObject()) {
      fail(Problems.read(200, chunk), out);
      return;
    }
    start(chunk, out);
    try {
      int position = 0;
      for (JsonNode candidate : chunk.path("candidates")) {
        candidate(candidate, position++, out);
      }
    } catch (ProblemException e) {
      fail(e.problem(), out);
      return;
    }
    feedback(chunk);
    annotate(chunk, out);
    usage(chunk, out);
  }

  @Override
  public void end(Consumer<ReplyEvent> out) {
    boolean finished =
        !choices.isEmpty() && choices.values().stream().allMatch(ChoiceDecoder::finished);
    if (!done && !finished && !(choices.isEmpty() && blocked)) {
      fail(unreadable("the provider's stream ended before its answer was complete"), out);
    }
    endWhole(out);
  }

  /** Ends the answer as it is; only whole answers may lack a finish reason. */
  void endWhole(Consumer<ReplyEvent> out) {
    if (done) {
      return;
    }
    if (choices.isEmpty() && !blocked) {
      fail(unreadable("the provider's answer has no candidates"), out);
      return;
    }
    try {
      choices.values().forEach(choice -> choice.end(out));
    } catch (ProblemException e) {
      fail(e.problem(), out);
      return;
    }
    if (choices.isEmpty()) {
      out.accept(
          new ReplyEvent.Stopped(0, StopReason.CONTENT_FILTER, Optional.empty(), Extras.NONE));
    }
    done = true;
    out.accept(new ReplyEvent.Ended());
  }

  private void start(ObjectNode chunk, Consumer<ReplyEvent> out) {
    if (!started) {
      started = true;
      id = chunk.path("responseId").asText("");
      String model = chunk.path("modelVersion").asText("");
      long created = created(chunk.path("createTime").asText(""));
      out.accept(
          new ReplyEvent.Started(id, model, created, created > 0 ? Nested.MARK : Extras.NONE));
    }
  }

  private static long created(String time) {
    try {
      return time.isEmpty() ? 0 : Instant.parse(time).getEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  private void candidate(JsonNode value, int position, Consumer<ReplyEvent> out) {
    if (!(value instanceof ObjectNode object)) {
      throw unreadable("the provider sent a candidate that is not an object").toException();
    }
    ObjectNode candidate = Names.camel(object);
    int index = candidate.path("index").asInt(position);
    if (index < 0 || index >= MAX_CHOICES) {
      throw unreadable("the provider sent more than %d candidates".formatted(MAX_CHOICES))
          .toException();
    }
    choices.computeIfAbsent(index, each -> new ChoiceDecoder(each, id)).accept(candidate, out);
  }

  private void feedback(ObjectNode chunk) {
    JsonNode reason = chunk.path("promptFeedback").path("blockReason");
    blocked = blocked || reason.isTextual() || reason.asInt(0) > 0;
  }

  private void annotate(ObjectNode chunk, Consumer<ReplyEvent> out) {
    ObjectNode rest = StrictJson.object();
    chunk
        .properties()
        .forEach(
            field -> {
              boolean empty = field.getValue().isContainerNode() && field.getValue().isEmpty();
              if (!KNOWN.contains(field.getKey())
                  && !empty
                  && !field.getValue().equals(extras.path(field.getKey()))) {
                rest.set(field.getKey(), EnumNumbers.named(field.getValue()));
              }
            });
    if (!rest.isEmpty()) {
      extras = extras.deepCopy();
      extras.setAll(rest);
      out.accept(new ReplyEvent.ReplyAnnotated(Extras.of(Protocol.GEMINI, rest)));
    }
  }

  private void usage(ObjectNode chunk, Consumer<ReplyEvent> out) {
    Optional<Usage> now = UsageMetadata.read(chunk.path("usageMetadata"));
    if (now.isPresent() && !now.equals(usage)) {
      usage = now;
      out.accept(new ReplyEvent.UsageReported(now.get()));
    }
  }

  private void fail(Problem problem, Consumer<ReplyEvent> out) {
    done = true;
    out.accept(new ReplyEvent.Failed(problem));
  }

  static Problem unreadable(String message) {
    return Problem.of(ProblemKind.UPSTREAM, message);
  }
}
