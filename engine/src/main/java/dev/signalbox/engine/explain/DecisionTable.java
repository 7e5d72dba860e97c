package dev.signalbox.engine.explain;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Exploration;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.RunnerUp;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.engine.state.Quality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A decision as text for a terminal of 100 columns: the five layers, the plan and the runner-up.
 * Figures are shown of the models in the plan and of the runner-up; the JSON has those of all.
 */
public final class DecisionTable {
  private static final int MOST_NAMES = 3;

  /** Columns that headings need. */
  private static final int SHORTEST_NAME = 24;

  /** Columns that the number of a plan's entry takes. */
  private static final int NUMBER_COLUMNS = 3;

  private final Decision decision;
  private final Set<Target> shown = new LinkedHashSet<>();
  private final Page page;

  private DecisionTable(Decision decision, boolean colour) {
    this.decision = decision;
    shown.addAll(decision.targets());
    decision.runnerUp().map(RunnerUp::target).ifPresent(shown::add);
    int longest = shown.stream().mapToInt(target -> target.toString().length()).max().orElse(0);
    this.page = new Page(colour, Math.max(SHORTEST_NAME, longest + NUMBER_COLUMNS));
  }

  /**
   * The table, every line ended.
   *
   * @param colour whether headings are set off by terminal codes
   */
  public static String of(Decision decision, boolean colour) {
    DecisionTable table = new DecisionTable(decision, colour);
    table.write();
    return table.page.toString();
  }

  private void write() {
    question(decision.question());
    int number = 1;
    for (LayerRecord layer : decision.layers()) {
      page.blank();
      heading("%d %-12s%d → %d".formatted(number, layer.layer(), layer.in(), layer.out()), layer);
      dropped(layer.dropped());
      losing(layer.scored());
      scored(layer.scored());
      number++;
    }
    page.blank();
    plan();
    decision.exploration().ifPresent(this::exploration);
    decision.runnerUp().ifPresent(this::runnerUp);
  }

  private void heading(String heading, LayerRecord layer) {
    if (layer.scored().stream()
        .anyMatch(score -> shown.contains(score.target()) && !isPlain(score))) {
      page.headingOfPoints(heading);
    } else {
      page.heading(heading);
    }
  }

  private void question(Question question) {
    Needs.Tokens tokens = question.needs().tokens();
    List<String> facts = new ArrayList<>();
    facts.add("profile " + question.asked().profile());
    add(facts, "task ", question.origin().task());
    facts.add(Figures.tokens(tokens.input()) + (tokens.exact() ? "" : " (estimated)"));
    tokens
        .maxOutput()
        .ifPresent(most -> facts.add("at most %s out".formatted(Figures.count(most))));
    add(facts, "project ", question.origin().project());
    add(facts, "session ", question.session().id());
    question
        .budgetLeftNanos()
        .ifPresent(left -> facts.add(Figures.dollars(left) + " left of the budget"));
    page.heading(question.asked().model());
    page.wrapped("  ", String.join(", ", facts));
    if (!question.needs().capabilities().isEmpty()) {
      page.wrapped(
          "  ",
          "needs "
              + String.join(
                  ", ", question.needs().capabilities().stream().map(need -> need.id()).toList()));
    }
  }

