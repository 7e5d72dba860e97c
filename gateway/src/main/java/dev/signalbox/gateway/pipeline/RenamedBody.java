package dev.signalbox.gateway.pipeline;

import io.vertx.core.buffer.Buffer;

/**
 * A body of JSON that names the model as the client did: it is held until all of it is there. One
 * that is larger than may be held passes as it is.
 */
final class RenamedBody {
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
  Buffer accept(Buffer chunk) {
    if (passing) {
      return chunk;
    }
    held.appendBuffer(chunk);
    passing = held.length() > maxBytes;
    return passing ? taken() : Buffer.buffer();
  }

  /** What is still to be sent at the end. */
  Buffer end() {
    return passing ? Buffer.buffer() : ModelNames.renamed(taken(), model);
  }

  private Buffer taken() {
    Buffer all = held;
    held = Buffer.buffer();
    return all;
  }
}
