package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.PartSequencer;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Writes a stream of {@code GenerateContentResponse}s, as events or as one JSON array. Every chunk
 * names the answer and its model and tells the usage known by then; the chunks with the finish
 * reasons wait for the end, as the last usage may come after them.
 */
final class GeminiStreamEncoder implements StreamEncoder {
  private final ReplyFrame frame;
  private final SignatureSeal seal;
  private final Losses losses;
  private final Map<Integer, PartSequencer> sequencers = new TreeMap<>();
  private final Map<Integer, ChoiceEncoder> choices = new TreeMap<>();
  private final Queue<ObjectNode> ready = new ArrayDeque<>();
  private Optional<Usage> usage = Optional.empty();
  private ObjectNode about = StrictJson.object();
  private ObjectNode replyExtras = StrictJson.object();
  private boolean any;

  GeminiStreamEncoder(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.frame = frame;
    this.seal = seal;
    this.losses = losses;
    about("", "");
  }

  @Override
  public void accept(ReplyEvent event, StreamBuffer out) {
    switch (event) {
      case ReplyEvent.Started(String id, String model, long created, Extras extras) -> {
        about(id, model);
        ReplyWriter.created(created, extras, about);
        annotate(extras);
      }
      case ReplyEvent.PartOpened opened -> pass(opened.choice(), event);
      case ReplyEvent.Delta delta -> pass(delta.choice(), event);
      case ReplyEvent.Cited cited -> pass(cited.choice(), event);
      case ReplyEvent.Signed signed -> pass(signed.choice(), event);
      case ReplyEvent.LogProbs logProbs -> pass(logProbs.choice(), event);
      case ReplyEvent.Annotated annotated -> pass(annotated.choice(), event);
      case ReplyEvent.PartClosed closed -> pass(closed.choice(), event);
      case ReplyEvent.Stopped stopped -> pass(stopped.choice(), event);
      case ReplyEvent.UsageReported(Usage tokens) -> usage = Optional.of(tokens);
      case ReplyEvent.ReplyAnnotated(Extras extras) -> annotate(extras);
      case ReplyEvent.Failed(Problem problem) -> {
        send(Problems.write(problem, ""), out);
        close(out);
        return;
      }
      case ReplyEvent.Ended _ -> {
        end(out);
        return;
      }
      case ReplyEvent.Unmapped _ -> {}
    }
    flush(out);
  }

  private void about(String id, String model) {
    about =
        StrictJson.object()
            .put("modelVersion", frame.modelOr(model))
            .put("responseId", frame.replyId().isEmpty() ? id : frame.replyId());
  }

  private void annotate(Extras extras) {
    replyExtras = replyExtras.deepCopy();
    ObjectNode more = StrictJson.object();
    Nested.write(extras, more, losses, "");
    replyExtras.setAll(more);
  }

  private void pass(int choice, ReplyEvent event) {
    ChoiceEncoder encoder =
        choices.computeIfAbsent(choice, index -> new ChoiceEncoder(index, seal, losses));
    sequencers
        .computeIfAbsent(choice, _ -> new PartSequencer(each -> encoder.accept(each, ready::add)))
        .accept(event);
  }

  private void flush(StreamBuffer out) {
    while (!ready.isEmpty()) {
      send(chunk(Optional.of(ready.remove())), out);
    }
  }

  private void end(StreamBuffer out) {
    flush(out);
    boolean blocked = replyExtras.path("promptFeedback").has("blockReason");
    for (ChoiceEncoder choice : choices.values()) {
      if (blocked && choice.isEmpty()) {
        continue;
      }
      choice.last().ifPresent(candidate -> send(chunk(Optional.of(candidate)), out));
    }
    if (!any) {
      send(chunk(Optional.empty()), out);
    }
    close(out);
  }

  /** A chunk; further fields of the reply go into the next one after they are known. */
  private ObjectNode chunk(Optional<ObjectNode> candidate) {
    ObjectNode chunk = StrictJson.object();
    candidate.ifPresent(each -> chunk.putArray("candidates").add(each));
    chunk.set("usageMetadata", usage.map(UsageMetadata::write).orElseGet(StrictJson::object));
    chunk.setAll(about);
    chunk.setAll(replyExtras);
    replyExtras = candidate.isPresent() ? StrictJson.object() : replyExtras;
    return chunk;
  }

  private void send(ObjectNode chunk, StreamBuffer out) {
    if (frame.serverSentEvents()) {
      out.data(chunk);
    } else {
      out.raw(any ? ",\n" : "[");
      out.json(chunk);
    }
    any = true;
  }

  private void close(StreamBuffer out) {
    if (!frame.serverSentEvents()) {
      out.raw("]\n");
    }
  }
}
