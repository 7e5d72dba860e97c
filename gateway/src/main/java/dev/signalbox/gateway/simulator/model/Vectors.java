package dev.signalbox.gateway.simulator.model;

import java.util.Locale;

/**
 * Embeddings of length 1: the sum of one direction per word, so that texts with common words lie
 * close to each other. The same for the same text and size.
 */
public final class Vectors {
  /** Numbers of a vector when the request names no size. */
  public static final int STANDARD_SIZE = 256;

  /** Most numbers of a vector. */
  public static final int MAX_SIZE = 4_096;

  private static final int MAX_WORDS = 500;

  private Vectors() {}

  /**
   * The embedding of {@code text}.
   *
   * @param size how many numbers, 1 to {@link #MAX_SIZE}
   */
  public static float[] of(String text, int size) {
    double[] sum = new double[size];
    // A small direction of its own keeps an empty text from having none.
    add(sum, new Dice(new Fingerprint(0).add(text).value()), 0.1);
    String[] words = text.toLowerCase(Locale.ROOT).split("\\W+", MAX_WORDS);
    for (String word : words) {
      if (!word.isEmpty()) {
        add(sum, new Dice(new Fingerprint(1).add(word).value()), 1);
      }
    }
    return normal(sum);
  }

  /** How alike two texts are, from 0 to 1. */
  public static double likeness(String one, String other) {
    float[] first = of(one, STANDARD_SIZE);
    float[] second = of(other, STANDARD_SIZE);
    double product = 0;
    for (int i = 0; i < STANDARD_SIZE; i++) {
      product += first[i] * second[i];
    }
    return Math.clamp((product + 1) / 2, 0, 1);
  }

  private static void add(double[] sum, Dice direction, double weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * (direction.unit() - 0.5);
    }
  }

  private static float[] normal(double[] vector) {
    double squares = 0;
    for (double each : vector) {
      squares += each * each;
    }
    double length = Math.sqrt(squares);
    float[] normal = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      normal[i] = (float) (vector[i] / length);
    }
    return normal;
  }
}
