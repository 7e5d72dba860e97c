package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Any transform whose bytes are changed again on their way to the client. */
public final class RewritingTransform implements StreamTransform {
  private final StreamTransform inner;
  private final Rewrite rewrite;

  /**
   * Changes the bytes of a stream for the client, wherever they are cut.
   *
   * @param bytes gives what the next bytes become; often not yet all of them
   * @param end gives what is still to be sent at the end; told whether the answer is whole
   */
  public record Rewrite(UnaryOperator<byte[]> bytes, Function<Boolean, byte[]> end) {
    /** Has events name {@code model}. */
    public static Rewrite ofEvents(String model, int maxEventBytes) {
      RenamedEvents events = new RenamedEvents(model, maxEventBytes);
      return new Rewrite(events::accept, _ -> events.end());
    }

    /** Has one JSON body name {@code model}, if it is of {@code maxBytes} at most. */
    public static Rewrite ofBody(String model, int maxBytes) {
      RenamedBody body = new RenamedBody(model, maxBytes);
      return new Rewrite(body::accept, _ -> body.end());
    }
  }

  public RewritingTransform(StreamTransform inner, Rewrite rewrite) {
    this.inner = inner;
    this.rewrite = rewrite;
  }

  @Override
  public byte[] accept(byte[] chunk) {
    return rewrite.bytes().apply(inner.accept(chunk));
  }

  @Override
  public byte[] end() {
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    last.writeBytes(rewrite.bytes().apply(inner.end()));
    last.writeBytes(rewrite.end().apply(inner.complete() && inner.problem().isEmpty()));
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
  public Stage stage() {
    return inner.stage();
  }

  @Override
  public long blocks() {
    return inner.blocks();
  }

  @Override
  public Optional<Usage> usage() {
    return inner.usage();
  }

  @Override
  public Optional<String> model() {
    return inner.model();
  }
}
