import java.util.List;

/**
 * The straight line through points by least squares.
 *
 * @param perHour how much it rises in an hour
 * @param spread half the width of the interval that its true slope is in with 95 % certainty
 */
record Slope(double mean, double perHour, double spread) {
  /** Through points of an hour and a value; at least three. */
  static Slope of(List<double[]> points) {
    int count = points.size();
    if (count < 3) {
      throw new IllegalArgumentException("too few points for a line: " + count);
    }
    double meanX = points.stream().mapToDouble(point -> point[0]).average().orElseThrow();
    double meanY = points.stream().mapToDouble(point -> point[1]).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (double[] point : points) {
      xx += (point[0] - meanX) * (point[0] - meanX);
      xy += (point[0] - meanX) * (point[1] - meanY);
    }
    double slope = xy / xx;
    double left = 0;
    for (double[] point : points) {
      double off = point[1] - meanY - slope * (point[0] - meanX);
      left += off * off;
    }
    return new Slope(meanY, slope, 1.96 * Math.sqrt(left / (count - 2) / xx));
  }
}
