package dev.signalbox.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Tables;
import dev.signalbox.engine.routing.World;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is stored of any decision gives the same decision again. */
final class ArchivePropertiesTest {
  @Property
  void aDecisionMadeAgainFromWhatIsStoredIsTheSame(@ForAll long seed) {
    if (!World.isDrawn(seed)) {
      return;
    }
    for (World world : List.of(World.of(seed), World.named(seed), World.learning(seed))) {
      Snapshot snapshot = busy(named(world.snapshot()), seed);
      Decision made = Router.decide(world.ask().question(), snapshot);

      DecisionBody body =
          DecisionBody.read(Packed.unpack(Worded.pack(DecisionBody.of(recordOf(made)).write())));
      Snapshot stored = SnapshotCodec.read(snapshot.revisions(), stored(snapshot));

      assertThat(Router.decide(body.question(), stored)).isEqualTo(made);
      assertThat(body).isEqualTo(DecisionBody.of(recordOf(made)));
      assertThat(stored.standings()).isEqualTo(snapshot.standings());
      assertThat(stored.seen()).isEqualTo(snapshot.seen());
      assertThat(stored.quality()).isEqualTo(snapshot.quality());
      assertThat(stored.policy()).isEqualTo(snapshot.policy());
      assertThat(stored.providers()).isEqualTo(snapshot.providers());
    }
  }

  @Property
  void whatWasMeasuredThenIsLaidOverAnotherConfiguration(@ForAll long seed) {
    if (!World.isDrawn(seed)) {
      return;
    }
    Snapshot then = busy(named(World.learning(seed).snapshot()), seed);
    Snapshot now =
        new Snapshot(
                then.revisions(),
                then.policy(),
                new Fleet(then.providers(), then.standings().reversed()))
            .refreshed(
                "idle", each -> each.with(Health.GOOD, each.latency(), each.output()), Map.of());

    Snapshot measured = SnapshotCodec.measured(now, then.revisions(), stored(then));

    assertThat(measured.standings()).isEqualTo(then.standings().reversed());
    assertThat(measured.seen()).isEqualTo(then.seen());
    assertThat(measured.quality()).isEqualTo(then.quality());
    assertThat(measured.policy()).isEqualTo(now.policy());
  }

  @Property
  void partsAreCalledTheSameWhereTheySayTheSameAndNowhereElse(
      @ForAll long seed, @ForAll byte other) {
    if (!World.isDrawn(seed)) {
      return;
    }
    Snapshot one = named(World.of(seed).snapshot());
    World second = World.of(seed + Math.floorMod(other, 2));
    Snapshot two =
        named(
            new Snapshot(
                one.revisions(),
                other % 3 == 0 ? one.policy() : second.snapshot().policy(),
                fleetOf(second.snapshot())));

    for (PartKind kind : PartKind.values()) {
      boolean same =
          SnapshotCodec.write(kind, one)
              .equals(SnapshotCodec.write(kind, SnapshotCodec.read(two.revisions(), stored(two))));
      assertThat(kind.revisionIn(one.revisions()).equals(kind.revisionIn(two.revisions())))
          .as("%s", kind)
          .isEqualTo(same);
    }
    assertThat(one.revisions().config().equals(two.revisions().config()))
        .isEqualTo(one.policy().equals(two.policy()));
    assertThat(one.revisions().catalog().equals(two.revisions().catalog()))
        .isEqualTo(
            withoutPrices(one).equals(withoutPrices(two))
                && one.providers().equals(two.providers()));
  }

  @Property(tries = 50)
  void theFormatsOfAModelAreKeptWhereTheyAreNotThoseOfItsProvider(@ForAll long seed) {
    if (!World.isDrawn(seed)) {
      return;
    }
    Snapshot drawn = World.of(seed).snapshot();
    List<Standing> standings =
        drawn.standings().stream().map(ArchivePropertiesTest::speakingOne).toList();
    Snapshot snapshot =
        named(
            new Snapshot(
                drawn.revisions(), drawn.policy(), new Fleet(drawn.providers(), standings)));

    Snapshot stored = SnapshotCodec.read(snapshot.revisions(), stored(snapshot));

    assertThat(stored.standings()).isEqualTo(snapshot.standings());
    assertThat(stored.providers()).isEqualTo(drawn.providers());
  }

  private static Standing speakingOne(Standing standing) {
    Deployment deployment = standing.deployment();
    return new Standing(
        new Deployment(
            deployment.target(),
            deployment.provider().speaking(List.of("one-of-them")),
            deployment.card()),
        standing.health(),
        standing.latency(),
        standing.output(),
        standing.quality());
  }

  @Property
  void aHealthPartIsWhatAnEarlierOneAndTheDifferenceSay(
      @ForAll long seed, @ForAll long before, @ForAll long after) {
    if (!World.isDrawn(seed)) {
      return;
    }
    Snapshot idle = named(World.of(seed).snapshot());
    ObjectNode base = SnapshotCodec.write(PartKind.HEALTH, busy(idle, before));
    Snapshot now = busy(idle, after);
    ObjectNode whole = SnapshotCodec.write(PartKind.HEALTH, now);

    JsonNode resolved =
        SnapshotCodec.resolved(again(base), again(SnapshotCodec.difference(base, whole)));

    assertThat(RevisionDigest.of(resolved.toString())).isEqualTo(now.revisions().health());
  }

