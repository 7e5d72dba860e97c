package dev.signalbox.gateway.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.learning.LearningSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Learning, replay, noise and drift as they are from outside: real requests to the packaged
 * program, a simulator that answers from the table of outcomes, and signals over HTTP. See
 * bench/routing.
 */
public final class StreamedEvaluation {
  private static final String NAME = "mix10";
  private static final double WORTH = 30;
  private static final double CHANCE = 0.1;
  private static final int SIGNALS_A_CELL = 10;
  private static final int STRETCH = 1_000;
  private static final int REPLAYED = 2_000;
  private static final int LOOKED_AT = 500;
  private static final int AT_ONCE = 1_000;
  private static final long SEED = 1;

  private final PrintStream out;
  private final Catalog catalog = CatalogReader.standard();
  private final OutcomeSet given;
  private final OutcomeSet measured;
  private final TableProvider provider;
  private final ServedGateway gateway;
  private final Random random = new Random(SEED);
  private final List<String> decisions = new ArrayList<>();
  private final int clean;

  private StreamedEvaluation(Path outcomes, Path work, int clean) throws IOException {
    this.out = System.out;
    this.clean = clean;
    OutcomeSet all =
        distinct(
            OutcomeSet.common(
                NAME, OutcomeSet.read(outcomes, "zeroeval"), OutcomeSet.read(outcomes, "bfcl")));
    String last =
        all.rows().stream().anyMatch(row -> row.split().equals("heldout")) ? "heldout" : "dev";
    this.given = all.where(row -> !row.split().equals(last));
    this.measured = all.split(last);
    this.provider = new TableProvider(all, SEED);
    this.gateway = new ServedGateway(work, all, catalog, provider.origin());
  }

  /** Prompts that all models answered, each once. */
  private static OutcomeSet distinct(OutcomeSet set) {
    Set<String> seen = new HashSet<>();
    return set.where(
        row -> {
          for (double score : row.score()) {
            if (Double.isNaN(score)) {
              return false;
            }
          }
          return seen.add(row.prompt());
        });
  }

  /**
   * Measures the folder named by the first argument, with the state of the gateway in the second;
   * the third says how many answers are told of while no model gets worse.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException(
          "three arguments: the folder with the outcomes, one to work in, and a number of"
              + " requests");
    }
    StreamedEvaluation evaluation =
        new StreamedEvaluation(
            Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    try {
      evaluation.run();
    } finally {
      evaluation.gateway.close();
      evaluation.provider.close();
    }
  }

  private void run() {
    out.printf(
        Locale.ROOT,
        "# over HTTP, seed %d: the packaged program, %s answered from the table, %.0f a dollar%n",
        SEED,
        NAME,
        WORTH);
    learning();
    replay();
    noise();
    drift();
    rate();
    restart();
  }

  private OutcomeSet.Row row() {
    return given.rows().get(random.nextInt(given.rows().size()));
  }

  /** The worth of what the gateway would choose now, without chance, for what is measured. */
  private double utility() {
    return Learning.utility(measured, WORTH, row -> gateway.choice(row, row.prompt()));
  }

  /** The same of one that was told of all answers to what is given. */
  private double full() {
    Function<OutcomeSet.Row, Stage.Asked> asked =
        row -> new Stage.Asked(row.group(), ClusterMix.NONE, 0);
    Stage stage =
        new Stage(
            given,
            catalog,
            new Stage.Wish(List.of(WORTH), Optional.empty()),
            Lesson.lengths(given.rows(), OutcomeSet.Row::group, given.models().size()));
    stage.learnt(
        Lesson.of(stage, asked, LearningSettings.STANDARD, Lesson.Extent.everything(SEED))
            .made()
            .table());
    return Learning.utility(
        measured,
        WORTH,
        row -> stage.placeOf(stage.decideUnexplored(row, asked.apply(row)).getFirst()));
  }

