package dev.signalbox.gateway.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * The router that a person would write down after reading a table: for each label the model whose
 * mean score, less what its mean cost weighs, was the highest.
 */
final class TaskProfile {
  private final OutcomeSet given;
  private final Map<String, double[]> score;
  private final Map<String, double[]> usd;

  TaskProfile(OutcomeSet given) {
    this.given = given;
    this.score = means(given.filled(OutcomeSet.Row::score));
    this.usd = means(given.filled(OutcomeSet.Row::usd));
  }

  /** By label; under empty text those of all. */
  private Map<String, double[]> means(double[][] values) {
    Map<String, List<double[]>> byLabel = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      byLabel.computeIfAbsent(given.rows().get(i).group(), _ -> new ArrayList<>()).add(values[i]);
      byLabel.computeIfAbsent("", _ -> new ArrayList<>()).add(values[i]);
    }
    Map<String, double[]> means = new HashMap<>();
    byLabel.forEach(
        (label, rows) -> {
          double[] mean = new double[given.models().size()];
          rows.forEach(
              row -> {
                for (int m = 0; m < mean.length; m++) {
                  mean[m] += row[m] / rows.size();
                }
              });
          means.put(label, mean);
        });
    return means;
  }

  /** Its figures on {@code rows}. */
  Measured measure(OutcomeSet rows, double[] worths) {
    List<int[]> choices =
        DoubleStream.of(worths)
            .mapToObj(
                worth -> rows.rows().stream().mapToInt(row -> choice(row.group(), worth)).toArray())
            .toList();
    return new Measured(given, rows, worths, choices);
  }

  private int choice(String label, double worth) {
    String known = score.containsKey(label) ? label : "";
    double[] quality = Objects.requireNonNull(score.get(known));
    double[] cost = Objects.requireNonNull(usd.get(known));
    int best = 0;
    for (int m = 1; m < quality.length; m++) {
      if (quality[m] - worth * cost[m] > quality[best] - worth * cost[best]) {
        best = m;
      }
    }
    return best;
  }
}
