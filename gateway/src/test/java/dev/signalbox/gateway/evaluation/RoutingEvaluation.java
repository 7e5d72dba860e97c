package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.signals.learning.LearningSettings;
import dev.signalbox.signals.prompt.StaticEmbedding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints how good routing is on a folder of outcomes; see bench/routing. */
public final class RoutingEvaluation {
  private static final int RUNS = 8;
  private static final double SIGNALS_A_CELL = 10;
  private static final int CLEAN = 20_000;
  private static final int PROMPTS_LABELLED = 1_000;
  private static final long SEED = 1;

  private final PrintStream out;
  private final StaticSplit.Known known;
  private final Map<String, OutcomeSet> given = new LinkedHashMap<>();
  private final Map<String, OutcomeSet> measured = new LinkedHashMap<>();
  private final List<String> points = new ArrayList<>();

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

  /**
   * Measures the folder named by the first argument; writes the points of the curves to the file
   * that the second one names, where there is one.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1 && arguments.length != 2) {
      throw new IllegalArgumentException(
          "one argument, the folder with the outcomes, or two, with a file for points");
    }
    RoutingEvaluation evaluation = new RoutingEvaluation(Path.of(arguments[0]), System.out);
    evaluation.run();
    if (arguments.length == 2) {
      Files.write(Path.of(arguments[1]), evaluation.points);
    }
  }

  private void run() {
    out.printf(
        Locale.ROOT,
        "# seed %d, %d resamples, 90 %% intervals; half-life %.0f signals%n",
        SEED,
        Bootstrap.RESAMPLES,
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
    row(
        name,
        "profile",
        new TaskProfile(givenOf(name)).measure(measuredOf(name), StaticSplit.WORTHS),
        "the mean of each label and model");
    row(name, "label", measure, levelOf(labelled));
    row(name, "without", plain.measure(), levelOf(plain));
    Bootstrap draws = new Bootstrap(measuredOf(name).rows().size(), SEED);
    out.printf(
        Locale.ROOT,
        "%-9s same choice under noise: case %s, white space %s, typing errors %s%n",
        name,
        fine(draws.mean(plain.unmoved(Noises::shouted))),
        fine(draws.mean(plain.unmoved(Noises::spaced))),
        fine(draws.mean(plain.unmoved(Noises::mistyped))));
    if (name.equals("routellm")) {
      apgr(labelled, plain);
    }
  }

  private static String levelOf(StaticSplit split) {
    return "level " + split.learner().made().proof().of(Stage.PROJECT).id();
  }

  private StaticSplit split(String name, boolean labelled, Lesson.Extent extent) {
    return new StaticSplit(
        new StaticSplit.Halves(givenOf(name), measuredOf(name)), known, labelled, extent);
  }

  private void constants(String name, Measured measure) {
    List<OutcomeSet.Priced> models = givenOf(name).models();
    told(
        name,
        "best constant " + models.get(measure.best()).model(),
        measure.constant(measure.best()));
    told(
        name,
        "cheapest " + models.get(measure.cheapest()).model(),
        measure.constant(measure.cheapest()));
    told(name, "random mix", measure.mixed());
  }

  private void told(String name, String which, Measured.Told told) {
    out.printf(
        Locale.ROOT,
        "%-9s %s: %.6f $ [%.6f, %.6f], %s%n",
        name,
        which,
        told.cost().value(),
        told.cost().lower(),
        told.cost().upper(),
        fine(told.quality()));
  }

  private void row(String name, String which, Measured measure, String by) {
    Map<Measured.Figure, Bootstrap.Interval> figures = measure.bounded();
    out.printf(
        Locale.ROOT,
        "%-9s %-7s nAIQ %s  cost of best %s  top %s  (%s)%n",
        name,
        which,
        bounds(figures, Measured.Figure.NAIQ),
        bounds(figures, Measured.Figure.COST_OF_BEST),
        bounds(figures, Measured.Figure.TOP),
        by);
    out.printf(
        Locale.ROOT,
        "%-9s %-7s log axis nAIQ %s  AIQ %s, on a log axis %s"
            + "  at 10 %% of the cost %s, 25 %% %s, 50 %% %s%n",
        name,
        which,
        bounds(figures, Measured.Figure.NAIQ_LOG),
        bounds(figures, Measured.Figure.AIQ),
        bounds(figures, Measured.Figure.AIQ_LOG),
        bounds(figures, Measured.Figure.AT_TENTH),
        bounds(figures, Measured.Figure.AT_QUARTER),
        bounds(figures, Measured.Figure.AT_HALF));
    measure
        .points()
        .forEach(
            (curve, all) ->
                points.add(
                    "%s\t%s\t%s\t%s"
                        .formatted(
                            name,
                            which,
                            curve,
                            all.stream()
                                .map(point -> point.cost() + " " + point.quality())
                                .collect(Collectors.joining(" ")))));
  }

  private static String bounds(
      Map<Measured.Figure, Bootstrap.Interval> figures, Measured.Figure figure) {
    return bounds(Objects.requireNonNull(figures.get(figure)));
  }

  private void apgr(StaticSplit labelled, StaticSplit plain) {
    StaticSplit one = split("routellm", false, new Lesson.Extent(Integer.MAX_VALUE, true, SEED));
    StaticSplit few = split("routellm", false, new Lesson.Extent(PROMPTS_LABELLED, false, SEED));
    Map<String, StaticSplit> splits = new LinkedHashMap<>();
    splits.put("label", labelled);
    splits.put("without", plain);
    splits.put("one model seen a prompt", one);
    splits.put(PROMPTS_LABELLED + " prompts", few);
    splits.forEach(
        (which, split) -> {
          StrongCalls calls = split.strongCalls(row -> !row.group().equals("gsm8k"));
          out.printf(
              Locale.ROOT,
              "routellm  MMLU %s: APGR %s, calls for 50 %% of the gain %s, for 80 %% %s%n",
              which,
              bounds(calls.bounded(StrongCalls::area, SEED)),
              bounds(calls.bounded(each -> each.leastCalls(0.5), SEED)),
              bounds(calls.bounded(each -> each.leastCalls(0.8), SEED)));
        });
  }

  private void agreement() {
    int single = split("zeroeval", true, Lesson.Extent.everything(SEED)).measure().best();
    for (double wrong : new double[] {0, 0.25, 1}) {
      Agreement.Reached reached =
          new Agreement(givenOf("zeroeval"), measuredOf("zeroeval"), wrong).best(single);
      out.printf(
          Locale.ROOT,
          "zeroeval  agreement of %s and %s, %.0f %% of two wrong ones agreeing:"
              + " cost %s, quality %s of the best%n",
          reached.first(),
          reached.second(),
          wrong * 100,
          bounds(reached.cost()),
          fine(reached.quality()));
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
        bounds(1 - learnt / card, Bootstrap.quantile(all, 0.05), Bootstrap.quantile(all, 0.95)),
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

  private static String fine(Bootstrap.Interval figure) {
    return String.format(
        Locale.ROOT, "%.4f [%.4f, %.4f]", figure.value(), figure.lower(), figure.upper());
  }

  private static String bounds(Bootstrap.Interval figure) {
    return bounds(figure.value(), figure.lower(), figure.upper());
  }

  private static String bounds(double value, double lower, double upper) {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, lower, upper);
  }
}
