package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.signals.learning.LearningSettings;
import dev.signalbox.signals.prompt.StaticEmbedding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Prints how good routing is on a folder of outcomes; see bench/routing. */
public final class RoutingEvaluation {
  private static final int RESAMPLES = 500;
  private static final int RUNS = 8;
  private static final double SIGNALS_A_CELL = 10;
  private static final int CLEAN = 20_000;
  private static final int PROMPTS_LABELLED = 1_000;
  private static final long SEED = 1;

  private final PrintStream out;
  private final StaticSplit.Known known;
  private final Map<String, OutcomeSet> given = new LinkedHashMap<>();
  private final Map<String, OutcomeSet> measured = new LinkedHashMap<>();

  private RoutingEvaluation(Path folder, PrintStream out) throws IOException {
    this.out = out;
    this.known =
        new StaticSplit.Known(
            CatalogReader.standard(),
            StaticEmbedding.load(),
            trusting(LearningSettings.STANDARD),
            SEED);
    OutcomeSet zeroeval = OutcomeSet.read(folder, "zeroeval");
    OutcomeSet bfcl = OutcomeSet.read(folder, "bfcl");
    List.of(
            zeroeval,
            bfcl,
            OutcomeSet.read(folder, "mmlupro"),
            OutcomeSet.read(folder, "routellm"),
            OutcomeSet.common("mix10", zeroeval, bfcl))
        .forEach(set -> split(set.name(), set));
  }

  /** All signals are of one test suite, so no key is kept from saying too much. */
  private static LearningSettings trusting(LearningSettings standard) {
    return new LearningSettings(
        standard.halfLife(),
        standard.trust(),
        Double.MAX_VALUE,
        standard.priors(),
        standard.drift());
  }

  /** What is held out is measured where there is any, else what is there to develop with. */
  private void split(String name, OutcomeSet set) {
    Set<String> splits = set.rows().stream().map(OutcomeSet.Row::split).collect(Collectors.toSet());
    String last = splits.contains("heldout") ? "heldout" : "dev";
    measured.put(name, set.split(last));
    given.put(name, set.where(row -> !row.split().equals(last)));
  }

  private OutcomeSet givenOf(String name) {
    return Objects.requireNonNull(given.get(name));
  }

  private OutcomeSet measuredOf(String name) {
    return Objects.requireNonNull(measured.get(name));
  }

