package dev.signalbox.engine.latency;

import dev.signalbox.engine.state.Output;
import java.time.Duration;
import java.util.Map;

/**
 * What the answers of one deployment took lately: a histogram of the time to the first token in
 * buckets that grow by a tenth, so that a percentile is at most 5 % off, and sums for speed and
 * length. The weight of an answer halves every {@link #HALF_LIFE}. For one thread at a time.
 */
public final class LatencySketch {
  /** Time after which an answer counts half. */
  public static final Duration HALF_LIFE = Duration.ofMinutes(10);

  private static final double GROWTH = 1.1;

  /** The last bucket ends at 1.1^160 ms, more than an hour. */
  private static final int BUCKETS = 161;

  /** Weights are brought back to 1 when they have grown by 2 to this power. */
  private static final int MOST_DOUBLINGS = 32;

  private final double[] firstTokens = new double[BUCKETS];
  private final TaskLengths tasks = new TaskLengths();
  private double firstTokenWeight;
  private double answers;
  private double outputTokens;
  private double writtenTokens;
  private double writingMillis;
  private long landmarkMillis;
  private boolean begun;

  /**
   * One answer.
   *
   * @param firstTokenMillis from the call to the first token; negative when it came whole, so that
   *     nobody can tell
   * @param totalMillis from the call to its end
   * @param outputTokens its length; 0 when unknown
   * @param task what its quality is gathered under; empty text when that is not known
   */
  public record Sample(long firstTokenMillis, long totalMillis, long outputTokens, String task) {
    /** One of which no task is known. */
    public Sample(long firstTokenMillis, long totalMillis, long outputTokens) {
      this(firstTokenMillis, totalMillis, outputTokens, "");
    }
  }

  /**
   * What the sketch says.
   *
   * @param samples weight of the times to the first token
   * @param p50Millis median time to the first token
   * @param p95Millis its 95th percentile
   * @param tokensPerSecond output after the first token; 0 when nothing was measured
   * @param answers weight of the answers of known length
   * @param meanOutputTokens their mean length
   * @param tasks the length of those whose task is known, by task
   */
  public record Figures(
      double samples,
      int p50Millis,
      int p95Millis,
      int tokensPerSecond,
      double answers,
      long meanOutputTokens,
      Map<String, Output.Length> tasks) {
    /** Nothing measured. */
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, Map.of());

    public Figures {
      tasks = Map.copyOf(tasks);
    }
  }

  /**
   * Takes an answer in.
   *
   * @param atMillis when it ended, on any clock that is always the same
   */
  public void record(long atMillis, Sample sample) {
    double weight = weightAt(atMillis);
    if (sample.firstTokenMillis() >= 0) {
      firstTokens[bucket(sample.firstTokenMillis())] += weight;
      firstTokenWeight += weight;
    }
    if (sample.outputTokens() > 0) {
      answers += weight;
      outputTokens += weight * sample.outputTokens();
      tasks.record(atMillis, sample);
      write(weight, sample);
    }
  }

  /** Speed is what comes after the first token; of a whole answer the usual wait is taken off. */
  private void write(double weight, Sample sample) {
    long waited = sample.firstTokenMillis() >= 0 ? sample.firstTokenMillis() : percentile(50);
    long millis = sample.totalMillis() - waited;
    if (millis > 0) {
      writtenTokens += weight * sample.outputTokens();
      writingMillis += weight * millis;
    }
  }

  /** What is known at {@code nowMillis}. */
  public Figures figuresAt(long nowMillis) {
    if (!begun) {
      return Figures.NONE;
    }
    double now = doublings(nowMillis);
    double faded = Math.pow(2, -Math.max(0, now));
    return new Figures(
        firstTokenWeight * faded,
        percentile(50),
        percentile(95),
        writingMillis > 0 ? (int) Math.round(writtenTokens * 1_000 / writingMillis) : 0,
        answers * faded,
        answers > 0 ? Math.round(outputTokens / answers) : 0,
        tasks.at(nowMillis));
  }

  private int percentile(int percent) {
    double wanted = firstTokenWeight * percent / 100;
    double seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += firstTokens[i];
      if (seen >= wanted && seen > 0) {
        return (int) Math.round(Math.pow(GROWTH, Math.max(0, i - 0.5)));
      }
    }
    return 0;
  }

  private static int bucket(long millis) {
    return millis <= 1
        ? 0
        : (int) Math.min(BUCKETS - 1, Math.ceil(Math.log((double) millis) / Math.log(GROWTH)));
  }

  /** New answers weigh more, which is the same as old ones weighing less. */
  private double weightAt(long atMillis) {
    if (!begun) {
      begun = true;
      landmarkMillis = atMillis;
    }
    if (doublings(atMillis) > MOST_DOUBLINGS) {
      moveLandmark(atMillis);
    }
    return Math.pow(2, doublings(atMillis));
  }

  private double doublings(long atMillis) {
    return (double) (atMillis - landmarkMillis) / HALF_LIFE.toMillis();
  }

  private void moveLandmark(long atMillis) {
    double faded = Math.pow(2, -doublings(atMillis));
    for (int i = 0; i < BUCKETS; i++) {
      firstTokens[i] *= faded;
    }
    firstTokenWeight *= faded;
    answers *= faded;
    outputTokens *= faded;
    writtenTokens *= faded;
    writingMillis *= faded;
    landmarkMillis = atMillis;
  }
}
