package dev.signalbox.gateway.pipeline.relay;

import io.vertx.core.buffer.Buffer;

/**
 * A body of JSON that names the model as the client did: it is held until all of it is there. One
 * that is larger than may be held passes as it is.
 */
final class RenamedBody {
  private static final byte[] NOTHING = {};

  private final String model;
  private final int maxBytes;
  private Buffer held = Buffer.buffer();
  private boolean passing;

  /**
   * A body that names {@code model}.
   *
   * @param maxBytes most bytes that are held
   */
  RenamedBody(String model, int maxBytes) {
    this.model = model;
    this.maxBytes = maxBytes;
  }

  /** What can go out when {@code chunk} has come. */
  byte[] accept(byte[] chunk) {
    if (passing) {
      return chunk;
    }
    held.appendBytes(chunk);
    passing = held.length() > maxBytes;
    return passing ? taken().getBytes() : NOTHING;
  }

  /** What is still to be sent at the end. */
  byte[] end() {
    return passing ? NOTHING : ModelNames.renamed(taken(), model).getBytes();
  }

  private Buffer taken() {
    Buffer all = held;
    held = Buffer.buffer();
    return all;
  }
}
