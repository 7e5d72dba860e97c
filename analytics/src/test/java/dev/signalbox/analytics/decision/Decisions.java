package dev.signalbox.analytics.decision;

import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.latency.LatencyBlend;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decisions on snapshots of the shipped catalog, for tests. */
final class Decisions {
  static final Instant START = Instant.parse("2026-11-25T20:00:00.123456Z");

  private static final int PROVIDERS = 8;

  private final AtomicLong clock = new AtomicLong(START.toEpochMilli());
  private final FactIds ids = new FactIds(0, () -> Instant.ofEpochMilli(clock.get()));

  /** Whose decision, about what. */
  record About(String key, String project, String source, String requested) {
    static final About AUTO = new About("blue", "shop", "till", "auto");

    Question.Scope scope() {
      int slash = requested.indexOf('/');
      return slash < 0
          ? new Question.Scope.Open()
          : new Question.Scope.Named(
              List.of(
                  new Question.Place(
                      new Target(requested.substring(0, slash), requested.substring(slash + 1)),
                      0)));
    }
  }

  /** Lets time go by. */
  void pass(long millis) {
    clock.addAndGet(millis);
  }

  Instant now() {
    return Instant.ofEpochMilli(clock.get());
  }

  /** A decision for a request that was answered by the first of the plan. */
  KeptDecision live(About about, Snapshot snapshot) {
    KeptDecision kept = decision(about, DecisionMeta.Mode.LIVE, snapshot);
    return kept.with(
        new DecisionMeta.Outcome(
            Optional.of(kept.record().plan().getFirst().target()), "m-1", 1, "ok", "", ""));
  }

  KeptDecision decision(About about, DecisionMeta.Mode mode, Snapshot snapshot) {
    Instant at = now().plusNanos(456_000);
    Question question =
        new Question(
            new Question.Asked(about.requested(), "balanced", "openai_chat", false, true),
            about.scope(),
            new Needs(
                Set.of(Capability.TOOLS, Capability.STREAMING),
                new Needs.Tokens(1_830, false, OptionalLong.of(1_024)),
                Set.of(),
                Map.of()),
            new Question.Origin(
                about.key(), "", about.project(), about.source(), "tools", Set.of(), Set.of()),
            Question.Session.NONE,
            OptionalLong.empty(),
            at,
            0,
            ClusterMix.NONE,
            false);
    long number = ids.next();
    return new KeptDecision(
        new DecisionRecord(
            number,
            new DecisionMeta("d_" + number, at, mode, 9, Optional.empty(), ""),
            about.key(),
            question,
            snapshot.revisions(),
            Router.decide(question, snapshot).plan()),
        snapshot);
  }

  /** All built-in profiles over {@code cards} deployments at eight providers. */
  static Snapshot snapshot(int cards) {
    Map<String, Profile> profiles =
        BuiltInProfiles.all().stream().collect(Collectors.toMap(Profile::id, Function.identity()));
    List<ProviderFacts> providers = new ArrayList<>();
    for (int i = 0; i < PROVIDERS; i++) {
      providers.add(
          new ProviderFacts(
              "provider-" + i,
              List.of("openai_chat"),
              true,
              false,
              Set.of(),
              Set.of(),
              Support.UNKNOWN,
              false));
    }
    List<ModelCard> known = CatalogReader.standard().cards();
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < cards; i++) {
      standings.add(standing(known.get(i), providers.get(i % PROVIDERS)));
    }
    Snapshot.Policy policy = new Snapshot.Policy(profiles, List.of());
    Fleet fleet =
        new Fleet(
            providers.stream().collect(Collectors.toMap(ProviderFacts::id, Function.identity())),
            standings);
    return new Snapshot(SnapshotCodec.revisions(policy, fleet), policy, fleet);
  }

  private static Standing standing(ModelCard card, ProviderFacts provider) {
    Map<TaskFamily, Quality> quality = new EnumMap<>(TaskFamily.class);
    for (TaskFamily family : TaskFamily.values()) {
      quality.put(family, Quality.ASSUMED);
    }
    Deployment deployment =
        new Deployment(new Target(provider.id(), card.id()), provider, Optional.of(card));
    return new Standing(
        deployment, Health.GOOD, LatencyBlend.priorOf(deployment.card()), Output.UNKNOWN, quality);
  }

  /** The same after a second of traffic to {@code busy} of the deployments. */
  static Snapshot after(Snapshot snapshot, int busy, SplittableRandom random) {
    List<Standing> standings = new ArrayList<>(snapshot.standings());
    for (int i = 0; i < busy; i++) {
      int place = random.nextInt(standings.size());
      standings.set(place, busy(standings.get(place), random));
    }
    var each = standings.iterator();
    return snapshot.refreshed(
        SnapshotCodec.healthRevision(standings, List.of()), _ -> each.next(), Map.of());
  }

  private static Standing busy(Standing standing, SplittableRandom random) {
    return standing.with(
        new Health(
            standing.health().circuit(),
            Optional.empty(),
            Optional.empty(),
            random.nextInt(50),
            random.nextInt(20),
            1_000,
            false,
            false),
        new Latency(
            200 + random.nextInt(800),
            1_000 + random.nextInt(3_000),
            20 + random.nextInt(100),
            random.nextInt(300),
            "measured"),
        new Output(random.nextInt(900), random.nextInt(300)));
  }
}