  /** Measures the folder named by the first argument. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("one argument: the folder with the outcomes");
    }
    new RoutingEvaluation(Path.of(arguments[0]), System.out).run();
  }

  private void run() {
    out.printf(
        Locale.ROOT,
        "# seed %d, %d resamples, 90 %% intervals; half-life %.0f signals%n",
        SEED,
        RESAMPLES,
        known.settings().halfLife());
    given.keySet().forEach(this::splits);
    agreement();
    learning();
    drift();
  }

  private void splits(String name) {
    StaticSplit labelled = split(name, true, Lesson.Extent.everything(SEED));
    StaticSplit plain = split(name, false, Lesson.Extent.everything(SEED));
    Measured measure = labelled.measure();
    constants(name, measure);
    row(name, "label", labelled, measure.bounded(RESAMPLES, SEED));
    row(name, "without", plain, plain.measure().bounded(RESAMPLES, SEED));
    out.printf(
        Locale.ROOT,
        "%-9s same choice under noise: case %.4f, white space %.4f, typing errors %.4f%n",
        name,
        plain.unmoved(RoutingEvaluation::shouted),
        plain.unmoved(RoutingEvaluation::spaced),
        plain.unmoved(RoutingEvaluation::mistyped));
    if (name.equals("routellm")) {
      apgr(labelled, plain);
    }
  }

  private StaticSplit split(String name, boolean labelled, Lesson.Extent extent) {
    return new StaticSplit(
        new StaticSplit.Halves(givenOf(name), measuredOf(name)), known, labelled, extent);
  }

  private void constants(String name, Measured measure) {
    List<OutcomeSet.Priced> models = givenOf(name).models();
    constant(name, "best constant", models.get(measure.best()), measure.constant(measure.best()));
    constant(
        name, "cheapest", models.get(measure.cheapest()), measure.constant(measure.cheapest()));
    Curve.Point mixed = measure.mixed();
    out.printf(Locale.ROOT, "%-9s random mix: %.6f $, %.4f%n", name, mixed.cost(), mixed.quality());
  }

  private void constant(String name, String which, OutcomeSet.Priced model, Curve.Point point) {
    out.printf(
        Locale.ROOT,
        "%-9s %s %s: %.6f $, %.4f%n",
        name,
        which,
        model.model(),
        point.cost(),
        point.quality());
  }

  private void row(String name, String which, StaticSplit split, Measured.Bounded figures) {
    out.printf(
        Locale.ROOT,
        "%-9s %-7s nAIQ %s  cost of best %s  top %s  (level %s)%n",
        name,
        which,
        bounds(figures.value().naiq(), figures.lower().naiq(), figures.upper().naiq()),
        bounds(
            figures.value().costOfBest(),
            figures.lower().costOfBest(),
            figures.upper().costOfBest()),
        bounds(figures.value().top(), figures.lower().top(), figures.upper().top()),
        split.learner().made().proof().of(Stage.PROJECT).id());
  }

  private void apgr(StaticSplit labelled, StaticSplit plain) {
    StaticSplit one = split("routellm", false, new Lesson.Extent(Integer.MAX_VALUE, true, SEED));
    StaticSplit few = split("routellm", false, new Lesson.Extent(PROMPTS_LABELLED, false, SEED));
    out.printf(
        Locale.ROOT,
        "routellm  MMLU APGR: label %s, without %s, one model seen a prompt %s, %d prompts %s%n",
        area(labelled),
        area(plain),
        area(one),
        PROMPTS_LABELLED,
        area(few));
  }

  private static String area(StaticSplit split) {
    Measured.Interval apgr = split.apgr(row -> !row.group().equals("gsm8k"), RESAMPLES, SEED);
    return bounds(apgr.value(), apgr.lower(), apgr.upper());
  }

  private void agreement() {
    int single = split("zeroeval", true, Lesson.Extent.everything(SEED)).measure().best();
    for (double wrong : new double[] {0, 0.25, 1}) {
      Agreement.Reached reached =
          new Agreement(givenOf("zeroeval"), measuredOf("zeroeval"), wrong).best(single);
      out.printf(
          Locale.ROOT,
          "zeroeval  agreement of %s and %s, %.0f %% of two wrong ones agreeing:"
              + " cost %.3f, quality %.4f of the best%n",
          reached.first(),
          reached.second(),
          wrong * 100,
          reached.cost(),
          reached.quality());
    }
  }

  private void learning() {
    Map<String, double[]> worths = new LinkedHashMap<>();
    worths.put("mix10", new double[] {3, 30});
    worths.put("mmlupro", new double[] {30, 100});
    worths.forEach(
        (name, each) -> {
          for (double worth : each) {
            Learning learning = new Learning(givenOf(name), measuredOf(name), known, worth);
            learning(name, worth, learning, false);
            learning(name, worth, learning, true);
          }
        });
  }

  private void learning(String name, double worth, Learning learning, boolean explores) {
    double card = 0;
    List<Double> closed = new ArrayList<>();
    double worst = 0;
    double learnt = 0;
    for (int run = 1; run <= RUNS; run++) {
      Learning.Result result =
          learning.after(
              SIGNALS_A_CELL, explores ? Optional.of(Learning.SLICE) : Optional.empty(), run);
      card += result.card() / RUNS;
      learnt += result.learnt() / RUNS;
      closed.add(result.closed());
      worst = Math.max(worst, result.worst());
    }
    double[] all = closed.stream().mapToDouble(Double::doubleValue).toArray();
    out.printf(
        Locale.ROOT,
        "%-9s learning, %3.0f a dollar, %s: regret %.4f -> %.4f, closed %s;"
            + " worst 1,000 requests %.4f below the cards%n",
        name,
        worth,
        explores ? "slice" : "greedy",
        card,
        learnt,
        bounds(1 - learnt / card, Measured.quantile(all, 0.05), Measured.quantile(all, 0.95)),
        worst);
  }

  private void drift() {
    Drift drift = new Drift(givenOf("mix10"), known);
    List<String> left = new ArrayList<>();
    for (int run = 1; run <= RUNS; run++) {
      Drift.Left one = drift.leave(run);
      left.add(one.halvedAfter() + " (alarm " + one.alarmAfter() + ")");
    }
    int alarms = 0;
    for (int run = 1; run <= 3; run++) {
      alarms += drift.falseAlarms(CLEAN, 100 + run);
    }
    out.printf(
        Locale.ROOT,
        "mix10     drift: halved after signals on the model: %s; %d false alarms in %d%n",
        String.join(", ", left),
        alarms,
        3 * CLEAN);
  }

  private static String shouted(String prompt) {
    return prompt.toUpperCase(Locale.ROOT);
  }

  private static String spaced(String prompt) {
    return "  " + prompt.replace(" ", "   ").replace("\n", "\n\n");
  }

  /** A letter in a hundred is another one. */
  private static String mistyped(String prompt) {
    SplittableRandom random = new SplittableRandom(prompt.hashCode());
    StringBuilder typed = new StringBuilder(prompt);
    for (int i = 0; i < typed.length(); i++) {
      if (Character.isLetter(typed.charAt(i)) && random.nextInt(100) == 0) {
        typed.setCharAt(i, (char) ('a' + random.nextInt(26)));
      }
    }
    return typed.toString();
  }

  private static String bounds(double value, double lower, double upper) {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, lower, upper);
  }
}
