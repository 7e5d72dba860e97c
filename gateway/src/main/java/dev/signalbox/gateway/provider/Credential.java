package dev.signalbox.gateway.provider;

/**
 * A provider key. Its value goes into a request header and nowhere else.
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
