package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What signals taught of the quality of answers, beside what cards say; immutable. */
public final class QualityTable {
  /** Nothing learnt. */
  public static final QualityTable EMPTY = of(Map.of(), Map.of(), Map.of());

  private final Map<Key, PlacedRow> rows;
  private final Map<TaskFamily, PlacedRow> general;
  private final Map<Target, List<Quality.Part>> clusters;

  /** By place of the deployment; empty before there are places. */
  private final List<List<Quality.Part>> clustersByPlace;

  /**
   * Which requests a row is for.
   *
   * @param task never empty: the request's task, else the id of its family
   */
  public record Key(String project, String task) {
    public Key {
      if (task.isEmpty()) {
        throw new IllegalArgumentException("a key has a task, or the id of a family");
      }
    }
  }

  /**
   * What is added to a card, beside the part of the task.
   *
   * @param parts named {@code model}, {@code family}, {@code cell}, {@code rounding}
   * @param sd standard deviation of the whole estimate, in billionths
   * @param effectiveSamplesMilli weight of all evidence behind it, in thousandths of a signal
   */
  public record Learned(List<Quality.Part> parts, long sd, long effectiveSamplesMilli) {
    public Learned {
      parts = List.copyOf(parts);
      if (sd < 0 || effectiveSamplesMilli < 0) {
        throw new IllegalArgumentException("a deviation and a weight are not negative");
      }
    }
  }

  /**
   * What was learnt of one kind of task.
   *
   * @param task common to all models; its part is named {@code task}
   * @param learned by deployment; one that is not in it has the part of the task alone
   * @param clusters whether the clusters of prompts count here
   */
  public record Row(Quality.Part task, Map<Target, Learned> learned, boolean clusters) {
    public Row {
      learned = Map.copyOf(learned);
    }
  }

  /**
   * A row, and what it holds by place of the deployment.
   *
   * @param byPlace empty before there are places
   */
  private record PlacedRow(Row row, List<Optional<Learned>> byPlace) {
    Optional<Learned> learned(Standing standing, int place) {
      return place >= 0 && place < byPlace.size()
          ? byPlace.get(place)
          : Optional.ofNullable(row.learned().get(standing.deployment().target()));
    }
  }

  private QualityTable(
      Map<Key, PlacedRow> rows,
      Map<TaskFamily, PlacedRow> general,
      Map<Target, List<Quality.Part>> clusters,
      List<List<Quality.Part>> clustersByPlace) {
    this.rows = rows;
    this.general = general;
    this.clusters = clusters;
    this.clustersByPlace = clustersByPlace;
  }

  /**
   * A table.
   *
   * @param general rows for keys that have none of their own, by family
   * @param clusters what prompts of each cluster add: by deployment one part for each, named after
   *     the level
   */
  public static QualityTable of(
      Map<Key, Row> rows, Map<TaskFamily, Row> general, Map<Target, List<Quality.Part>> clusters) {
    Map<Target, List<Quality.Part>> parts = HashMap.newHashMap(clusters.size());
    clusters.forEach((target, each) -> parts.put(target, List.copyOf(each)));
    return new QualityTable(
        placed(rows, List.of()), placed(general, List.of()), Map.copyOf(parts), List.of());
  }

  private static <K> Map<K, PlacedRow> placed(Map<K, Row> rows, List<Standing> standings) {
    Map<K, PlacedRow> placed = HashMap.newHashMap(rows.size());
    rows.forEach(
        (key, row) ->
            placed.put(
                key,
                new PlacedRow(
                    row,
                    standings.stream()
                        .map(each -> each.deployment().target())
                        .map(target -> Optional.ofNullable(row.learned().get(target)))
                        .toList())));
    return Map.copyOf(placed);
  }

  /** The same, with what it says of {@code standings} found by their place among them. */
  QualityTable placedFor(List<Standing> standings) {
    return isEmpty()
        ? this
        : new QualityTable(
            placed(rows(), standings),
            placed(general(), standings),
            clusters,
            standings.stream()
                .map(each -> clusters.getOrDefault(each.deployment().target(), List.of()))
                .toList());
  }

