package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.Optional;

/** Same protocol on both sides, but events name the model as the client did. */
final class RenamingTransform implements StreamTransform {
  private final PassTransform pass;
  private final RenamedEvents events;

  RenamingTransform(PassTransform pass, String model, int maxEventBytes) {
    this.pass = pass;
    this.events = new RenamedEvents(model, maxEventBytes);
  }

  @Override
  public byte[] accept(byte[] chunk) {
    pass.accept(chunk);
    return events.accept(chunk);
  }

  @Override
  public byte[] end() {
    pass.end();
    return events.end();
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
