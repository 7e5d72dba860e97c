package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.PartSequencer;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.openai.OpenAiErrors;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds one answer from its events, and sends what a stream of it consists of on the way. The
 * whole answer is what the last event of the stream holds, so both are the same by construction.
 * Used by one thread at a time.
 */
final class ReplyAssembly {
  private final ReplyFrame frame;
  private final Losses losses;
  private final EventSink sink = new EventSink();
  private final OutputWriter items;
  private final PartSequencer sequencer = new PartSequencer(this::inSequence);
  private final ObjectNode late = StrictJson.object();
  private ObjectNode resource = StrictJson.object();
  private StopReason stop = StopReason.END;
  private boolean refusal;
  private String unfinishedStatus = "";
  private Optional<JsonNode> incompleteDetails = Optional.empty();
  private boolean started;
  private boolean finished;

  ReplyAssembly(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.frame = frame;
    this.losses = losses;
    this.items =
        new OutputWriter(
            sink, new OutputWriter.Settings(frame.replyId(), seal, losses, logProbsWanted(frame)));
  }

  private static boolean logProbsWanted(ReplyFrame frame) {
    JsonNode include = frame.requestBody().path("include");
    return include.valueStream().anyMatch(entry -> entry.asText().equals(RequestReader.LOGPROBS));
  }

  /** Takes the next event and sends what it becomes to {@code out}. */
  void accept(ReplyEvent event, Consumer<ObjectNode> out) {
    if (finished) {
      return;
    }
    sink.to(out);
    if (event.choice() > 0) {
      losses.dropped("n", "an answer holds one choice here");
      return;
    }
    if (event instanceof ReplyEvent.Started begun) {
      start(begun);
      return;
    }
    if (!started) {
      start(new ReplyEvent.Started("", "", 0, Extras.NONE));
    }
    sequencer.accept(event);
  }

  /** Sends that a stream failed of which somebody else has sent what there was. */
  void breakOff(Problem problem, Consumer<ObjectNode> out) {
    finished = true;
    sink.to(out);
    sendError(problem);
  }

  private void start(ReplyEvent.Started begun) {
    if (started) {
      return;
    }
    started = true;
    resource = ResponseResource.begin(frame.requestBody(), begun.extras());
    resource.put("id", "resp_" + frame.replyId());
    long created = begun.createdSeconds() > 0 ? begun.createdSeconds() : frame.nowSeconds();
    resource.put("created_at", created);
    resource.put("model", frame.modelOr(begun.model()));
    remember(begun.extras());
    send("response.created");
    send("response.in_progress");
  }

  /** Fields of the answer itself that come with its end. */
  private void remember(Extras extras) {
    extras.writeTo(StrictJson.object(), Protocol.RESPONSES, losses, "");
    if (extras.belongTo(Protocol.RESPONSES)) {
      extras.fields().properties().stream()
          .filter(Notes::isField)
          .forEach(field -> late.set(field.getKey(), field.getValue()));
    }
  }

  private void inSequence(ReplyEvent event) {
    switch (event) {
      case ReplyEvent.Stopped stopped -> stopped(stopped);
      case ReplyEvent.UsageReported(Usage usage) -> resource.set("usage", UsageJson.write(usage));
      case ReplyEvent.ReplyAnnotated(Extras extras) -> remember(extras);
      case ReplyEvent.Failed(Problem problem) -> fail(problem);
      case ReplyEvent.Ended _ -> finish();
      case ReplyEvent.PartOpened opened -> {
        refusal |= opened.opening() instanceof Part.Refusal;
        items.accept(opened);
      }
      case ReplyEvent.Started _,
          ReplyEvent.Unmapped _,
          ReplyEvent.Delta _,
          ReplyEvent.Cited _,
          ReplyEvent.Signed _,
          ReplyEvent.LogProbs _,
          ReplyEvent.Annotated _,
          ReplyEvent.PartClosed _ ->
          items.accept(event);
    }
  }

  private void stopped(ReplyEvent.Stopped stopped) {
    stop = stopped.stop();
    stopped
        .stopSequence()
        .ifPresent(_ -> losses.dropped("stop_sequence", "the text that was met is not told here"));
    Extras extras = stopped.extras();
    if (extras.belongTo(Protocol.RESPONSES)) {
      incompleteDetails = Optional.of(extras.fields().path("incomplete_details"));
      unfinishedStatus = Notes.text(extras, Notes.STATUS);
    } else {
      extras.writeTo(StrictJson.object(), Protocol.RESPONSES, losses, "");
    }
    incompleteDetails = incompleteDetails.filter(JsonNode::isObject).or(this::detailsOfStop);
    items.end(incompleteDetails.isPresent() ? "incomplete" : "completed");
  }

  private Optional<JsonNode> detailsOfStop() {
    return switch (stop) {
      case END, STOP_SEQUENCE, TOOL_CALLS, ERROR -> Optional.empty();
      case PAUSE -> {
        if (unfinishedStatus.isEmpty()) {
          losses.adapted("stop_reason", "a paused answer is told as completed");
        }
        yield Optional.empty();
      }
      case MAX_TOKENS -> reason("max_output_tokens");
      case CONTENT_FILTER -> reason("content_filter");
      case CONTEXT_EXCEEDED -> {
        losses.adapted("stop_reason", "a full context is told as `max_output_tokens`");
        yield reason("max_output_tokens");
      }
      case REFUSAL -> {
        if (refusal) {
          yield Optional.empty();
        }
        losses.adapted("stop_reason", "a refusal without words is told as `content_filter`");
        yield reason("content_filter");
      }
    };
  }

  private static Optional<JsonNode> reason(String reason) {
    return Optional.of(StrictJson.object().put("reason", reason));
  }

  private void finish() {
    if (stop == StopReason.ERROR) {
      fail(Problem.of(ProblemKind.UPSTREAM, "the provider could not finish its answer"));
      return;
    }
    finished = true;
    items.end("completed");
    resource.setAll(late);
    resource.set("output", items.output());
    if (incompleteDetails.isPresent()) {
      resource.put("status", "incomplete");
      resource.set("incomplete_details", incompleteDetails.get());
      send("response.incomplete");
      return;
    }
    if (unfinishedStatus.isEmpty()) {
      resource.put("status", "completed");
      resource.put("completed_at", completedAt());
    } else {
      resource.put("status", unfinishedStatus);
    }
    send("response.completed");
  }

  /** No clock here: the latest time that is known. */
  private long completedAt() {
    return Math.max(resource.path("created_at").asLong(), frame.nowSeconds());
  }

  private void sendError(Problem problem) {
    ObjectNode error = OpenAiErrors.write(problem);
    ObjectNode event = StrictJson.object();
    event.set("code", error.path("code"));
    event.set("message", error.path("message"));
    event.set("param", error.path("param"));
    event.set("error", error);
    sink.send("error", event);
  }

  private void fail(Problem problem) {
    finished = true;
    sendError(problem);
    resource.setAll(late);
    resource.set("output", items.output());
    resource.put("status", "failed");
    resource.set("error", Errors.writeFailure(problem));
    send("response.failed");
  }

  private void send(String type) {
    ObjectNode event = StrictJson.object();
    event.set("response", resource.deepCopy());
    sink.send(type, event);
  }

  /** The answer as far as it came. */
  ObjectNode resource() {
    return resource;
  }
}
