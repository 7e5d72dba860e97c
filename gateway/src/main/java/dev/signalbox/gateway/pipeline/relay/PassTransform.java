package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.util.Optional;

/** Same protocol on both sides: every byte passes, the usage is read beside them. */
final class PassTransform implements StreamTransform {
  private static final byte[] NOTHING = {};

  private final ReplyWatch watch;
  private final ClientFormat client;
  private final ReplyFrame frame;
  private final SseDecoder events;
  private boolean letThrough;

  PassTransform(ReplyWatch watch, ClientFormat client, ReplyFrame frame, int maxEventBytes) {
    this.watch = watch;
    this.client = client;
    this.frame = frame;
    this.events = new SseDecoder(maxEventBytes);
  }

  @Override
  public byte[] accept(byte[] chunk) {
    events.accept(chunk, watch::accept);
    return chunk;
  }

  @Override
  public byte[] end() {
    events.end(watch::accept);
    return NOTHING;
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
  public Optional<Usage> usage() {
    return watch.usage();
  }

  @Override
  public Optional<String> model() {
    return watch.model();
  }
}
