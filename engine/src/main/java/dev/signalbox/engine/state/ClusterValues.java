package dev.signalbox.engine.state;

import java.util.List;

/**
 * What prompts of each cluster add to the quality of the deployments at each place: all that a
 * decision compares, cluster after cluster.
 */
final class ClusterValues {
  /** Of no place. */
  static final ClusterValues NONE = new ClusterValues(List.of());

  private final int places;

  /** By cluster, then by place; 0 for those that nothing is known of. */
  private final long[][] values;

  /** Of the parts of each place, one for each cluster. */
  ClusterValues(List<List<Quality.Part>> byPlace) {
    this.places = byPlace.size();
    int clusters = byPlace.stream().mapToInt(List::size).max().orElse(0);
    this.values = new long[clusters][places];
    for (int place = 0; place < places; place++) {
      List<Quality.Part> parts = byPlace.get(place);
      for (int cluster = 0; cluster < parts.size(); cluster++) {
        values[cluster][place] = parts.get(cluster).value();
      }
    }
  }

  /** Whether it says something of {@code place}. */
  boolean covers(int place) {
    return place >= 0 && place < places;
  }

  /** The value of {@link QualityParts.Clustered} at {@code place}. */
  long mixed(ClusterMix mix, int place) {
    long sum = 0;
    for (int i = 0; i < ClusterMix.MOST && mix.share(i) > 0; i++) {
      if (mix.cluster(i) < values.length) {
        sum += values[mix.cluster(i)][place] * mix.share(i);
      }
    }
    return sum / ClusterMix.WHOLE;
  }
}
