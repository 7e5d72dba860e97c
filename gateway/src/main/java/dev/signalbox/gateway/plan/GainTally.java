package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.PastDecision;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.replay.Belief;
import dev.signalbox.signals.replay.BestConstant;
import dev.signalbox.signals.replay.Logged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sums up, for each project, what the router's choices were worth against using one deployment for
 * everything. Worth is quality less what cost and time weigh by the request's profile: what the
 * router is after. Only requests that left the choice to it count.
 */
final class GainTally {
  /** Projects that are told one by one, those with the most requests. */
  private static final int MOST_PROJECTS = 50;

  private final Set<Target> constants;
  private final Map<String, List<Row>> rows = new TreeMap<>();
  private int requests;

  /**
   * A request.
   *
   * @param said quality by what signals say, less what cost and time weigh
   */
  private record Row(
      String decision,
      Target answered,
      double propensity,
      Optional<Double> said,
      Map<Target, Belief> worth) {}

  /** Against each of {@code constants}. */
  GainTally(List<Target> constants) {
    this.constants = Set.copyOf(constants);
  }

  /** Takes a request, if the router chose for it and the choice can be judged. */
  void add(Replay.Put put) {
    if (!(put.before() instanceof Choice.Made made)
        || !(made.question().scope() instanceof Question.Scope.Open)
        || put.past().answered().isEmpty()
        || put.past().propensityMillionths().isEmpty()) {
      return;
    }
    Target answered = put.past().answered().get().target();
    Map<Target, Belief> worth = worth(made, answered);
    Belief own = worth.get(answered);
    if (own == null) {
      return;
    }
    requests++;
    double weighs = own.mean() - made.belief(answered).orElseThrow().mean();
    rows.computeIfAbsent(made.question().origin().project(), _ -> new ArrayList<>())
        .add(
            new Row(
                put.past().record().id(),
                answered,
                put.past().propensityMillionths().getAsLong() / 1e6,
                put.past().said().map(PastDecision.Said::value).map(value -> value + weighs),
                worth));
  }

  /** What is expected of the constants that could have answered, and of who did. */
  private Map<Target, Belief> worth(Choice.Made made, Target answered) {
    Set<Target> able = new HashSet<>(made.decision().utilities().keySet());
    able.removeIf(target -> !constants.contains(target) && !target.equals(answered));
    Map<Target, Belief> worth = new HashMap<>();
    for (Target target : able) {
      Belief quality = made.belief(target).orElseThrow();
      long weighs =
          Choice.scoreOf(target, made.decision(), Score.Price.class).term()
              + Choice.scoreOf(target, made.decision(), Score.Time.class).term();
      worth.put(target, quality.plus((double) weighs / Trade.ONE));
    }
    return worth;
  }

  /** What came out. */
  ObjectNode toJson() {
    ObjectNode node = StrictJson.object().put("requests", requests);
    ArrayNode projects = node.putArray("projects");
    ArrayNode metrics = StrictJson.object().arrayNode();
    rows.entrySet().stream()
        .sorted(
            Map.Entry.comparingByValue((one, other) -> Integer.compare(other.size(), one.size())))
        .limit(MOST_PROJECTS)
        .forEach(entry -> projects.add(project(entry.getKey(), entry.getValue(), metrics)));
    node.set("metrics", metrics);
    return node;
  }

  private ObjectNode project(String project, List<Row> all, ArrayNode metrics) {
    BestConstant.Result result = BestConstant.of(entries(all), constants);
    ObjectNode node =
        StrictJson.object()
            .put("project", project)
            .put("requests", all.size())
            .put("rewarded", all.stream().filter(row -> row.said().isPresent()).count())
            .put("explored", all.stream().filter(row -> row.propensity() < 1).count());
    node.set("chosen", Figures.judged(result.chosen()));
    result
        .best()
        .ifPresentOrElse(
            best -> {
              node.set("best_constant", constant(best));
              GainMetrics.put(project, best.gain(), metrics);
            },
            () -> node.putNull("best_constant"));
    ArrayNode told = node.putArray("constants");
    result.constants().forEach(each -> told.add(constant(each)));
    return node;
  }

  private static ObjectNode constant(BestConstant.Constant constant) {
    ObjectNode node = StrictJson.object().put("model", constant.target().toString());
    node.set("worth", Figures.judged(constant.value()));
    node.set("gain", Figures.judged(constant.gain()));
    return node;
  }

  private List<BestConstant.Entry> entries(List<Row> all) {
    Reporting reporting = new Reporting();
    all.forEach(row -> reporting.add(row.answered(), row.said().isPresent()));
    List<BestConstant.Entry> entries = new ArrayList<>(all.size());
    for (Row row : all) {
      Set<Target> able = new HashSet<>(row.worth().keySet());
      able.retainAll(constants);
      entries.add(
          new BestConstant.Entry(
              new Logged(
                  row.answered(),
                  row.propensity(),
                  reporting.reward(row.answered(), row.said()),
                  row.worth()),
              row.decision().hashCode() % 2 == 0,
              able));
    }
    return entries;
  }
}
