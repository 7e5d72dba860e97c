package dev.signalbox.gateway.guard.hook;

import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.wire.problem.ProblemException;
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
  /** What the names of webhooks begin with, of all that is asked beside providers. */
  public static final String PREFIX = "webhook:";

  /** How it is known among all that is asked beside providers; a refusal is an answer. */
  public Dependencies.Kind dependency() {
    return new Dependencies.Kind(
        PREFIX + name, url.toString(), timeout, ProblemException.class::isInstance);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Webhook[" + name + "]";
  }
}
