package dev.signalbox.gateway.guard.scan;

/**
 * A place in a text that holds a secret; it never carries the value.
 *
 * @param type what was found, as configuration and receipts name it, such as {@code EMAIL}
 * @param start index of its first character, in UTF-16 units
 * @param end index after its last character
 */
public record Finding(String type, int start, int end, Category category) {
  public Finding {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a finding covers at least one character");
    }
  }
}
