package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.util.Optional;

/** Different protocols: events are decoded, and encoded again for the client. */
final class TranslatingTransform implements StreamTransform {
  private final StreamDecoder decoder;
  private final StreamEncoder encoder;
  private final SseDecoder events;
  private final Reading reading;
  private final StreamBuffer out = new StreamBuffer();
  private final StreamEnd streamEnd = new StreamEnd();
  private boolean letThrough;
  private boolean spoke;
  private boolean ended;
  private Optional<Problem> problem = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private Optional<String> model = Optional.empty();

  /** {@code reading} takes every event. */
  TranslatingTransform(
      StreamDecoder decoder, StreamEncoder encoder, int maxEventBytes, Reading reading) {
    this.decoder = decoder;
    this.encoder = encoder;
    this.reading = reading;
    this.events = new SseDecoder(maxEventBytes);
  }

  @Override
  public byte[] accept(byte[] chunk) {
    events.accept(chunk, this::read);
    return out.take();
  }

  @Override
  public byte[] end() {
    events.end(this::read);
    decoder.end(this::take);
    return out.take();
  }

  private void read(SseEvent event) {
    if (!streamEnd.isOpen()) {
      streamEnd.takes(event);
      return;
    }
    decoder.accept(event, this::take);
    if (ended) {
      streamEnd.marked(event);
    }
  }

  @Override
  public byte[] fail(Problem failure) {
    if (problem.isEmpty() && !ended) {
      take(new ReplyEvent.Failed(failure));
    }
    return out.take();
  }

  @Override
  public boolean started() {
    return letThrough || spoke;
  }

  @Override
  public boolean spoke() {
    return spoke;
  }

  @Override
  public void letThrough() {
    letThrough = true;
  }

  @Override
  public Optional<Problem> problem() {
    return problem;
  }

  @Override
  public boolean over() {
    return problem.isPresent();
  }

  @Override
  public boolean complete() {
    return ended;
  }

  @Override
  public Stage stage() {
    return streamEnd.stage();
  }

  @Override
  public long blocks() {
    return events.blocks();
  }

  @Override
  public Optional<Usage> usage() {
    return usage;
  }

  @Override
  public Optional<String> model() {
    return model;
  }

  /** Takes one event of the provider, decoded. */
  void take(ReplyEvent event) {
    reading.accept(event);
    switch (event) {
      case ReplyEvent.Failed failed -> {
        problem = Optional.of(failed.problem());
        if (!started()) {
          return; // nothing was sent yet: it becomes a status or the next attempt
        }
      }
      case ReplyEvent.Ended _ -> {
        spoke = true;
        ended = true;
      }
      case ReplyEvent.UsageReported(var tokens) -> usage = Optional.of(tokens);
      case ReplyEvent.Delta(_, _, var text) -> spoke = spoke || !text.isEmpty();
      case ReplyEvent.PartOpened(_, _, var part) -> spoke = spoke || says(part);
      case ReplyEvent.Cited _,
          ReplyEvent.Signed _,
          ReplyEvent.LogProbs _,
          ReplyEvent.PartClosed _,
          ReplyEvent.Stopped _ ->
          spoke = true;
      case ReplyEvent.Started started ->
          model = Optional.of(started.model()).filter(name -> !name.isEmpty());
      case ReplyEvent.Annotated _, ReplyEvent.ReplyAnnotated _, ReplyEvent.Unmapped _ -> {}
    }
    encoder.accept(event, out);
  }

  /** Whether a part brings something as it opens; what grows by deltas may be empty still. */
  private static boolean says(Part opening) {
    return switch (opening) {
      case Part.Text(var text, _, _, _, _) -> !text.isEmpty();
      case Part.Reasoning(var text, _, _) -> !text.isEmpty();
      case Part.Refusal(var text) -> !text.isEmpty();
      case Part.ToolCall(_, _, var arguments, _, _) -> !arguments.isEmpty();
      case Part.Media _, Part.ToolResult _ -> true;
      case Part.Opaque _ -> false;
    };
  }
}
