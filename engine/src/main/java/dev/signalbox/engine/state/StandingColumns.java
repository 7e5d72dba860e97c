package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.TaskFamily;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What every decision asks of deployments as they stand, like {@link DeploymentColumns}. */
public final class StandingColumns {
  private final DeploymentColumns deployments;
  private final boolean[] sound;
  private final int[] load;
  private final int[] firstToken;
  private final int[] firstTokenP95;
  private final int[] tokensPerSecond;
  private final Map<TaskFamily, long[]> lengths = new EnumMap<>(TaskFamily.class);
  private final boolean[] taskLengths;
  private final Map<TaskFamily, long[]> qualities = new EnumMap<>(TaskFamily.class);

  /** Of {@code standings}, whose deployments are those of {@code deployments}. */
  StandingColumns(List<Standing> standings, DeploymentColumns deployments) {
    int rows = standings.size();
    this.deployments = deployments;
    this.sound = new boolean[rows];
    this.load = new int[rows];
    this.firstToken = new int[rows];
    this.firstTokenP95 = new int[rows];
    this.tokensPerSecond = new int[rows];
    this.taskLengths = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      Standing standing = standings.get(row);
      sound[row] = isSound(standing);
      load[row] = standing.health().loadPercent();
      firstToken[row] = standing.latency().firstTokenMillis();
      firstTokenP95[row] = standing.latency().firstTokenP95Millis();
      tokensPerSecond[row] = standing.latency().tokensPerSecond();
      taskLengths[row] = !standing.output().tasks().isEmpty();
    }
    for (TaskFamily family : TaskFamily.values()) {
      lengths.put(
          family,
          standings.stream().mapToLong(each -> each.output().expectedTokens(family)).toArray());
      qualities.put(
          family,
          standings.stream()
              .mapToLong(each -> Objects.requireNonNull(each.quality().get(family)).value())
              .toArray());
    }
  }

  /** Of one standing, in row 0. */
  public static StandingColumns of(Standing standing) {
    return new StandingColumns(
        List.of(standing), new DeploymentColumns(List.of(standing.deployment())));
  }

  private static boolean isSound(Standing standing) {
    Health health = standing.health();
    return standing.deployment().provider().enabled()
        && health.circuit() != Circuit.OPEN
        && health.benchedUntil().isEmpty()
        && !health.draining()
        && !health.isQuotaLow();
  }

  /** The deployments. */
  public DeploymentColumns deployments() {
    return deployments;
  }

  /**
   * Whether its provider is on and its health says nothing against it, nor ever will: its circuit
   * lets calls pass, a key is free and its quota not low, and it is not draining.
   */
  public boolean isSound(int row) {
    return sound[row];
  }

  /** Share of the capacity that is in use, in percent from 0 to 100. */
  public int loadPercent(int row) {
    return load[row];
  }

  /** The 95th percentile of the time to the first token. */
  public int firstTokenP95Millis(int row) {
    return firstTokenP95[row];
  }

  /** Milliseconds from the request to the end of an answer of {@code outputTokens}; saturates. */
  public long totalMillis(long outputTokens, int row) {
    return Latency.totalMillis(firstToken[row], tokensPerSecond[row], outputTokens);
  }

  /** Whether it is known how long its answers are at some tasks, rather than at all alike. */
  public boolean hasTaskLengths(int row) {
    return taskLengths[row];
  }

  /** The expected length of an answer to a task of {@code family} that nothing more is known of. */
  public long expectedTokens(TaskFamily family, int row) {
    return Objects.requireNonNull(lengths.get(family))[row];
  }

  /** What is expected of an answer to a task of {@code family} by its card, in billionths. */
  public long quality(TaskFamily family, int row) {
    return Objects.requireNonNull(qualities.get(family))[row];
  }
}
