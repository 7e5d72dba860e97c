package dev.signalbox.gateway.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The label by which keys are told apart beside their own, where that is wanted.
 *
 * @param byLabel from the label of a key to the beginning of its hash, empty text where there is no
 *     such key; empty: it is not wanted
 */
record KeyHashes(Optional<UnaryOperator<String>> byLabel) {
  private static final String NAME = "api_key_hash";

  /** The hash of the key with this label; empty text where hashes are not wanted. */
  String of(String label) {
    if (byLabel.isEmpty()) {
      return "";
    }
    String hash = byLabel.get().apply(label);
    return hash.isEmpty() ? LabelValues.NONE : hash;
  }

  /** What stands for the hashes of others. */
  String other() {
    return byLabel.isEmpty() ? "" : LabelValues.OTHER;
  }

  /** {@code labels}, names and values in turn, and {@code hash} where that is wanted. */
  String[] with(String hash, String... labels) {
    if (byLabel.isEmpty()) {
      return labels;
    }
    String[] more = Arrays.copyOf(labels, labels.length + 2);
    more[labels.length] = NAME;
    more[labels.length + 1] = hash;
    return more;
  }
}
