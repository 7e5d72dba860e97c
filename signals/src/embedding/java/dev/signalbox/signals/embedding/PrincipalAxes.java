package dev.signalbox.signals.embedding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The directions in which centred rows differ most, found by Jacobi's rotations of their covariance:
 * slow, but the same bits on every machine.
 */
final class PrincipalAxes {
  /** A few hundred dimensions need about ten. */
  private static final int MOST_SWEEPS = 50;

  private static final double NEGLIGIBLE = 1e-22;

  private final double[][] axes;
  private final double[] variances;

  private PrincipalAxes(double[][] axes, double[] variances) {
    this.axes = axes;
    this.variances = variances;
  }

  /** The axes of {@code rows}, whose mean is zero. */
  static PrincipalAxes of(double[][] rows) {
    double[][] covariance = covariance(rows);
    int size = covariance.length;
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && rest(covariance) > NEGLIGIBLE; sweep++) {
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(covariance, vectors, p, q);
        }
      }
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -covariance[i][i]))
            .mapToInt(i -> i)
            .toArray();
    return new PrincipalAxes(
        IntStream.of(order).mapToObj(i -> upright(vectors[i])).toArray(double[][]::new),
        IntStream.of(order).mapToDouble(i -> covariance[i][i]).toArray());
  }

  /** {@code row} along the first {@code dimensions} axes. */
  double[] project(double[] row, int dimensions) {
    double[] projected = new double[dimensions];
    for (int axis = 0; axis < dimensions; axis++) {
      double sum = 0;
      for (int i = 0; i < row.length; i++) {
        sum += axes[axis][i] * row[i];
      }
      projected[axis] = sum;
    }
    return projected;
  }

  /** The part of all variance that lies along the first {@code dimensions} axes. */
  double share(int dimensions) {
    double all = 0;
    double first = 0;
    for (int i = 0; i < variances.length; i++) {
      all += variances[i];
      first += i < dimensions ? variances[i] : 0;
    }
    return first / all;
  }

  private static double[][] covariance(double[][] rows) {
    int size = rows[0].length;
    double[][] covariance = new double[size][size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += row[i] * row[j] / rows.length;
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private static double rest(double[][] matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += matrix[i][j] * matrix[i][j];
      }
    }
    return sum;
  }

  /** Turns axes {@code p} and {@code q} so that they no longer vary together. */
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    if (matrix[p][q] == 0) {
      return;
    }
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double tangent =
        Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (double[] row : matrix) {
      double at = row[p];
      row[p] = cosine * at - sine * row[q];
      row[q] = sine * at + cosine * row[q];
    }
    turn(matrix, p, q, new double[] {cosine, sine});
    turn(vectors, p, q, new double[] {cosine, sine});
  }

  private static void turn(double[][] rows, int p, int q, double[] by) {
    double[] first = rows[p];
    double[] second = rows[q];
    for (int i = 0; i < first.length; i++) {
      double at = first[i];
      first[i] = by[0] * at - by[1] * second[i];
      second[i] = by[1] * at + by[0] * second[i];
    }
  }

  /** Of the two directions of an axis, the one whose largest part is positive. */
  private static double[] upright(double[] axis) {
    double largest = 0;
    for (double part : axis) {
      largest = Math.abs(part) > Math.abs(largest) ? part : largest;
    }
    double sign = Math.signum(largest);
    return Arrays.stream(axis).map(part -> part * sign).toArray();
  }
}
