package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.policy.Trade;
import java.util.Map;

/**
 * How long the answers of a deployment are.
 *
 * @param all its answers so far
 * @param tasks those of them that are known to be of a task, by what quality is gathered under: the
 *     request's task, else the id of its family
 */
public record Output(Length all, Map<String, Length> tasks) {
  /** Nothing measured. */
  public static final Output UNKNOWN = new Output(0, 0);

  public Output {
    tasks = Map.copyOf(tasks);
  }

  /** Answers of whose tasks nothing is known. */
  public Output(long meanTokens, long samples) {
    this(new Length(meanTokens, samples), Map.of());
  }

  /**
   * A mean length.
   *
   * @param meanTokens mean of the answers
   * @param samples answers behind the mean
   */
  public record Length(long meanTokens, long samples) {
    /** Answers that what is expected otherwise counts like. */
    private static final long PRIOR_WEIGHT = 20;

    public Length {
      if (meanTokens < 0 || samples < 0) {
        throw new IllegalArgumentException("a mean and a number of samples are not negative");
      }
    }

    /** {@code prior}, moved toward the mean by the share of its samples; rounded toward it. */
    private long drawn(long prior) {
      long weight = Math.min(samples, Long.MAX_VALUE - PRIOR_WEIGHT);
      long moved = Trade.scaled(Math.abs(meanTokens - prior), weight, weight + PRIOR_WEIGHT);
      return meanTokens >= prior ? prior + moved : prior - moved;
    }
  }

  /** The expected length of an answer to a task of {@code family} that nothing more is known of. */
  public long expectedTokens(TaskFamily family) {
    return all.drawn(usual(family));
  }

  /** The expected length of an answer at {@code task}, which is of {@code family}. */
  public long expectedTokens(String task, TaskFamily family) {
    return expectedTokens(task, usual(family));
  }

  /** Tokens that answers to a kind of task usually take (docs/decisions/0013). */
  private static long usual(TaskFamily family) {
    return switch (family) {
      case EXTRACT -> 250;
      case CHAT -> 300;
      case GENERAL -> 400;
      case LONG_CONTEXT -> 500;
      case MATH -> 600;
      case CODE -> 800;
    };
  }

  /**
   * The expected length of an answer at {@code task} where {@code usual} tokens would be expected
   * without any measurement: drawn toward the mean of the deployment, and that toward its mean at
   * the task. What each starts from counts like {@value Length#PRIOR_WEIGHT} answers.
   */
  public long expectedTokens(String task, long usual) {
    long ofAll = all.drawn(usual);
    Length own = tasks.get(task);
    return own == null ? ofAll : own.drawn(ofAll);
  }
}
