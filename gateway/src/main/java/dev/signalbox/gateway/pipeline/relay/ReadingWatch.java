package dev.signalbox.gateway.pipeline.relay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;
import java.util.Set;

/** A watch beside which a stream that passes untouched is read whole. */
record ReadingWatch(ReplyWatch watch, StreamDecoder decoder, Reading reading)
    implements ReplyWatch {
  @Override
  public void accept(SseEvent event) {
    watch.accept(event);
    decoder.accept(event, reading::accept);
  }

  @Override
  public void acceptBody(JsonNode body) {
    watch.acceptBody(body);
  }

  @Override
  public boolean started() {
    return watch.started();
  }

  @Override
  public Optional<Usage> usage() {
    return watch.usage();
  }

  @Override
  public Optional<String> model() {
    return watch.model();
  }

  @Override
  public Optional<Problem> problem() {
    return watch.problem();
  }

  @Override
  public boolean complete() {
    return watch.complete();
  }

  @Override
  public boolean over() {
    return watch.over();
  }

  @Override
  public Set<StopReason> stops() {
    return watch.stops();
  }
}
