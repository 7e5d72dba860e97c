package dev.signalbox.engine.explain;

import dev.signalbox.engine.routing.RunnerUp;
import java.util.ArrayList;
import java.util.List;

/** What would have made the second the first, in words. */
final class RunnerUpText {
  private RunnerUpText() {}

  /** {@code wins if quality rises by 2.1 points, or …}. */
  static String of(RunnerUp second) {
    List<String> ways = new ArrayList<>(3);
    second.qualityRise().ifPresent(rise -> ways.add("quality rises by " + Figures.points(rise)));
    worth(second, ways);
    second.costBelow().ifPresent(nanos -> ways.add("it costs less than " + Figures.dollars(nanos)));
    return ways.isEmpty()
        ? "nothing alone would make it win"
        : "wins if " + String.join(", or ", ways);
  }

  private static void worth(RunnerUp second, List<String> ways) {
    boolean above = second.pointNanosAbove().isPresent();
    boolean below = second.pointNanosBelow().isPresent();
    if (above && below) {
      ways.add(
          "a point is worth more than %s and less than %s"
              .formatted(
                  Figures.dollarsPerThousand(second.pointNanosAbove().getAsLong()),
                  Figures.dollarsPerThousand(second.pointNanosBelow().getAsLong())));
    } else if (above) {
      ways.add(
          "a point is worth more than "
              + Figures.dollarsPerThousand(second.pointNanosAbove().getAsLong()));
    } else if (below) {
      ways.add(
          "a point is worth less than "
              + Figures.dollarsPerThousand(second.pointNanosBelow().getAsLong()));
    }
  }
}