  private static void add(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(name + value);
    }
  }

  /** Those dropped for the same reason in one paragraph. */
  private void dropped(List<LayerRecord.Dropped> dropped) {
    Map<String, List<String>> bySentence = new LinkedHashMap<>();
    for (LayerRecord.Dropped one : dropped) {
      group(ReasonText.sentence(one.reason()), one.target(), bySentence);
    }
    paragraphs("  dropped %3d  ", bySentence);
  }

  /** Those that would lose the same in one paragraph. */
  private void losing(List<Score> scores) {
    Map<String, List<String>> byLoss = new LinkedHashMap<>();
    for (Score score : scores) {
      if (score instanceof Score.Fit fit && fit.setbacks() > 0) {
        group(lossOf(fit), fit.target(), byLoss);
      }
    }
    paragraphs("  losing %4d  ", byLoss);
  }

  private static void group(String by, Target target, Map<String, List<String>> groups) {
    groups.computeIfAbsent(by, _ -> new ArrayList<>()).add(target.toString());
  }

  private void paragraphs(String lead, Map<String, List<String>> groups) {
    groups.forEach(
        (words, models) ->
            page.wrapped(
                lead.formatted(models.size()), "%s: %s".formatted(words, firstOf(models))));
  }

  private static String firstOf(List<String> models) {
    return models.size() <= MOST_NAMES + 1
        ? String.join(", ", models)
        : "%s and %d more"
            .formatted(
                String.join(", ", models.subList(0, MOST_NAMES)), models.size() - MOST_NAMES);
  }

  private void scored(List<Score> scores) {
    int others = 0;
    for (Score score : scores) {
      if (shown.contains(score.target())) {
        row(score);
      } else {
        others += isPlain(score) ? 0 : 1;
      }
    }
    if (others > 0) {
      page.line("  and %d more".formatted(others));
    }
  }

  /** Whether a row would tell nothing. */
  private static boolean isPlain(Score score) {
    return switch (score) {
      case Score.Policy policy -> policy.rank() == 0 && policy.terms().isEmpty();
      case Score.Fit _ -> true;
      case Score.Price _, Score.Time _, Score.Worth _ -> false;
    };
  }

  private void row(Score score) {
    switch (score) {
      case Score.Policy policy when isPlain(policy) -> {}
      case Score.Policy policy -> row(score, policyNotes(policy));
      case Score.Fit _ -> {}
      case Score.Price price ->
          row(
              score,
              "%12s  %s out%s"
                  .formatted(
                      Figures.shortDollars(price.chargedNanos()),
                      Figures.tokens(price.quote().tokens().output()),
                      price.known() ? "" : ", price assumed"));
      case Score.Time time ->
          row(
              score,
              "%12s  first token %s, %s"
                  .formatted(
                      Figures.millis(time.totalMillis()),
                      Figures.millis(time.latency().firstTokenMillis()),
                      sourceOf(time)));
      case Score.Worth worth -> worth(worth);
    }
  }

  private void worth(Score.Worth worth) {
    Quality quality = worth.quality();
    row(
        worth,
        "%12s  ± %s, n %s%s"
            .formatted(
                Figures.shortPoints(quality.value()),
                Figures.shortPoints(quality.sd()),
                Figures.count(quality.effectiveSamplesMilli() / 1_000),
                worth.switchUtility() > 0
                    ? ", switch " + Figures.shortPoints(-worth.switchUtility())
                    : ""));
    if (quality.parts().size() > 1) {
      page.wrapped("    ", QualityTerms.words(quality, decision.question().at()));
    }
  }

  private void row(Score score, String notes) {
    page.row(score.target().toString(), Figures.shortPoints(score.term()), notes);
  }

  private static String policyNotes(Score.Policy policy) {
    List<String> notes = new ArrayList<>();
    if (policy.rank() > 0) {
      notes.add("rank " + policy.rank());
    }
    policy.terms().forEach(term -> notes.add(term.name()));
    return " ".repeat(12) + "  " + String.join(", ", notes);
  }

  private static String lossOf(Score.Fit fit) {
    List<String> losses = new ArrayList<>(fit.losses());
    fit.madeElsewhere()
        .ifPresent(pin -> losses.add("%s made by `%s`".formatted(pin.what(), pin.provider())));
    return String.join(", ", losses);
  }

  private static String sourceOf(Score.Time time) {
    return time.latency().samples() > 0
        ? "%s, n %s".formatted(time.latency().source(), Figures.count(time.latency().samples()))
        : time.latency().source();
  }

  private void plan() {
    if (decision.plan().isEmpty()) {
      page.heading("plan");
      page.line("  nobody can answer");
      return;
    }
    page.headingOfPoints("plan");
    int place = 1;
    for (PlanEntry entry : decision.plan()) {
      page.row(
          "%-3d%s".formatted(place, entry.target()),
          Figures.shortPoints(entry.utility()),
          "  " + entry.why().text());
      place++;
    }
    if (!decision.unplanned().isEmpty()) {
      page.line("  %d more found the plan full".formatted(decision.unplanned().size()));
    }
  }

  private void exploration(Exploration exploration) {
    page.blank();
    page.heading("exploration");
    page.wrapped("  ", ExplorationJson.text(exploration));
    for (Exploration.Chance chance : exploration.chances()) {
      page.line(
          "  %8s %%  %s"
              .formatted(
                  Figures.decimal(chance.propensityMillionths(), 4).toPlainString(),
                  chance.target()));
    }
  }

  private void runnerUp(RunnerUp second) {
    page.blank();
    page.heading("runner-up");
    page.wrapped(
        "  ",
        "%s, %s behind: %s"
            .formatted(second.target(), Figures.points(second.gap()), RunnerUpText.of(second)));
  }
}
