package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.openai.OpenAiErrors;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the chunks of a streamed answer. With {@code stream_options.include_usage} every chunk
 * carries {@code usage: null} and a last one without choices the figures; without it there are
 * none. Used by one thread at a time.
 */
final class ChatStreamEncoder implements StreamEncoder {
  /** Fields of the answer that OpenAI repeats on every chunk. */
  private static final Set<String> ON_EVERY_CHUNK = Set.of("service_tier", "system_fingerprint");

  private final ReplyFrame frame;
  private final SignatureSeal seal;
  private final Losses losses;
  private final boolean includeUsage;
  private final TreeMap<Integer, ChoiceStream> choices = new TreeMap<>();
  private final ObjectNode everyChunk = StrictJson.object();
  private final ObjectNode nextChunk = StrictJson.object();
  private final List<ObjectNode> ends = new ArrayList<>();
  private final int wanted;
  private Optional<Usage> usage = Optional.empty();
  private String model = "";
  private long created;
  private boolean finished;

  ChatStreamEncoder(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.frame = frame;
    this.seal = seal;
    this.losses = losses;
    this.includeUsage =
        frame.requestBody().path("stream_options").path("include_usage").asBoolean(false);
    this.wanted = Math.max(1, frame.requestBody().path("n").asInt(1));
    this.model = frame.modelOr("");
    this.created = frame.nowSeconds();
  }

  @Override
  public void accept(ReplyEvent event, StreamBuffer out) {
    if (finished) {
      return;
    }
    switch (event) {
      case ReplyEvent.Started started -> start(started);
      case ReplyEvent.PartOpened e -> choice(e.choice(), out).open(e.part(), e.opening());
      case ReplyEvent.Delta e -> choice(e.choice(), out).delta(e.part(), e.text());
      case ReplyEvent.Cited e -> choice(e.choice(), out).cite(e.part(), e.citation());
      case ReplyEvent.Signed e -> choice(e.choice(), out).sign(e.part(), e.signature());
      case ReplyEvent.LogProbs e -> choice(e.choice(), out).logProbs(e.tokens());
      case ReplyEvent.Annotated e -> choice(e.choice(), out).annotate(e.extras());
      case ReplyEvent.PartClosed e -> choice(e.choice(), out).close(e.part());
      case ReplyEvent.Stopped e -> stop(e, out);
      case ReplyEvent.UsageReported(var tokens) -> usage = Optional.of(tokens);
      case ReplyEvent.ReplyAnnotated(var extras) -> keep(extras);
      case ReplyEvent.Failed(var problem) -> {
        finished = true;
        ObjectNode body = StrictJson.object();
        body.set("error", OpenAiErrors.write(problem));
        out.data(body);
      }
      case ReplyEvent.Ended _ -> end(out);
      case ReplyEvent.Unmapped _ -> {}
    }
  }

  /**
   * With several choices the ends wait for each other: clients take a stream for finished when
   * every choice they have seen is, and the next one may not have begun.
   */
  private void stop(ReplyEvent.Stopped stopped, StreamBuffer out) {
    ObjectNode last = choice(stopped.choice(), out).stop(stopped);
    ends.add(last);
    if (ends.size() >= wanted) {
      flushEnds(out);
    }
  }

  private void flushEnds(StreamBuffer out) {
    ends.forEach(node -> out.data(chunk(Optional.of(node))));
    ends.clear();
  }

  private void start(ReplyEvent.Started started) {
    model = frame.modelOr(started.model());
    created = ReplyWriter.createdOr(started.createdSeconds(), frame);
    keep(started.extras());
  }

  private void keep(Extras extras) {
    ObjectNode fields = StrictJson.object();
    ReplyWriter.writeExtras(extras, fields, losses);
    fields
        .properties()
        .forEach(
            field ->
                (ON_EVERY_CHUNK.contains(field.getKey()) ? everyChunk : nextChunk)
                    .set(field.getKey(), field.getValue()));
  }

  private ChoiceStream choice(int index, StreamBuffer out) {
    ChoiceStream choice =
        choices.computeIfAbsent(index, i -> new ChoiceStream(i, frame, seal, losses));
    choice.to(node -> out.data(chunk(Optional.of(node))));
    return choice;
  }

  private void end(StreamBuffer out) {
    finished = true;
    flushEnds(out);
    if (includeUsage && usage.isPresent()) {
      ObjectNode chunk = chunk(Optional.empty());
      chunk.set("usage", ChatUsage.write(usage.get()));
      out.data(chunk);
    } else if (!nextChunk.isEmpty()) {
      out.data(chunk(Optional.empty()));
    }
    out.raw("data: [DONE]\n\n");
  }

  private ObjectNode chunk(Optional<ObjectNode> choice) {
    ObjectNode chunk = StrictJson.object();
    chunk.put("id", ReplyWriter.idOf(frame));
    chunk.put("object", "chat.completion.chunk");
    chunk.put("created", created);
    chunk.put("model", model);
    everyChunk.properties().forEach(field -> chunk.set(field.getKey(), field.getValue()));
    var nodes = chunk.putArray("choices");
    choice.ifPresent(nodes::add);
    if (includeUsage) {
      chunk.putNull("usage");
    }
    nextChunk.properties().forEach(field -> chunk.putIfAbsent(field.getKey(), field.getValue()));
    nextChunk.removeAll();
    return chunk;
  }
}
