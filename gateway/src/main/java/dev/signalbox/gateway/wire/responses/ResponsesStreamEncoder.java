package dev.signalbox.gateway.wire.responses;

import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.StreamBuffer;

/** Writes a streamed answer: each event's name is its {@code type}. */
final class ResponsesStreamEncoder implements StreamEncoder {
  private final ReplyAssembly assembly;

  ResponsesStreamEncoder(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.assembly = new ReplyAssembly(frame, seal, losses);
  }

  @Override
  public void accept(ReplyEvent event, StreamBuffer out) {
    assembly.accept(event, data -> out.event(data.path("type").asText(), data));
  }

  @Override
  public void breakOff(Problem problem, StreamBuffer out) {
    assembly.breakOff(problem, data -> out.event(data.path("type").asText(), data));
  }
}
