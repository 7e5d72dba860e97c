package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.openai.OpenAiErrorReader;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the chunks of a streamed answer in any dialect. Used by one thread at a time. */
final class ChatStreamDecoder implements StreamDecoder {
  static final String DONE = "[DONE]";

  /** Most choices of one answer. */
  static final int MAX_CHOICES = 128;

  /** Fields of a chunk that are read, or are padding that means nothing. */
  static final Set<String> READ_FIELDS =
      Set.of("id", "object", "created", "model", "choices", "usage", "error", "obfuscation", "p");

  private final Map<Integer, ChoiceDecoder> choices = new TreeMap<>();
  private final ObjectNode extras = StrictJson.object();
  private Consumer<ReplyEvent> current = _ -> {};
  private Optional<Usage> usage = Optional.empty();
  private String id = "";
  private boolean started;
  private boolean finished;

  @Override
  public void accept(SseEvent event, Consumer<ReplyEvent> out) {
    if (finished) {
      return;
    }
    current = out;
    try {
      read(event);
    } catch (ProblemException e) {
      fail(e.problem());
    }
  }

  @Override
  public void end(Consumer<ReplyEvent> out) {
    if (finished) {
      return;
    }
    current = out;
    boolean whole =
        !choices.isEmpty() && choices.values().stream().allMatch(ChoiceDecoder::stopped);
    if (whole) {
      finish();
    } else {
      fail(
          Problem.of(
              ProblemKind.UPSTREAM, "the provider's stream ended before its answer was complete"));
    }
  }

  private void read(SseEvent event) {
    String data = event.data().strip();
    if (data.isEmpty()) {
      return;
    }
    if (data.equals(DONE)) {
      done();
      return;
    }
    Optional<JsonNode> json = StrictJson.tryParse(data);
    if (json.isEmpty()) {
      fail(Problem.of(ProblemKind.UPSTREAM, "the provider sent an event that is not JSON"));
    } else if (json.get() instanceof ObjectNode chunk) {
      chunk(event.name(), chunk);
    } else {
      emit(new ReplyEvent.Unmapped(Protocol.CHAT, event.name(), json.get()));
    }
  }

  private void chunk(String eventName, ObjectNode chunk) {
    if (OpenAiErrorReader.isError(chunk.path("error")) || eventName.equals("error")) {
      usage(chunk);
      fail(OpenAiErrorReader.read(200, chunk));
      return;
    }
    if (chunk.path("choices").isMissingNode() && ChatUsage.of(chunk).isEmpty()) {
      emit(new ReplyEvent.Unmapped(Protocol.CHAT, eventName, chunk));
      return;
    }
    start(chunk);
    int position = 0;
    for (ObjectNode choice : Lenient.objects(chunk, "choices")) {
      choice(choice, position++);
      if (finished) {
        return;
      }
    }
    usage(chunk);
  }

  private void choice(ObjectNode node, int position) {
    if (OpenAiErrorReader.isError(node.path("error"))) {
      fail(OpenAiErrorReader.read(200, node));
      return;
    }
    long index = Lenient.number(node, "index").orElse((long) position);
    if (index < 0 || index >= MAX_CHOICES) {
      throw Problem.of(
              ProblemKind.UPSTREAM, "the provider sent more than %d choices".formatted(MAX_CHOICES))
          .toException();
    }
    choices
        .computeIfAbsent((int) index, i -> new ChoiceDecoder(i, id, false, this::emit))
        .accept(node);
  }

  /**
   * Azure's first chunk has neither id nor choices: what it says waits for one that has. Later
   * chunks tell only fields that are new or changed.
   */
  private void start(ObjectNode chunk) {
    ObjectNode others = Lenient.others(chunk, READ_FIELDS);
    ObjectNode changed = StrictJson.object();
    others
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().equals(extras.path(field.getKey()))) {
                changed.set(field.getKey(), field.getValue());
              }
            });
    extras.setAll(changed);
    if (started) {
      if (!changed.isEmpty()) {
        emit(new ReplyEvent.ReplyAnnotated(Extras.of(Protocol.CHAT, changed)));
      }
    } else if (Lenient.text(chunk, "id").isPresent() || !chunk.path("choices").isEmpty()) {
      started = true;
      id = Lenient.text(chunk, "id").orElse("");
      emit(
          new ReplyEvent.Started(
              id,
              Lenient.text(chunk, "model").orElse(""),
              Lenient.count(chunk, "created"),
              Extras.of(Protocol.CHAT, extras.deepCopy())));
    }
  }

  private void usage(ObjectNode chunk) {
    Optional<Usage> told = ChatUsage.of(chunk);
    if (told.isPresent() && !told.equals(usage) && started) {
      usage = told;
      emit(new ReplyEvent.UsageReported(told.get()));
    }
  }

  private void done() {
    if (!started) {
      fail(Problem.of(ProblemKind.UPSTREAM, "the provider's stream ended before its answer began"));
      return;
    }
    choices.values().stream()
        .filter(choice -> !choice.stopped())
        .forEach(choice -> choice.stop(""));
    finish();
  }

  private void finish() {
    finished = true;
    current.accept(new ReplyEvent.Ended());
  }

  private void fail(Problem problem) {
    finished = true;
    current.accept(new ReplyEvent.Failed(problem));
  }

  private void emit(ReplyEvent event) {
    current.accept(event);
  }
}
