package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.metrics.Exposed;
import dev.signalbox.gateway.metrics.Expression;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard and the alerts of {@code deploy} ask for nothing that a gateway does not tell. */
final class DeployedTest {
  private static final Path DASHBOARD = Path.of("../deploy/grafana/signalbox.json");
  private static final Path PROMETHEUS = Path.of("../deploy/prometheus");
  private static final Path ALERT_TESTS = Path.of("src/test/resources/prometheus/alerts_test.yml");
  private static final Pattern RULE =
      Pattern.compile("(?m)^ +expr: (?:\\|\\n((?: {10,}.*\\n)+)|(.+)\\n)");
  private static final Pattern SHOWN = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?(\\w+)");
  private static final Pattern VALUES = Pattern.compile("label_values\\((\\w+), *(\\w+)\\)");

  private static Exposed exposed = new Exposed(List.of());

  /** The same as it was sent. */
  private static String told = "";

  @BeforeAll
  static void serveAFewRequests() {
    try (RunningGateway gateway =
        new RunningGateway(MeasuredGateway.CONFIG, SimulatorOptions.standard())) {
      gateway.script().then(Step.Status.of(500)).then();
      for (String model : List.of("both", "second/m2", "auto", "nobody")) {
        gateway.post("/v1/chat/completions", ClientApi.CHAT.body(model, model.equals("auto")));
      }
      System.gc(); // pauses are told of once there was one
      exposed =
          Eventually.get(
              "figures with budgets and a collection",
              () -> MeasuredGateway.exposed(gateway),
              all ->
                  all.has("signalbox_budget_limit_dollars") && all.has("jvm_gc_pause_seconds_sum"));
      told = MeasuredGateway.text(gateway);
    }
  }

  @AfterAll
  static void forget() {
    exposed = new Exposed(List.of());
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }

  private static JsonNode dashboard() throws IOException {
    return StrictJson.parse(Files.readAllBytes(DASHBOARD));
  }

  /** The alerts' expressions, each alert's in one line. */
  private static List<String> rules() throws IOException {
    return RULE.matcher(text(PROMETHEUS.resolve("alerts.yml")))
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .map(rule -> rule.replaceAll("\\s+", " ").strip())
        .toList();
  }

  private static List<String> missing(Stream<String> expressions) {
    List<String> missing = new ArrayList<>();
    expressions.forEach(
        each ->
            Expression.of(each)
                .missing(exposed)
                .forEach(fault -> missing.add(fault + " in " + each)));
    return missing;
  }

  @Test
  void everySeriesAndLabelOfTheDashboardIsThere() throws IOException {
    JsonNode dashboard = dashboard();
    List<String> expressions = dashboard.findValuesAsText("expr");

    assertThat(expressions).hasSizeGreaterThan(60);
    assertThat(missing(expressions.stream())).isEmpty();
  }

