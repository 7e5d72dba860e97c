package dev.signalbox.signals.replay;

import dev.signalbox.engine.naming.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What logged calls show of the answers of each deployment to each task: how long they are, how
 * long they take, how much of the prompt is read from a cache, how many tokens it counts in prompts
 * (models count the same text differently, and what frames tools many times over). Says nothing of
 * a deployment and task with fewer than {@value #LEAST_CALLS} calls. From there on the mean stands
 * for itself: drawn toward what such tasks usually take, as routing draws it, it would be off by up
 * to 40 % of the difference.
 */
public final class CallHabits {
  /** Calls that a deployment and task must have. */
  public static final int LEAST_CALLS = 30;

  private final Map<Cell, Sums> sums = new HashMap<>();

  /** A deployment and a task. */
  public record Cell(Target target, String task) {}

  /**
   * A mean and how much single calls differ from it.
   *
   * @param variance of a call
   */
  public record Spread(double mean, double variance) {}

  /**
   * What is shown of one cell.
   *
   * @param calls at least {@value CallHabits#LEAST_CALLS}
   * @param cachedShare of the prompt, from 0 to 1
   * @param counted tokens it counts in a prompt for each that routing reckons there
   */
  public record Habit(
      Cell cell, long calls, Spread output, Spread millis, double cachedShare, double counted) {}

  private static final class Sums {
    private long calls;
    private double output;
    private double outputSquares;
    private double millis;
    private double millisSquares;
    private double prompt;
    private double cached;
    private double reckoned;
  }

  /** Takes note of {@code call}. */
  public void add(LoggedCall call) {
    Sums of = sums.computeIfAbsent(new Cell(call.target(), call.task()), _ -> new Sums());
    of.calls++;
    of.output += call.outputTokens();
    of.outputSquares += (double) call.outputTokens() * call.outputTokens();
    of.millis += call.millis();
    of.millisSquares += (double) call.millis() * call.millis();
    of.prompt += call.promptTokens();
    of.cached += Math.min(call.cachedTokens(), call.promptTokens());
    of.reckoned += call.reckonedTokens();
  }

  /** What is shown of {@code target} and {@code task}; empty where that is too little. */
  public Optional<Habit> of(Target target, String task) {
    Cell cell = new Cell(target, task);
    Sums of = sums.get(cell);
    return of == null || of.calls < LEAST_CALLS
        ? Optional.empty()
        : Optional.of(
            new Habit(
                cell,
                of.calls,
                spread(of.calls, of.output, of.outputSquares),
                spread(of.calls, of.millis, of.millisSquares),
                of.prompt == 0 ? 0 : of.cached / of.prompt,
                of.reckoned == 0 ? 1 : of.prompt / of.reckoned));
  }

  private static Spread spread(long calls, double sum, double squares) {
    double mean = sum / calls;
    return new Spread(mean, Math.max(0, squares - sum * mean) / (calls - 1));
  }
}
