package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.util.Optional;

/** Same protocol on both sides, but events name the model as the client did. */
final class RenamingTransform implements StreamTransform {
  private final PassTransform pass;
  private final String model;
  private final SseDecoder events;
  private final StreamBuffer out = new StreamBuffer();

  RenamingTransform(PassTransform pass, String model, int maxEventBytes) {
    this.pass = pass;
    this.model = model;
    this.events = new SseDecoder(maxEventBytes);
  }

  @Override
  public byte[] accept(byte[] chunk) {
    pass.accept(chunk);
    events.accept(chunk, this::write);
    return out.take();
  }

  @Override
  public byte[] end() {
    pass.end();
    events.end(this::write);
    return out.take();
  }

  private void write(SseEvent event) {
    String data =
        StrictJson.tryParse(event.data())
            .filter(tree -> ModelNames.rename(tree, model))
            .map(StrictJson::toText)
            .orElse(event.data());
    if (!event.name().isEmpty()) {
      out.raw("event: " + event.name() + "\n");
    }
    data.lines().forEach(line -> out.raw("data: " + line + "\n"));
    out.raw("\n");
  }

  @Override
  public byte[] fail(Problem problem) {
    return pass.fail(problem);
  }

  @Override
  public boolean started() {
    return pass.started();
  }

  @Override
  public boolean spoke() {
    return pass.spoke();
  }

  @Override
  public void letThrough() {
    pass.letThrough();
  }

  @Override
  public Optional<Problem> problem() {
    return pass.problem();
  }

  @Override
  public boolean over() {
    return pass.over();
  }

  @Override
  public boolean complete() {
    return pass.complete();
  }

  @Override
  public Optional<Usage> usage() {
    return pass.usage();
  }

  @Override
  public Optional<String> model() {
    return pass.model();
  }
}