  /** Whether nothing is learnt. */
  public boolean isEmpty() {
    return rows.isEmpty() && general.isEmpty() && clusters.isEmpty();
  }

  /** The rows by key. */
  public Map<Key, Row> rows() {
    return unplaced(rows);
  }

  /** The rows for keys that have none of their own, by family. */
  public Map<TaskFamily, Row> general() {
    return unplaced(general);
  }

  private static <K> Map<K, Row> unplaced(Map<K, PlacedRow> placed) {
    Map<K, Row> rows = HashMap.newHashMap(placed.size());
    placed.forEach((key, row) -> rows.put(key, row.row()));
    return Map.copyOf(rows);
  }

  /** What prompts of each cluster add, by deployment. */
  public Map<Target, List<Quality.Part>> clusters() {
    return clusters;
  }

  /**
   * What is expected of answers to requests of {@code key}: by its row, else by that of the family,
   * else by the cards alone.
   *
   * @param family which figures of the cards count
   * @param clusters that the prompt lies near
   */
  public View view(Key key, TaskFamily family, ClusterMix clusters) {
    PlacedRow own = rows.get(key);
    return new View(
        family, Optional.ofNullable(own == null ? general.get(family) : own), clusters, this);
  }

  /** What is expected of answers to requests of {@code family} of which nothing else is known. */
  public View general(TaskFamily family) {
    return new View(family, Optional.ofNullable(general.get(family)), ClusterMix.NONE, this);
  }

  /** What is expected of answers to one kind of request. */
  public static final class View {
    private final TaskFamily family;
    private final Optional<PlacedRow> row;
    private final ClusterMix clusters;
    private final QualityTable table;

    private View(
        TaskFamily family, Optional<PlacedRow> row, ClusterMix clusters, QualityTable table) {
      this.family = family;
      this.row = row;
      this.clusters = row.isPresent() && row.get().row().clusters() ? clusters : ClusterMix.NONE;
      this.table = table;
    }

    /** The expected quality of {@code standing}. */
    public Quality of(Standing standing) {
      return at(-1, standing);
    }

    /**
     * The expected quality of {@code standing}, the one at {@code place} of the snapshot whose
     * table this is a view of; a place below 0 is not known.
     */
    public Quality at(int place, Standing standing) {
      Quality card = card(standing);
      if (row.isEmpty()) {
        return card;
      }
      Optional<Learned> learned = row.get().learned(standing, place);
      QualityParts parts = parts(card, learned, place, standing);
      return new Quality(
          parts.total(),
          learned.isPresent() ? learned.get().sd() : card.sd(),
          learned.isPresent()
              ? learned.get().effectiveSamplesMilli()
              : card.effectiveSamplesMilli(),
          parts);
    }

    /** The value of {@link #at}. */
    public long valueAt(int place, Standing standing) {
      Quality card = card(standing);
      return row.isEmpty()
          ? card.value()
          : parts(card, row.get().learned(standing, place), place, standing).total();
    }

    private Quality card(Standing standing) {
      return Objects.requireNonNull(standing.quality().get(family));
    }

    private QualityParts parts(
        Quality card, Optional<Learned> learned, int place, Standing standing) {
      return new QualityParts(
          card,
          row.orElseThrow().row().task(),
          learned.isPresent() ? learned.get().parts() : List.of(),
          clusters.isNone()
              ? QualityParts.Clustered.NONE
              : QualityParts.Clustered.of(clusters, table.clustersOf(standing, place)));
    }
  }

  private List<Quality.Part> clustersOf(Standing standing, int place) {
    return place >= 0 && place < clustersByPlace.size()
        ? clustersByPlace.get(place)
        : clusters.getOrDefault(standing.deployment().target(), List.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QualityTable table
        && rows().equals(table.rows())
        && general().equals(table.general())
        && clusters.equals(table.clusters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rows(), general(), clusters);
  }
}
