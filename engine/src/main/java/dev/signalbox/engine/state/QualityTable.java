package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
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

  /** Of the clusters; empty before there are places. */
  private final ClusterValues clusterValues;

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

  /** A row, and the values of what it holds by place of the deployment. */
  private static final class PlacedRow {
    private final Row row;

    /** In billionths; empty before there are places. */
    private final long[] values;

    PlacedRow(Row row, List<Standing> standings) {
      this.row = row;
      this.values = standings.stream().mapToLong(this::valueOf).toArray();
    }

    private long valueOf(Standing standing) {
      return learned(standing).map(learned -> Quality.sum(learned.parts())).orElse(0L);
    }

    /** What was learnt of {@code standing}, the one at {@code place}, in billionths. */
    long value(Standing standing, int place) {
      return place >= 0 && place < values.length ? values[place] : valueOf(standing);
    }

    Optional<Learned> learned(Standing standing) {
      return Optional.ofNullable(row.learned().get(standing.deployment().target()));
    }
  }

  private QualityTable(
      Map<Key, PlacedRow> rows,
      Map<TaskFamily, PlacedRow> general,
      Map<Target, List<Quality.Part>> clusters,
      ClusterValues clusterValues) {
    this.rows = rows;
    this.general = general;
    this.clusters = clusters;
    this.clusterValues = clusterValues;
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
        placed(rows, List.of()), placed(general, List.of()), Map.copyOf(parts), ClusterValues.NONE);
  }

  private static <K> Map<K, PlacedRow> placed(Map<K, Row> rows, List<Standing> standings) {
    Map<K, PlacedRow> placed = HashMap.newHashMap(rows.size());
    rows.forEach((key, row) -> placed.put(key, new PlacedRow(row, standings)));
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
            new ClusterValues(standings.stream().map(this::clustersOf).toList()));
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
    placed.forEach((key, row) -> rows.put(key, row.row));
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
      this.clusters = row.isPresent() && row.get().row.clusters() ? clusters : ClusterMix.NONE;
      this.table = table;
    }

    /** The expected quality of {@code standing}. */
    public Quality of(Standing standing) {
      Quality card = Objects.requireNonNull(standing.quality().get(family));
      return row.isEmpty() ? card : of(standing, card, row.get());
    }

    private Quality of(Standing standing, Quality card, PlacedRow known) {
      Optional<Learned> learned = known.learned(standing);
      QualityParts parts =
          new QualityParts(
              card,
              known.row.task(),
              learned.map(Learned::parts).orElse(List.of()),
              clusters.isNone()
                  ? QualityParts.Clustered.NONE
                  : QualityParts.Clustered.of(clusters, table.clustersOf(standing)));
      return new Quality(
          parts.total(),
          learned.map(Learned::sd).orElse(card.sd()),
          learned.map(Learned::effectiveSamplesMilli).orElse(card.effectiveSamplesMilli()),
          parts);
    }

    /**
     * The value of {@link #of} alone.
     *
     * @param place where {@code standing} is in the snapshot whose table this is a view of; below 0
     *     when it is not in it
     * @param card what its card says, in billionths
     */
    public long valueOf(Standing standing, int place, long card) {
      if (row.isEmpty()) {
        return card;
      }
      PlacedRow known = row.get();
      long learned = known.row.task().value() + known.value(standing, place);
      long clustered = clusters.isNone() ? 0 : table.clustered(clusters, standing, place);
      return Math.clamp(card + learned + clustered, 0, Trade.ONE);
    }
  }

  /** What a prompt near {@code clusters} adds, in billionths. */
  private long clustered(ClusterMix clusters, Standing standing, int place) {
    return clusterValues.covers(place)
        ? clusterValues.mixed(clusters, place)
        : QualityParts.Clustered.of(clusters, clustersOf(standing)).value();
  }

  private List<Quality.Part> clustersOf(Standing standing) {
    return clusters.getOrDefault(standing.deployment().target(), List.of());
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
