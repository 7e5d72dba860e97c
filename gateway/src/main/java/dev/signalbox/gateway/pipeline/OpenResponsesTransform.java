package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.responses.OpenResponses;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Any transform whose client reads Open Responses. */
final class OpenResponsesTransform implements StreamTransform {
  private final StreamTransform inner;
  private final OpenResponses stream;

  OpenResponsesTransform(StreamTransform inner, int maxEventBytes) {
    this.inner = inner;
    this.stream = new OpenResponses(maxEventBytes);
  }

  @Override
  public byte[] accept(byte[] chunk) {
    return stream.rewritten(inner.accept(chunk));
  }

  @Override
  public byte[] end() {
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    last.writeBytes(stream.rewritten(inner.end()));
    last.writeBytes(stream.end(inner.complete() && inner.problem().isEmpty()));
    return last.toByteArray();
  }

  @Override
  public byte[] fail(Problem problem) {
    return inner.fail(problem);
  }

  @Override
  public boolean spoke() {
    return inner.spoke();
  }

  @Override
  public boolean started() {
    return inner.started();
  }

  @Override
  public void letThrough() {
    inner.letThrough();
  }

  @Override
  public Optional<Problem> problem() {
    return inner.problem();
  }

  @Override
  public boolean over() {
    return inner.over();
  }

  @Override
  public boolean complete() {
    return inner.complete();
  }

  @Override
  public Optional<Usage> usage() {
    return inner.usage();
  }
}
