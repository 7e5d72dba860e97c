package dev.signalbox.gateway.guard.hook;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody who is asked about prompts or answers.
 *
 * @param open whether they go on when it does not answer
 * @param bearer token that it is asked with
 */
public record Webhook(
    String name,
    HookStage stage,
    URI url,
    Duration timeout,
    boolean open,
    Optional<String> bearer) {
  /** Without the token. */
  @Override
  public String toString() {
    return "Webhook[" + name + "]";
  }
}
