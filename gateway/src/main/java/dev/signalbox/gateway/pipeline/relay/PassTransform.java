package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Same protocol on both sides: every byte passes up to the mark that ends the answer, the usage is
 * read beside them. After that mark nothing passes but one {@code [DONE]}.
 */
final class PassTransform implements StreamTransform {
  private final ReplyWatch watch;
  private final ClientFormat client;
  private final ReplyFrame frame;
  private final SseDecoder events;
  private final StreamEnd streamEnd = new StreamEnd();
  private final StreamBuffer late = new StreamBuffer();
  private int endOfAnswer;
  private boolean lineFeedDue;
  private boolean letThrough;

  PassTransform(ReplyWatch watch, ClientFormat client, ReplyFrame frame, int maxEventBytes) {
    this.watch = watch;
    this.client = client;
    this.frame = frame;
    this.events = new SseDecoder(maxEventBytes);
  }

  @Override
  public byte[] accept(byte[] chunk) {
    boolean wasOpen = streamEnd.isOpen();
    events.accept(chunk, this::read);
    if (streamEnd.isOpen()) {
      return chunk;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(chunk.length);
    if (wasOpen) {
      out.write(chunk, 0, endOfAnswer);
      lineFeedDue = chunk[endOfAnswer - 1] == '\r';
    }
    int next = wasOpen ? endOfAnswer : 0;
    if (lineFeedDue && next < chunk.length) {
      lineFeedDue = false;
      out.write(chunk, next, chunk[next] == '\n' ? 1 : 0); // the other half of the line's end
    }
    out.writeBytes(late.take());
    return out.toByteArray();
  }

  private void read(SseEvent event) {
    if (!streamEnd.isOpen()) {
      if (streamEnd.takes(event)) {
        late.raw(event.name().isEmpty() ? "" : "event: " + event.name() + "\n");
        late.raw("data: " + event.data() + "\n\n");
      }
      return;
    }
    watch.accept(event);
    if (watch.over()) {
      streamEnd.marked(event);
      endOfAnswer = events.position();
    }
  }

  @Override
  public byte[] end() {
    events.end(this::read);
    return late.take();
  }

  @Override
  public byte[] fail(Problem problem) {
    StreamBuffer out = new StreamBuffer();
    client.streamEncoder(frame, new Losses()).breakOff(problem, out);
    return out.take();
  }

  @Override
  public boolean started() {
    return letThrough || watch.started();
  }

  @Override
  public boolean spoke() {
    return watch.started();
  }

  @Override
  public void letThrough() {
    letThrough = true;
  }

  @Override
  public Optional<Problem> problem() {
    return watch.problem();
  }

  @Override
  public boolean over() {
    return false; // what the provider says after its error is the client's to read
  }

  @Override
  public boolean complete() {
    return watch.complete();
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
    return watch.usage();
  }

  @Override
  public Optional<String> model() {
    return watch.model();
  }
}
