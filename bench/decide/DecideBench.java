package decide;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.CardBuilder;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time of one decision, and of one with its full record made: the engine chooses among the cards of the shipped
 * catalog, spread over eight providers, under one rule; by their cards alone, and with what signals
 * taught of all of them for 50 keys and 64 clusters of prompts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecideBench {
  private static final int PROVIDERS = 8;
  private static final int KEYS = 50;
  private static final int CLUSTERS = 64;

  /** The most clusters that a prompt lies near. */
  private static final ClusterMix NEAR_FOUR =
      ClusterMix.of(new int[] {7, 12, 30, 41}, new int[] {400, 300, 200, 100});

  /** Deployments the engine chooses among. */
  @Param({"150", "300"})
  public int cards;

  /** Whether signals taught something. */
  @Param({"false", "true"})
  public boolean learnt;

  private Snapshot snapshot;
  private Question[] questions;
  private int next;

  @Setup
  public void setUp() {
    snapshot = learnt ? snapshot().withQuality("q2", table(snapshot())) : snapshot();
    questions =
        new Question[] {
          question("code", Set.of(Capability.TOOLS, Capability.JSON_SCHEMA), 1_830),
          question("balanced", Set.of(), 400),
          question("chat", Set.of(Capability.VISION), 2_500),
          question("cheap", Set.of(Capability.STREAMING), 12_000)
        };
  }

  @Benchmark
  public Decision decide() {
    next = (next + 1) & 3;
    return Router.decide(questions[next], snapshot);
  }

  /** Has all reasons and scores made, too, which a request does only when somebody asks. */
  @Benchmark
  public void explain(Blackhole read) {
    Decision decision = decide();
    decision.layers().forEach(layer -> layer.dropped().forEach(read::consume));
    decision.layers().forEach(layer -> layer.scored().forEach(read::consume));
    decision.unplanned().forEach(read::consume);
  }

  /** A row for each of {@link #KEYS} projects under the tasks that are asked about. */
  private static QualityTable table(Snapshot snapshot) {
    SplittableRandom random = new SplittableRandom(2);
    Map<QualityTable.Key, QualityTable.Row> rows = new HashMap<>();
    for (String task : List.of("code", "general", "chat")) {
      rows.put(new QualityTable.Key("shop", task), row(snapshot, random));
    }
    while (rows.size() < KEYS) {
      rows.put(new QualityTable.Key("shop-" + rows.size(), "general"), row(snapshot, random));
    }
    Map<Target, List<Quality.Part>> clusters = new HashMap<>();
    for (Standing standing : snapshot.standings()) {
      List<Quality.Part> parts = new ArrayList<>();
      for (int i = 0; i < CLUSTERS; i++) {
        parts.add(part("cluster", random));
      }
      clusters.put(standing.deployment().target(), parts);
    }
    return QualityTable.of(rows, Map.of(), clusters);
  }

  private static QualityTable.Row row(Snapshot snapshot, SplittableRandom random) {
    Map<Target, QualityTable.Learned> learned = new HashMap<>();
    for (Standing standing : snapshot.standings()) {
      learned.put(
          standing.deployment().target(),
          new QualityTable.Learned(
              List.of(
                  part("model", random),
                  part("family", random),
                  part("cell", random),
                  new Quality.Part("rounding", 1)),
              20_000_000,
              57_000));
    }
    return new QualityTable.Row(part("task", random), learned, true);
  }

  private static Quality.Part part(String name, SplittableRandom random) {
    return new Quality.Part(
        name, random.nextLong(-100_000_000, 100_000_000), 10_000_000, 40_000, 1);
  }

  private Snapshot snapshot() {
    Map<String, ProviderFacts> providers = new HashMap<>();
    for (int i = 0; i < PROVIDERS; i++) {
      providers.put(
          "p" + i,
          new ProviderFacts(
              "p" + i, List.of("openai_chat"), true, false, Set.of(), Set.of(), Support.UNKNOWN, false));
    }
    Map<String, Profile> profiles = new HashMap<>();
    BuiltInProfiles.all().forEach(profile -> profiles.put(profile.id(), profile));
    Rule rule =
        new Rule(
            "team",
            new RuleMatch(Set.of(), Set.of(), Set.of("shop"), Set.of(), Set.of(), Set.of()),
            new Wishes(
                List.of(),
                Selector.all("p7/*-preview", "family:grok*"),
                Selector.all("p0/*"),
                List.of(),
                List.of()),
            Terms.NONE,
            Optional.empty(),
            Optional.empty());
    return new Snapshot(
        new Revisions("c", "k", "p", "q", "h"),
        new Snapshot.Policy(profiles, List.of(rule)),
        new Fleet(providers, standings(providers)));
  }

  /** Each card at one provider after the other, with figures from a fixed seed. */
  private List<Standing> standings(Map<String, ProviderFacts> providers) {
    Catalog catalog = CatalogReader.standard();
    SplittableRandom random = new SplittableRandom(1);
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < cards; i++) {
      ModelCard card = catalog.cards().get(i % catalog.cards().size());
      String provider = "p" + (i + i / catalog.cards().size()) % PROVIDERS;
      standings.add(
          standing(
              new Deployment(
                  new Target(provider, card.upstreamId() + "-" + i),
                  providers.get(provider),
                  Optional.of(priced(card, random))),
              random));
    }
    return standings;
  }

  /** With a price of its own where the catalog knows none. */
  private static ModelCard priced(ModelCard card, SplittableRandom random) {
    if (!card.price().rows().isEmpty()) {
      return card;
    }
    long input = random.nextLong(1, 500) * 10_000_000;
    CardBuilder builder = card.toBuilder();
    return builder
        .price(PriceSheet.of(Rates.of(input, input * 5), "bench", LocalDate.of(2026, 11, 25)))
        .build();
  }

  private static Standing standing(Deployment deployment, SplittableRandom random) {
    boolean open = random.nextInt(20) == 0;
    Health health =
        new Health(
            open ? Circuit.OPEN : Circuit.CLOSED,
            Optional.empty(),
            Optional.empty(),
            random.nextInt(100),
            random.nextInt(50),
            100,
            false, false);
    Map<TaskFamily, Quality> quality = new EnumMap<>(TaskFamily.class);
    for (TaskFamily family : TaskFamily.values()) {
      long card = random.nextLong(400_000_000, 900_000_000);
      quality.put(
          family,
          new Quality(
              card + 20_000_000,
              50_000_000,
              12_000,
              List.of(
                  new Quality.Part("card", card),
                  new Quality.Part("task", 10_000_000),
                  new Quality.Part("model", 10_000_000))));
    }
    int firstToken = random.nextInt(200, 3_000);
    return new Standing(
        deployment,
        health,
        new Latency(firstToken, 3 * firstToken, random.nextInt(20, 300), 40, "measured"),
        new Output(random.nextLong(50, 2_000), random.nextLong(0, 500)),
        quality);
  }

  private static Question question(String profile, Set<Capability> needs, long input) {
    return new Question(
        new Question.Asked("auto", profile, "openai_chat", false, true),
        new Question.Scope.Open(),
        new Needs(
            needs,
            new Needs.Tokens(input, false, OptionalLong.of(1_024)),
            Set.of(Needs.Parameter.TEMPERATURE),
            Map.of()),
        new Question.Origin("team", "", "shop", "ide", "", Set.of(), Set.of()),
        Question.Session.NONE,
        OptionalLong.empty(),
        Instant.parse("2026-11-25T12:00:00Z"),
        42,
        NEAR_FOUR,
        false);
  }
}
