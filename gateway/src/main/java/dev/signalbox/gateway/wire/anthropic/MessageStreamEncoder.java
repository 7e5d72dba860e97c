package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.PartSequencer;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.util.Optional;

/**
 * Writes a streamed answer: {@code message_start} and a {@code ping}, content blocks one after the
 * other, {@code message_delta} with the final counts, {@code message_stop}. The start waits for the
 * next event, because a provider of this API tells the prompt's tokens with it; other providers
 * tell them at the end, so that the start says 0 and {@code message_delta} has all counts.
 */
final class MessageStreamEncoder implements StreamEncoder {
  private final ReplyFrame frame;
  private final Losses losses;
  private final ReplyBlocks blocks;
  private final BlockStream stream;
  private final PartSequencer sequencer;
  private StreamBuffer out = new StreamBuffer();
  private Optional<ReplyEvent.Started> waiting = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private ObjectNode later = StrictJson.object();
  private ReplyEvent.Stopped stopped =
      new ReplyEvent.Stopped(0, StopReason.END, Optional.empty(), Extras.NONE);
  private boolean finished;

  MessageStreamEncoder(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.frame = frame;
    this.losses = losses;
    this.blocks = new ReplyBlocks(seal, losses);
    this.stream = new BlockStream(blocks, losses);
    this.sequencer = new PartSequencer(this::inSequence);
  }

  @Override
  public void accept(ReplyEvent event, StreamBuffer buffer) {
    out = buffer;
    if (!finished && isFirstChoice(event)) {
      sequencer.accept(event);
    }
  }

  private boolean isFirstChoice(ReplyEvent event) {
    if (event.choice() > 0) {
      losses.dropped("choices[%d]".formatted(event.choice()), "the anthropic API gives one answer");
    }
    return event.choice() == 0;
  }

  private void inSequence(ReplyEvent event) {
    switch (event) {
      case ReplyEvent.Started started -> waiting = Optional.of(started);
      case ReplyEvent.UsageReported(Usage tokens) -> {
        usage = Optional.of(tokens);
        begin();
      }
      case ReplyEvent.Failed(var problem) -> {
        finished = true;
        out.event("error", Problems.event(problem));
      }
      case ReplyEvent.PartOpened _,
          ReplyEvent.Delta _,
          ReplyEvent.Cited _,
          ReplyEvent.Signed _,
          ReplyEvent.LogProbs _,
          ReplyEvent.Annotated _,
          ReplyEvent.PartClosed _,
          ReplyEvent.Stopped _,
          ReplyEvent.ReplyAnnotated _,
          ReplyEvent.Ended _,
          ReplyEvent.Unmapped _ -> {
        begin();
        write(event);
      }
    }
  }

  private void write(ReplyEvent event) {
    switch (event) {
      case ReplyEvent.PartOpened(_, int part, var opening) -> stream.open(part, opening, out);
      case ReplyEvent.Delta(_, _, String text) -> stream.grow(text, out);
      case ReplyEvent.Cited(_, _, var citation) -> stream.cite(citation, out);
      case ReplyEvent.Signed(_, _, var signature) -> stream.sign(signature);
      case ReplyEvent.LogProbs _ -> blocks.tellLogProbs();
      case ReplyEvent.Annotated(_, _, var extras) -> stream.annotate(extras);
      case ReplyEvent.PartClosed _ -> stream.close(out);
      case ReplyEvent.Stopped stop -> {
        stream.close(out);
        stopped = stop;
      }
      case ReplyEvent.ReplyAnnotated(var extras) -> annotate(extras);
      case ReplyEvent.Unmapped(var origin, var type, var raw) -> {
        if (origin == Protocol.ANTHROPIC && isAscii(type)) {
          out.event(type, raw);
        }
      }
      case ReplyEvent.Ended _ -> end();
      case ReplyEvent.Started _, ReplyEvent.UsageReported _, ReplyEvent.Failed _ -> {}
    }
  }

  /** A name that can stand in an {@code event:} line. */
  private static boolean isAscii(String type) {
    return !type.isEmpty() && type.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private void begin() {
    waiting.ifPresent(this::begin);
    waiting = Optional.empty();
  }

  private void begin(ReplyEvent.Started started) {
    ObjectNode message =
        ReplyWriter.message(ReplyWriter.idOf(frame), frame.modelOr(started.model()));
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence").putNull("stop_details");
    message.set("usage", UsageJson.write(usage.orElse(Usage.ZERO), started.extras()));
    ReplyWriter.extras(started.extras(), message, losses);
    message.putIfAbsent("container", message.nullNode());
    ObjectNode event = Blocks.block("message_start");
    event.set("message", message);
    out.event("message_start", event);
    out.event("ping", Blocks.block("ping"));
  }

  private void annotate(Extras extras) {
    if (extras.belongTo(Protocol.ANTHROPIC)) {
      later.setAll(extras.fields());
    } else {
      extras.writeTo(later, Protocol.ANTHROPIC, losses, "");
    }
  }

  private void end() {
    stream.close(out);
    Extras extras = Extras.of(Protocol.ANTHROPIC, later);
    ObjectNode delta = StrictJson.object();
    blocks.stop(
        new ReplyBlocks.Ending(
            stopped.stop(), stopped.stopSequence(), stopped.extras(), stream.refused()),
        delta);
    ObjectNode event = Blocks.block("message_delta");
    event.set("delta", delta);
    event.set("usage", UsageJson.writeDelta(usage.orElse(Usage.ZERO), extras));
    ReplyWriter.extras(extras, event, losses);
    if (event.has("container")) {
      delta.set("container", event.remove("container"));
    } else {
      delta.putNull("container");
    }
    out.event("message_delta", event);
    out.event("message_stop", Blocks.block("message_stop"));
    finished = true;
  }
}
