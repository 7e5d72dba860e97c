package dev.signalbox.signals.prompt;

import java.util.List;

/** Arithmetic of vectors. */
final class Vectors {
  /** Spreads bits over a whole number (the golden ratio, 64 bits). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Vectors() {}

  static double dot(float[] a, float[] b) {
    // four sums, as one would wait for itself
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return (double) first + second + third + fourth;
  }

  /** Gives {@code vector} the length 1, where it has any. */
  static float[] normalize(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (squares > 0) {
      double factor = 1 / Math.sqrt(squares);
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] * factor);
      }
    }
    return vector;
  }

  /** Adds a direction that stands for {@code number}, of length {@code share}. */
  static void addDirection(float[] vector, long number, double share) {
    float step = (float) (share / Math.sqrt(vector.length));
    long bits = 0;
    long state = number;
    for (int i = 0; i < vector.length; i++) {
      if (i % Long.SIZE == 0) {
        state += SPREAD;
        bits = mixed(state);
      }
      vector[i] += (bits & 1) == 0 ? step : -step;
      bits >>>= 1;
    }
  }

  /** The mean of {@code vectors}, which are at least one. */
  static float[] mean(List<float[]> vectors) {
    double[] sum = new double[vectors.getFirst().length];
    for (float[] vector : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / vectors.size());
    }
    return mean;
  }

  /** Which way {@code vector} lies from {@code origin}; all zeros where they are the same. */
  static float[] direction(float[] vector, float[] origin) {
    float[] direction = new float[vector.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = vector[i] - origin[i];
    }
    return normalize(direction);
  }

  static boolean isZero(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** The last steps of SplitMix64. */
  private static long mixed(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
