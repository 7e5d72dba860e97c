package dev.signalbox.gateway.guard.hook;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody who is asked about prompts.
 *
 * @param open whether requests go on when it does not answer
 * @param bearer token that it is asked with
 */
public record Webhook(
    String name, URI url, Duration timeout, boolean open, Optional<String> bearer) {
  /** Without the token. */
  @Override
  public String toString() {
    return "Webhook[" + name + "]";
  }
}
