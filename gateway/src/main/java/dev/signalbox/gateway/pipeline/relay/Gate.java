package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.model.Usage;
import io.vertx.core.buffer.Buffer;

/** What an answer passes on its way to the client: only the first to come is let through. */
public interface Gate {
  /**
   * The first real piece of the answer has come.
   *
   * @param whole whether it is all of the answer
   */
  void speaks(boolean whole);

  /** Asks to answer the client; false when another attempt does already. */
  boolean open();

  /** The next bytes of the provider's answer, as it sent them. */
  void hears(Buffer bytes, String contentType);

  /** How many pieces of the answer have come, all told. */
  void came(long pieces);

  /** The model that answered, as the provider names it; empty text when it does not. */
  void answeredAs(String model);

  /** The tokens by the last figures of the provider. */
  void used(Usage tokens);
}