  @Test
  void theDashboardIsSetByLabelsThatAreThere() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (JsonNode variable : dashboard().at("/templating/list")) {
      Matcher values = VALUES.matcher(variable.at("/query/query").asText());
      if (values.matches()
          && !(exposed.names().contains(values.group(1))
              && (values.group(2).equals("instance")
                  || exposed.labelsOf(values.group(1)).contains(values.group(2))))) {
        wrong.add(values.group());
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void legendsNameLabelsThatTheirExpressionsKeep() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (JsonNode panel : dashboard().at("/panels")) {
      for (JsonNode target : panel.path("targets")) {
        Set<String> kept = Expression.of(target.path("expr").asText()).groups();
        SHOWN
            .matcher(target.path("legendFormat").asText())
            .results()
            .map(found -> found.group(1))
            .filter(label -> !kept.contains(label))
            .forEach(label -> wrong.add(panel.path("title").asText() + ": " + label));
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void panelsHaveTitlesAndPlacesOfTheirOwn() throws IOException {
    Set<String> places = new TreeSet<>();
    Set<Integer> ids = new TreeSet<>();
    int panels = 0;
    for (JsonNode panel : dashboard().at("/panels")) {
      assertThat(panel.path("title").asText()).isNotEmpty();
      places.add(panel.at("/gridPos/x") + " " + panel.at("/gridPos/y"));
      ids.add(panel.path("id").asInt());
      panels++;
    }

    assertThat(places).hasSize(panels);
    assertThat(ids).hasSize(panels);
  }

  @Test
  void everySeriesAndLabelOfTheAlertsIsThere() throws IOException {
    List<String> rules = rules();

    assertThat(rules)
        .hasSize(text(PROMETHEUS.resolve("alerts.yml")).split("- alert:", -1).length - 1);
    assertThat(rules).hasSizeGreaterThan(15);
    assertThat(missing(rules.stream())).isEmpty();
  }

  @Test
  void everyAlertIsExplained() throws IOException {
    String explained = text(Path.of("../docs/metrics.md"));
    List<String> alerts =
        Pattern.compile("- alert: (\\w+)")
            .matcher(text(PROMETHEUS.resolve("alerts.yml")))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(alerts)
        .doesNotHaveDuplicates()
        .allSatisfy(alert -> assertThat(explained).contains("`" + alert + "`"));
  }

  @Test
  void everySeriesIsExplained() throws IOException {
    String explained = text(Path.of("../docs/metrics.md"));
    Set<String> own = new TreeSet<>(exposed.names());
    own.removeIf(name -> !name.matches("(llm|gen_ai|signalbox)_.*"));
    own.removeIf(name -> name.matches(".*_(bucket|count|sum|max)") && isOfHistogram(name));

    assertThat(own).hasSizeGreaterThan(50);
    assertThat(own).allSatisfy(name -> assertThat(explained).contains("`" + name));
  }

  private static boolean isOfHistogram(String name) {
    return exposed.names().contains(name.replaceAll("_(bucket|count|sum|max)$", "") + "_bucket");
  }

  /** Debian has promtool in its package {@code prometheus}. */
  @ParameterizedTest
  @ValueSource(strings = {"check rules alerts.yml", "check config prometheus.yml"})
  void promtoolFindsNothingWrong(String command) throws IOException, InterruptedException {
    promtool(List.of(command.split(" ", -1)));
  }

  /** Two names are those that Micrometer gives in every program. */
  @Test
  void promtoolFindsNothingWrongWithWhatAGatewayTells() throws IOException, InterruptedException {
    Said said = said(List.of("check", "metrics"), told);

    assertThat(said.text().lines())
        .filteredOn(line -> !line.matches("(process_cpu_time_ns_total|system_cpu_count) .*"))
        .isEmpty();
    assertThat(said.code()).as("3 is for names, 1 for what cannot be read").isIn(0, 3);
  }

  @Test
  void alertsFireWhenTheyShouldAndOnlyThen(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path tests = folder.resolve("alerts_test.yml");
    String rules = PROMETHEUS.resolve("alerts.yml").toAbsolutePath().normalize().toString();
    Files.writeString(tests, text(ALERT_TESTS).replace("RULES", rules));

    promtool(List.of("test", "rules", tests.toString()));
  }

  private static void promtool(List<String> arguments) throws IOException, InterruptedException {
    Said said = said(arguments, "");
    assertThat(said.code()).as(said.text()).isZero();
  }

  /** What promtool says, and its exit code. */
  private record Said(int code, String text) {}

  /** Has it look at files, or at {@code input}. */
  private static Said said(List<String> arguments, String input)
      throws IOException, InterruptedException {
    assumeTrue(
        isInstalled(), "skipped: promtool, of Debian's package prometheus, is not installed");
    List<String> words = new ArrayList<>(List.of("promtool"));
    words.addAll(arguments);
    Process process =
        new ProcessBuilder(words).directory(PROMETHEUS.toFile()).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), text.strip());
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve("promtool")));
  }
}
