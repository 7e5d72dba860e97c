package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.Optional;

/** Bytes that nobody looks into: they pass as they come, and are the answer from the first on. */
public final class BytesTransform implements StreamTransform {
  private static final byte[] NOTHING = {};

  private long chunks;

  @Override
  public byte[] accept(byte[] chunk) {
    chunks++;
    return chunk;
  }

  @Override
  public byte[] end() {
    return NOTHING;
  }

  /** There is no telling a client within bytes of its own that they are not all. */
  @Override
  public byte[] fail(Problem problem) {
    return NOTHING;
  }

  @Override
  public boolean started() {
    return true;
  }

  @Override
  public boolean spoke() {
    return true;
  }

  @Override
  public void letThrough() {}

  @Override
  public Optional<Problem> problem() {
    return Optional.empty();
  }

  @Override
  public boolean over() {
    return false;
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public Stage stage() {
    return Stage.OPEN;
  }

  /** Of bytes that nobody looks into each chunk is one. */
  @Override
  public long blocks() {
    return chunks;
  }

  @Override
  public Optional<Usage> usage() {
    return Optional.empty();
  }

  @Override
  public Optional<String> model() {
    return Optional.empty();
  }
}
