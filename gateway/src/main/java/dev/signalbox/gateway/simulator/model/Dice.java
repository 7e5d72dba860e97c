package dev.signalbox.gateway.simulator.model;

import java.util.List;

/**
 * Numbers that look random and follow from the seed alone (SplitMix64, <a
 * href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood 2014</a>). Used by one thread
 * at a time.
 */
final class Dice {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  Dice(long seed) {
    this.seed = mix(seed);
    this.state = this.seed;
  }

  /** Dice that follow from the seed of these and {@code label} only, however often these rolled. */
  Dice fork(String label) {
    return new Dice(new Fingerprint(seed).add(label).value());
  }

  long next() {
    state += STEP;
    return mix(state);
  }

  /** A number from 0 to {@code bound - 1}; {@code bound} is at least 1. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** A number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** A number from 0 to 1, without 1. */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** One of {@code items}, which must not be empty. */
  <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }

  /** So many letters and digits. */
  String letters(int count) {
    String alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(below(alphabet.length())));
    }
    return text.toString();
  }

  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
