package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.catalog.CardBuilder;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.QualityPrior;
import dev.signalbox.engine.catalog.QualityPriors;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Checks;
import dev.signalbox.engine.policy.Exploring;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Score;
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
import dev.signalbox.signals.learning.Observation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The models of a set as deployments of one provider, and the engine deciding among them: with the
 * cards that the catalog has for them, where it has, and the prices of the set.
 */
final class Stage {
  static final String PROJECT = "evaluation";
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final double POINT_NANOS_A_WORTH = 1e7;
  private static final double NANOS = 1e9;

  private final OutcomeSet set;
  private final Map<Target, Integer> places = new HashMap<>();
  private final List<Target> targets = new ArrayList<>();
  private final Snapshot base;
  private Snapshot taught;

  /**
   * What is wanted.
   *
   * @param worths of quality, in shares of good answers for a dollar; each is a profile
   * @param exploring what chance may have
   */
  record Wish(List<Double> worths, Optional<Exploring> exploring) {}

  /**
   * A stage.
   *
   * @param outputs lengths of answers, by model
   */
  Stage(OutcomeSet set, Catalog catalog, Wish wish, List<Output> outputs) {
    this.set = set;
    ProviderFacts provider =
        new ProviderFacts(
            "set", List.of("chat"), true, false, Set.of(), Set.of(), Support.UNKNOWN, false);
    List<Standing> standings = new ArrayList<>();
    for (OutcomeSet.Priced model : set.models()) {
      Target target = new Target("set", model.model());
      places.put(target, targets.size());
      targets.add(target);
      ModelCard card = cardOf(model, catalog);
      standings.add(
          new Standing(
              new Deployment(target, provider, Optional.of(card)),
              Health.GOOD,
              Latency.ASSUMED,
              outputs.get(placeOf(target)),
              qualities(card)));
    }
    Map<String, Profile> profiles = new HashMap<>();
    for (int i = 0; i < wish.worths().size(); i++) {
      profiles.put(profileOf(i), profile(profileOf(i), wish.worths().get(i), wish.exploring()));
    }
    this.base =
        new Snapshot(
            new Revisions("c", "k", "p", "q", "h"),
            new Snapshot.Policy(profiles, profileOf(0), List.of()),
            new Fleet(Map.of("set", provider), standings));
    this.taught = base;
  }

  private static String profileOf(int worth) {
    return "worth-" + worth;
  }

  private static Profile profile(String id, double worth, Optional<Exploring> exploring) {
    long pointNanos =
        worth == 0 ? Trade.PRICELESS : Math.max(1, Math.round(POINT_NANOS_A_WORTH / worth));
    return new Profile(
        id,
        "",
        TaskFamily.GENERAL,
        new Trade(pointNanos, 0),
        Bounds.NONE,
        Wishes.NONE,
        Terms.NONE,
        new Handling(false, true, 1, 0, Optional.empty(), exploring, Checks.NONE));
  }

  /** The card of a model of a set: its prices, and what the catalog knows of how good it is. */
  static ModelCard cardOf(OutcomeSet.Priced model, Catalog catalog) {
    PriceSheet price =
        PriceSheet.of(
            Rates.of(Math.round(model.inputUsd() * NANOS), Math.round(model.outputUsd() * NANOS)),
            "the set",
            LocalDate.EPOCH);
    CardBuilder bare = ModelCard.builder("set/" + model.model(), ModelCard.Kind.CHAT).price(price);
    return catalog.named(model.model()).stream()
        .findFirst()
        .map(known -> bare.quality(known.quality()).lifecycle(inService(known.lifecycle())))
        .orElse(bare)
        .build();
  }

  /** Models of the sets were in service when their answers were made. */
  private static Lifecycle inService(Lifecycle lifecycle) {
    return new Lifecycle(
        Lifecycle.Stage.ACTIVE,
        lifecycle.released(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Map<TaskFamily, Quality> qualities(ModelCard card) {
    Map<TaskFamily, Quality> qualities = new EnumMap<>(TaskFamily.class);
    for (TaskFamily family : TaskFamily.values()) {
      QualityPrior prior = QualityPriors.of(card, family);
      long mean = Math.round(prior.mean() * Trade.ONE);
      qualities.put(
          family,
          new Quality(
              mean,
              Math.round(prior.sd() * Trade.ONE),
              0,
              List.of(new Quality.Part("card", mean))));
    }
    return qualities;
  }

  /** What is decided on before anything is learnt. */
  Snapshot snapshot() {
    return base;
  }

  /** From now on, decides on {@code table}. */
  void learnt(QualityTable table) {
    taught = base.withQuality("q", table);
  }

  /** The place of a model in the set. */
  int placeOf(Target target) {
    return Objects.requireNonNull(places.get(target));
  }

  /** Decides for {@code row}. */
  Decision decide(OutcomeSet.Row row, Asked asked, int worth) {
    return decide(row, asked, worth, true);
  }

  /** What is planned for {@code row} where chance has no part. */
  List<Target> decideUnexplored(OutcomeSet.Row row, Asked asked) {
    return decide(row, asked, 0, false).targets();
  }

  private Decision decide(OutcomeSet.Row row, Asked asked, int worth, boolean explores) {
    long input =
        Math.round(
            IntStream.range(0, targets.size())
                .mapToDouble(m -> row.inputTokens()[m])
                .filter(tokens -> !Double.isNaN(tokens))
                .average()
                .orElse(0));
    Question question =
        new Question(
            new Question.Asked("auto", profileOf(worth), "chat", false, true),
            new Question.Scope.Open(),
            new Needs(
                Set.of(), new Needs.Tokens(input, true, OptionalLong.empty()), Set.of(), Map.of()),
            new Question.Origin("", "", PROJECT, "", asked.task(), Set.of(), Set.of()),
            Question.Session.NONE,
            OptionalLong.empty(),
            AT,
            asked.seed(),
            asked.clusters(),
            explores);
    return Router.decide(question, taught);
  }

  /** The quality that is expected of {@code model}'s answer. */
  double expected(OutcomeSet.Row row, Asked asked, int model) {
    for (Score score : decide(row, asked, 0).layers().getLast().scored()) {
      if (score instanceof Score.Worth worth && worth.target().equals(targets.get(model))) {
        return (double) worth.quality().value() / Trade.ONE;
      }
    }
    throw new IllegalStateException("%s is dropped".formatted(targets.get(model)));
  }

  /** What is seen of a row beside its size. */
  record Asked(String task, ClusterMix clusters, long seed) {}

  /** Where a signal about {@code model}'s answer belongs. */
  Observation.Place place(Asked asked, int model) {
    return new Observation.Place(
        PROJECT, taskOf(asked.task()), TaskFamily.GENERAL, targets.get(model), asked.clusters());
  }

  /** What quality and lengths are gathered under where a request names {@code task}. */
  static String taskOf(String task) {
    return task.isEmpty() ? TaskFamily.GENERAL.id() : task;
  }

  OutcomeSet set() {
    return set;
  }
}
