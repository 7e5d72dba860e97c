package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.PastDecision;
import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.replay.Comparison;
import dev.signalbox.signals.replay.Logged;
import dev.signalbox.signals.replay.OffPolicy;
import dev.signalbox.signals.replay.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums up what a proposed configuration does to recorded requests. */
final class PlanTally {
  private final Movement movement = new Movement();
  private final Samples samples = new Samples();
  private final List<Case> cases = new ArrayList<>();
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();

  /** Takes a request; they come the newest first. */
  void add(Replay.Put put) {
    movement.add(put.before(), put.after());
    Instant at = put.past().record().meta().at();
    first = Optional.of(at);
    last = last.or(() -> Optional.of(at));
    if (put.before() instanceof Choice.Made old && put.after() instanceof Choice.Made other) {
      Case made = Case.of(put.past(), old, other);
      cases.add(made);
      if (made.moves()) {
        samples.add(put.past(), old, other, movement.requests(old, other));
      }
    }
  }

  /**
   * What came out.
   *
   * @param unreadable why requests could not be put again, each with how many
   */
  ObjectNode toJson(Proposal proposal, Map<String, Integer> unreadable) {
    ObjectNode node =
        StrictJson.object().put("requests", movement.seen()).put("compared", cases.size());
    first.ifPresentOrElse(
        at -> node.put("first_at", at.toString()), () -> node.putNull("first_at"));
    last.ifPresentOrElse(at -> node.put("last_at", at.toString()), () -> node.putNull("last_at"));
    movement.putInto(node);
    Amounts amounts = new Amounts(cases);
    node.set("cost", Figures.cost(amounts.cost(), amounts.unpriced()));
    node.set("latency", Figures.time(amounts.time()));
    node.set("quality", quality());
    node.set("assertions", assertions(proposal.assertions()));
    ArrayNode notes = node.putArray("notes");
    proposal.notes().forEach(notes::add);
    node.set("samples", samples.toJson());
    ObjectNode unread =
        node.putObject("unreadable")
            .put("requests", unreadable.values().stream().mapToInt(Integer::intValue).sum());
    ArrayNode reasons = unread.putArray("reasons");
    unreadable.forEach(
        (reason, requests) -> reasons.addObject().put("text", reason).put("requests", requests));
    return node;
  }

  private ObjectNode quality() {
    Reporting reporting = new Reporting();
    cases.forEach(
        each -> each.own().ifPresent(own -> reporting.add(own.target(), each.said().isPresent())));
    List<Comparison> comparisons = cases.stream().map(each -> comparison(each, reporting)).toList();
    ObjectNode node = Figures.judged(OffPolicy.gain(comparisons));
    return node.put("rewarded", cases.stream().filter(each -> each.said().isPresent()).count())
        .put("explored", cases.stream().filter(each -> each.propensity() < 1).count());
  }

  private static Comparison comparison(Case of, Reporting reporting) {
    return new Comparison(trial(of, of.before(), reporting), trial(of, of.after(), reporting));
  }

  private static Trial trial(Case of, Case.Option option, Reporting reporting) {
    Target answered = of.own().map(PastDecision.Answered::target).orElse(of.before().target());
    return Trial.of(
        new Logged(
            answered, of.propensity(), reporting.reward(answered, of.said()), option.beliefs()),
        option.target());
  }

  /** Which assertions of a proposal break. */
  static ObjectNode assertions(List<AssertionResult> results) {
    ObjectNode node = StrictJson.object().put("checked", results.size());
    ArrayNode broken = node.putArray("broken");
    results.stream()
        .filter(result -> !result.held())
        .forEach(
            result ->
                broken
                    .addObject()
                    .put("name", result.name())
                    .put("explanation", result.explanation()));
    return node;
  }
}
