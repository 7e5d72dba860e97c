package dev.signalbox.gateway.provider.auth;

/**
 * A provider key, or the secret that an {@link Authorizer} makes headers of. Its value goes where
 * that one puts it and nowhere else.
 *
 * @param label what logs and pages call it, such as {@code openai#1}
 * @param value the key itself
 */
public record Credential(String label, String value) {
  @Override
  public String toString() {
    return label;
  }
}