  @Property
  void aQualityPartIsWhatAnEarlierOneAndTheDifferenceSay(@ForAll long seed, @ForAll long other) {
    if (!World.isDrawn(seed)) {
      return;
    }
    World world = World.learning(seed);
    Snapshot now = named(world.snapshot());
    Snapshot before = named(world.snapshot().withQuality("q0", Tables.of(other, world.samples())));
    ObjectNode base = SnapshotCodec.write(PartKind.QUALITY, before);
    ObjectNode whole = SnapshotCodec.write(PartKind.QUALITY, now);

    JsonNode resolved =
        SnapshotCodec.resolved(again(base), again(SnapshotCodec.difference(base, whole)));

    assertThat(RevisionDigest.of(resolved.toString())).isEqualTo(now.revisions().quality());
    assertThat(before.revisions().quality().equals(now.revisions().quality()))
        .isEqualTo(before.quality().equals(now.quality()));
  }

  /** The same with the ids that its parts have by their content. */
  private static Snapshot named(Snapshot snapshot) {
    Fleet fleet = fleetOf(snapshot);
    return new Snapshot(SnapshotCodec.revisions(snapshot.policy(), fleet), snapshot.policy(), fleet)
        .withQuality(
            SnapshotCodec.qualityRevision(fleet.standings(), snapshot.quality()),
            snapshot.quality());
  }

  private static Fleet fleetOf(Snapshot snapshot) {
    return new Fleet(snapshot.providers(), snapshot.standings());
  }

  /** The same after some traffic, which also went to models that nobody had declared. */
  private static Snapshot busy(Snapshot snapshot, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Standing> known = new ArrayList<>();
    for (Standing standing : snapshot.standings()) {
      known.add(random.nextInt(3) == 0 ? busy(standing, random) : standing);
    }
    Map<Target, Standing> seen = new TreeMap<>(Comparator.comparing(Target::toString));
    for (int i = random.nextInt(3); i > 0; i--) {
      Target stranger =
          new Target(
              known.getFirst().deployment().target().provider(), "stranger/" + random.nextInt(4));
      seen.put(stranger, busy(snapshot.standing(stranger).orElseThrow(), random));
    }
    var each = known.iterator();
    return snapshot.refreshed(
        SnapshotCodec.healthRevision(known, seen.values()), _ -> each.next(), seen);
  }

  private static Standing busy(Standing standing, SplittableRandom random) {
    return standing.with(
        new Health(
            standing.health().circuit(),
            random.nextBoolean()
                ? Optional.of(Instant.ofEpochSecond(1_700_000_000, random.nextInt(1_000_000_000)))
                : Optional.empty(),
            standing.health().benchedUntil(),
            random.nextInt(101),
            random.nextInt(5),
            1 + random.nextInt(100),
            random.nextBoolean(),
            random.nextBoolean()),
        new Latency(
            random.nextInt(3_000),
            random.nextInt(9_000),
            1 + random.nextInt(100),
            random.nextLong(1L << 40),
            random.nextBoolean() ? "measured" : ""),
        new Output(
            new Output.Length(random.nextInt(4_000), random.nextLong(1L << 40)),
            random.nextBoolean()
                ? Map.of()
                : Map.of(
                    "code",
                    new Output.Length(random.nextInt(4_000), random.nextInt(3)),
                    "a.b:c/d",
                    new Output.Length(random.nextInt(9), 1))));
  }

  private static Function<PartKind, JsonNode> stored(Snapshot snapshot) {
    Map<PartKind, JsonNode> parts = new EnumMap<>(PartKind.class);
    for (PartKind kind : PartKind.values()) {
      ObjectNode written = SnapshotCodec.write(kind, snapshot);
      assertThat(RevisionDigest.of(written.toString()))
          .isEqualTo(kind.revisionIn(snapshot.revisions()));
      parts.put(kind, again(written));
    }
    return kind -> Objects.requireNonNull(parts.get(kind));
  }

  private static JsonNode again(ObjectNode json) {
    return Packed.unpack(Packed.pack(json));
  }

  private static List<Object> withoutPrices(Snapshot snapshot) {
    return snapshot.standings().stream()
        .<Object>map(
            standing ->
                standing
                    .deployment()
                    .card()
                    .map(card -> card.toBuilder().price(PriceSheet.UNKNOWN).build())
                    .<Object>map(card -> List.of(standing.deployment().target(), card))
                    .orElse(standing.deployment().target()))
        .toList();
  }

  private static DecisionRecord recordOf(Decision decision) {
    Revisions revisions = decision.revisions();
    return new DecisionRecord(
        1,
        new DecisionMeta(
            "d_1",
            Instant.ofEpochSecond(1, 234_567_000),
            DecisionMeta.Mode.LIVE,
            9,
            Optional.empty(),
            ""),
        "key",
        decision.question(),
        revisions,
        decision.plan());
  }
}
