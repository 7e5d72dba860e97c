package dev.signalbox.signals.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Fits clusters to vectors by spherical k-means, begun by k-means++: the same for the same vectors
 * in the same order. Some hundred milliseconds for some thousand vectors.
 */
public final class ClusterFit {
  /** Rounds over all vectors; most fits are over sooner. */
  private static final int MOST_ROUNDS = 30;

  /** Vectors nearer to each other are the same. */
  private static final double SAME = 1e-5;

  private final Settings settings;

  /** A fit as {@code settings} say. */
  public ClusterFit(Settings settings) {
    this.settings = settings;
  }

  /**
   * How clusters are fitted.
   *
   * @param clusters how many at most, 1 to {@link Clusters#MOST}
   * @param least vectors below which nothing is fitted
   * @param seed of the draws of the first centres
   */
  public record Settings(int clusters, int least, long seed) {
    /** What a gateway uses. */
    public static final Settings STANDARD = new Settings(64, 1_000, 1);

    public Settings {
      if (clusters < 1 || clusters > Clusters.MOST || least < 1) {
        throw new IllegalArgumentException("at least one vector and 1 to 64 clusters are needed");
      }
    }
  }

  /**
   * Clusters of {@code vectors}, which {@code encoder} made; empty when they are too few. Fewer
   * clusters than wanted where fewer vectors differ.
   */
  public Optional<Clusters> fit(String encoder, List<float[]> vectors) {
    List<float[]> said = vectors.stream().filter(vector -> !Vectors.isZero(vector)).toList();
    if (said.size() < settings.least()) {
      return Optional.empty();
    }
    float[] common = Vectors.mean(said);
    List<float[]> placed =
        said.stream()
            .map(vector -> Vectors.direction(vector, common))
            .filter(vector -> !Vectors.isZero(vector))
            .toList();
    if (placed.isEmpty()) {
      return Optional.empty();
    }
    List<float[]> centres = first(placed);
    int[] places = new int[placed.size()];
    boolean moved = true;
    for (int round = 0; moved && round < MOST_ROUNDS; round++) {
      moved = place(placed, centres, places);
      moveCentres(placed, centres, places);
    }
    return Optional.of(Clusters.of(encoder, common, centres));
  }

  /** Each drawn the likelier, the farther it is from those before. */
  private List<float[]> first(List<float[]> vectors) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    List<float[]> centres = new ArrayList<>();
    double[] distances = new double[vectors.size()];
    centres.add(vectors.get(random.nextInt(vectors.size())).clone());
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    while (centres.size() < settings.clusters()) {
      double sum = 0;
      for (int i = 0; i < distances.length; i++) {
        double distance = 1 - Vectors.dot(vectors.get(i), centres.getLast());
        // what is left of equal vectors is rounding
        distances[i] = Math.min(distances[i], distance < SAME ? 0 : distance);
        sum += distances[i];
      }
      if (sum == 0) {
        break;
      }
      centres.add(vectors.get(drawn(distances, random.nextDouble() * sum)).clone());
    }
    return centres;
  }

  private static int drawn(double[] distances, double at) {
    double left = at;
    int last = 0;
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] > 0) {
        last = i;
        left -= distances[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  /** Puts each vector to its nearest centre; whether one went elsewhere than before. */
  private static boolean place(List<float[]> vectors, List<float[]> centres, int[] places) {
    boolean moved = false;
    for (int i = 0; i < places.length; i++) {
      int nearest = nearest(vectors.get(i), centres);
      moved |= nearest != places[i];
      places[i] = nearest;
    }
    return moved;
  }

  private static int nearest(float[] vector, List<float[]> centres) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < centres.size(); i++) {
      double similarity = Vectors.dot(vector, centres.get(i));
      if (similarity > most) {
        most = similarity;
        best = i;
      }
    }
    return best;
  }

  /** Each to the mean of its vectors; one that has none stays. */
  private static void moveCentres(List<float[]> vectors, List<float[]> centres, int[] places) {
    List<float[]> sums = new ArrayList<>();
    for (float[] centre : centres) {
      sums.add(new float[centre.length]);
    }
    for (int i = 0; i < places.length; i++) {
      float[] sum = sums.get(places[i]);
      float[] vector = vectors.get(i);
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
    }
    for (int i = 0; i < sums.size(); i++) {
      if (!Vectors.isZero(sums.get(i))) {
        centres.set(i, Vectors.normalize(sums.get(i)));
      }
    }
  }
}