  private void learning() {
    gateway.want(WORTH, CHANCE);
    double card = utility();
    Map<String, Integer> usual = new HashMap<>();
    given.rows().forEach(row -> usual.put(row.id(), gateway.choice(row, row.prompt())));
    long cells = given.rows().stream().map(OutcomeSet.Row::group).distinct().count();
    long wanted = SIGNALS_A_CELL * cells * given.models().size();
    StreamedTraffic traffic = new StreamedTraffic(gateway, Learning.NOISE, SEED);
    int requests = 0;
    double stretch = 0;
    double worst = 0;
    long begun = System.nanoTime();
    while (traffic.signals() < wanted) {
      OutcomeSet.Row row = row();
      ServedGateway.Answer answer = traffic.send(row);
      decisions.add(answer.decision());
      stretch += worth(row, answer.model()) - worth(row, usual.getOrDefault(row.id(), 0));
      if (++requests % STRETCH == 0) {
        worst = Math.max(worst, -stretch / STRETCH);
        stretch = 0;
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    traffic.tellAll();
    gateway.settle(given.rows().getFirst());
    double full = full();
    double learnt = utility();
    out.printf(
        Locale.ROOT,
        "%-9s http learning: %d requests in %.0f s, %d signals on %d cells, %d taken:"
            + " regret %.4f -> %.4f, closed %.3f; worst %d requests %.4f below the cards;"
            + " decides by %s; %d alarms%n",
        NAME,
        requests,
        seconds,
        traffic.signals(),
        cells * given.models().size(),
        traffic.taken(),
        full - card,
        full - learnt,
        1 - (full - learnt) / (full - card),
        STRETCH,
        worst,
        gateway.get("/v1/routing/proof").at("/projects/0/decides_by").asText(),
        gateway.alarms().size());
  }

  private static double worth(OutcomeSet.Row row, int model) {
    return row.score()[model] - WORTH * row.usd()[model];
  }

  /**
   * What a plan says of a change against what really comes of it. Every second request is of
   * others, who never go to the model that the rest would go to most; then nobody may. They have
   * been at it for as long before, so that of whoever answers there are logged calls, and how long
   * their answers are is known.
   */
  private void replay() {
    int left = busiest();
    gateway.keepOthersFrom(left, WORTH);
    List<OutcomeSet.Row> rows = new ArrayList<>();
    for (int i = 0; i < REPLAYED; i++) {
      rows.add(row());
    }
    spent(rows);
    gateway.settle(given.rows().getFirst());
    double was = spent(rows);
    ObjectNode asked = StrictJson.object().put("last", REPLAYED);
    asked.putObject("profiles").set(ServedGateway.PROFILE, gateway.without(left, WORTH));
    JsonNode plan = gateway.post("/v1/plan", asked);
    gateway.wantWithout(left, WORTH);
    double becomes = spent(rows);
    double foretold = plan.at("/cost/after_nanos").asDouble() / 1e9;
    out.printf(
        Locale.ROOT,
        "%-9s http replay: %d requests without %s: %.0f %% moved; cost $%.4f (without chance"
            + " $%.4f), foretold $%.4f (%d without logged calls), came to $%.4f: %+.1f %% off%n",
        NAME,
        REPLAYED,
        gateway.nameOf(left),
        100 * plan.at("/moved/share").asDouble(),
        was,
        plan.at("/cost/before_nanos").asDouble() / 1e9,
        foretold,
        plan.at("/cost/without_logged_calls").asInt(),
        becomes,
        100 * (foretold / becomes - 1));
    gateway.want(WORTH, CHANCE);
  }

  private static String profileOf(int number) {
    return number % 2 == 0 ? ServedGateway.PROFILE : ServedGateway.OTHER;
  }

  /** What it costs to have {@code rows} answered. */
  private double spent(List<OutcomeSet.Row> rows) {
    double spent = 0;
    for (int i = 0; i < rows.size(); i++) {
      spent += rows.get(i).usd()[gateway.ask(rows.get(i), i, profileOf(i)).model()];
    }
    return spent;
  }

  /** Who would be asked most now. */
  private int busiest() {
    int[] chosen = new int[given.models().size()];
    int busiest = 0;
    for (int i = 0; i < LOOKED_AT; i++) {
      OutcomeSet.Row row = row();
      int model = gateway.choice(row, row.prompt());
      chosen[model]++;
      busiest = chosen[model] > chosen[busiest] ? model : busiest;
    }
    return busiest;
  }

  private void noise() {
    JsonNode clusters =
        ServedGateway.await(
            90, () -> gateway.get("/v1/clusters"), it -> it.path("in_force").isObject());
    List<OutcomeSet.Row> rows = measured.rows().subList(0, Math.min(300, measured.rows().size()));
    Map<String, UnaryOperator<String>> noises = new LinkedHashMap<>();
    noises.put("case", Noises::shouted);
    noises.put("white space", Noises::loose);
    noises.put("three spaces for each", Noises::spaced);
    noises.put("typing errors", Noises::mistyped);
    List<Integer> plain = rows.stream().map(row -> gateway.choice(row, row.prompt())).toList();
    List<String> told = new ArrayList<>();
    noises.forEach(
        (name, noise) -> {
          int same = 0;
          for (int i = 0; i < rows.size(); i++) {
            OutcomeSet.Row row = rows.get(i);
            same += gateway.choice(row, noise.apply(row.prompt())) == plain.get(i) ? 1 : 0;
          }
          told.add("%s %.4f".formatted(name, (double) same / rows.size()));
        });
    out.printf(
        Locale.ROOT,
        "%-9s http same choice under noise: %s; %d prompts, %d clusters%n",
        NAME,
        String.join(", ", told),
        rows.size(),
        clusters.at("/in_force/clusters").asInt());
  }

  private void drift() {
    StreamedDrift drift = new StreamedDrift(gateway, provider, given.rows());
    StreamedDrift.Left left = drift.leave(clean, SEED + 2);
    out.printf(
        Locale.ROOT,
        "%-9s http drift: %s loses %.0f %%: half of its traffic gone after %s signals on it; alarms"
            + " after %d, of %s; events on the page of %s; before, %d alarms in %d signals%n",
        NAME,
        left.model(),
        100 * StreamedDrift.LOST,
        left.halved() ? Integer.toString(left.signals()) : "more than " + left.signals(),
        left.alarmAfter(),
        left.alarms(),
        left.events(),
        left.alarmsBefore(),
        left.signalsBefore());
  }

  /** How many signals a second are taken and applied. */
  private void rate() {
    int sent = 0;
    int applied = 0;
    long begun = System.nanoTime();
    for (int turn = 0; turn < 60; turn++) {
      ArrayNode signals = StrictJson.object().arrayNode();
      for (int i = 0; i < AT_ONCE; i++) {
        signals
            .addObject()
            .put("decision_id", decisions.get(random.nextInt(decisions.size())))
            .put("value", random.nextBoolean())
            .put("source", "test");
      }
      sent += AT_ONCE;
      applied += (int) gateway.signal(signals).stream().filter("applied"::equals).count();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    out.printf(
        Locale.ROOT,
        "%-9s http signals: %d in arrays of %d, one after another, in %.1f s: %.0f a second, %d"
            + " applied%n",
        NAME,
        sent,
        AT_ONCE,
        seconds,
        sent / seconds,
        applied);
  }

  /** Whether a start knows what the process before knew, to the last bit. */
  private void restart() {
    gateway.settle(given.rows().getFirst());
    OutcomeSet.Row row = given.rows().getFirst();
    String before = gateway.revision(row);
    gateway.restart();
    String after = ServedGateway.await(120, () -> gateway.revision(row), before::equals);
    out.printf(
        Locale.ROOT,
        "%-9s http restart: what is known of quality is %s%n",
        NAME,
        after.equals(before)
            ? "the same to the last bit"
            : "ANOTHER: %s, %s".formatted(before, after));
  }
}
