package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.engine.text.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes snapshots apart for storage and puts them together again. The id of a part is the digest of
 * what is written of it, so that equal parts have equal ids in every process, and different ones
 * different ids.
 */
public final class SnapshotCodec {
  private SnapshotCodec() {}

  /** The ids of the parts of a snapshot that nothing has been measured for yet. */
  public static Revisions revisions(Snapshot.Policy policy, Fleet fleet) {
    return new Revisions(
        policyRevision(policy),
        digest(FleetJson.catalog(fleet)),
        digest(FleetJson.prices(fleet.standings())),
        qualityRevision(fleet.standings(), QualityTable.EMPTY),
        healthRevision(fleet.standings(), List.of()));
  }

  /** The id of {@link PartKind#CONFIG}. */
  public static String policyRevision(Snapshot.Policy policy) {
    return digest(PolicyJson.write(policy));
  }

  /**
   * The id of {@link PartKind#QUALITY}.
   *
   * @param table what signals taught
   */
  public static String qualityRevision(Collection<Standing> known, QualityTable table) {
    return digest(QualityJson.write(known, table));
  }

  /**
   * The id of {@link PartKind#HEALTH}.
   *
   * @param seen deployments that nobody had said are served
   */
  public static String healthRevision(Collection<Standing> known, Collection<Standing> seen) {
    return digest(HealthJson.write(known, seen));
  }

  private static String digest(ObjectNode part) {
    return RevisionDigest.of(part.toString());
  }

  /** The part {@code kind} of {@code snapshot}. */
  public static ObjectNode write(PartKind kind, Snapshot snapshot) {
    return switch (kind) {
      case CONFIG -> PolicyJson.write(snapshot.policy());
      case CATALOG -> FleetJson.catalog(new Fleet(snapshot.providers(), snapshot.standings()));
      case PRICES -> FleetJson.prices(snapshot.standings());
      case QUALITY -> QualityJson.write(snapshot.standings(), snapshot.quality());
      case HEALTH -> HealthJson.write(snapshot.standings(), snapshot.seen().values());
    };
  }

  /** What must be known beside the part {@code base} to have {@code whole}, of the same kind. */
  public static ObjectNode difference(JsonNode base, JsonNode whole) {
    return Sections.difference(base, whole);
  }

  /** The part that {@code difference} makes of the part {@code base}. */
  public static ObjectNode resolved(JsonNode base, JsonNode difference) {
    return Sections.resolved(base, difference);
  }

  /**
   * The snapshot of these parts.
   *
   * @param revisions the ids of the parts
   * @param parts each as {@link #write} wrote it, with exact decimals
   * @throws IllegalArgumentException if a part is not whole, saying what is missing
   */
  public static Snapshot read(Revisions revisions, Function<PartKind, JsonNode> parts) {
    FleetJson.Known known =
        FleetJson.read(parts.apply(PartKind.CATALOG), parts.apply(PartKind.PRICES));
    Map<String, Map<TaskFamily, Quality>> quality = QualityJson.read(parts.apply(PartKind.QUALITY));
    Map<String, HealthJson.Entry> health =
        HealthJson.read(Fields.of(parts.apply(PartKind.HEALTH), "a health part"));
    List<Standing> standings = new ArrayList<>(known.deployments().size());
    for (Deployment deployment : known.deployments()) {
      HealthJson.Entry entry = of(deployment, health);
      standings.add(
          new Standing(
              deployment,
              entry.health(),
              entry.latency(),
              entry.output(),
              of(deployment, quality)));
    }
    Snapshot declared =
        new Snapshot(
            revisions,
            policy(parts.apply(PartKind.CONFIG)),
            new Fleet(known.providers(), standings));
    return declared
        .withQuality(revisions.quality(), QualityTableJson.read(parts.apply(PartKind.QUALITY)))
        .refreshed(revisions.health(), each -> each, seen(declared, health));
  }

  /**
   * {@code base} as things stood when {@code revisions} held: with what the quality part says was
   * learnt, and what the health part says was measured. Of a deployment that they do not know, and
   * of speed and length that nothing had been measured of, {@code base} speaks.
   *
   * @param parts as for {@link #read}; only those two are asked for
   * @throws IllegalArgumentException if one is not whole
   */
  public static Snapshot measured(
      Snapshot base, Revisions revisions, Function<PartKind, JsonNode> parts) {
    Map<String, HealthJson.Entry> health =
        HealthJson.read(Fields.of(parts.apply(PartKind.HEALTH), "a health part"));
    return base.withQuality(
            revisions.quality(), QualityTableJson.read(parts.apply(PartKind.QUALITY)))
        .refreshed(
            revisions.health(),
            standing ->
                Optional.ofNullable(health.get(standing.deployment().target().toString()))
                    .map(entry -> measured(standing, entry))
                    .orElse(standing),
            seen(base, health));
  }

  private static Standing measured(Standing standing, HealthJson.Entry entry) {
    return standing.with(
        entry.health(),
        entry.latency().samples() > 0 ? entry.latency() : standing.latency(),
        entry.output().all().samples() > 0 || !entry.output().tasks().isEmpty()
            ? entry.output()
            : standing.output());
  }

  /**
   * The policy that the part {@link PartKind#CONFIG} says.
   *
   * @throws IllegalArgumentException if it is not whole
   */
  public static Snapshot.Policy policy(JsonNode part) {
    return PolicyJson.read(Fields.of(part, "a policy"));
  }

  private static <T> T of(Deployment deployment, Map<String, T> all) {
    return Optional.ofNullable(all.get(deployment.target().toString()))
        .orElseThrow(
            () -> new IllegalArgumentException("nothing is said of %s".formatted(deployment)));
  }

  private static Map<Target, Standing> seen(
      Snapshot declared, Map<String, HealthJson.Entry> health) {
    Map<Target, Standing> seen = new HashMap<>();
    health.forEach(
        (name, entry) -> {
          if (entry.seen()) {
            int slash = name.indexOf('/');
            Target target = new Target(name.substring(0, slash), name.substring(slash + 1));
            declared
                .standing(target)
                .ifPresent(
                    stranger ->
                        seen.put(
                            target,
                            stranger.with(entry.health(), entry.latency(), entry.output())));
          }
        });
    return seen;
  }
}
