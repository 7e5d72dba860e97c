package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.metrics.Exposed;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a gateway tells Prometheus, and whom it tells. */
final class MetricsTest {
  private static final String PROVIDERS = MeasuredGateway.CONFIG;

  private static void chat(RunningGateway gateway, String model) {
    gateway.post("/v1/chat/completions", ClientApi.CHAT.body(model, false));
  }

  @Test
  void tellsHowProvidersFailedAndWhoTookOver() {
    try (RunningGateway gateway = new RunningGateway(PROVIDERS, SimulatorOptions.standard())) {
      gateway.script().then(Step.Status.of(500)).then();
      chat(gateway, "both");

      Exposed exposed = MeasuredGateway.exposed(gateway);
      assertThat(exposed.sum("signalbox_requests_total", "result", "mitigated")).isEqualTo(1);
      assertThat(exposed.sum("signalbox_failovers_total", "from", "first", "to", "second"))
          .isEqualTo(1);
      assertThat(exposed.sum("signalbox_attempts_total", "provider", "second")).isEqualTo(1);
      assertThat(exposed.sum("signalbox_faults_total", "fault", "upstream_status")).isEqualTo(1);
      assertThat(exposed.sum("signalbox_decisions_total", "profile", "balanced", "model", "m1"))
          .isEqualTo(1);
      assertThat(exposed.has("signalbox_circuit_state", "provider", "first", "model", "m1"))
          .isTrue();
      assertThat(exposed.has("signalbox_provider_benched_keys", "provider", "second")).isTrue();
      assertThat(exposed.sum("signalbox_provider_connections", "provider", "second")).isEqualTo(1);
    }
  }

  @Test
  void tellsHowTheProcessStands() {
    try (RunningGateway gateway = new RunningGateway(PROVIDERS, SimulatorOptions.standard())) {
      chat(gateway, "second/m2");
      Exposed exposed =
          Eventually.get(
              "the figures with budgets",
              () -> MeasuredGateway.exposed(gateway),
              all -> all.has("signalbox_budget_limit_dollars", "budget", "all"));

      assertThat(exposed.sum("signalbox_budget_limit_dollars", "budget", "all")).isEqualTo(50);
      assertThat(exposed.sum("signalbox_budget_left_dollars", "scope", "total"))
          .isBetween(49.0, 50.0);
      assertThat(exposed.sum("signalbox_config_last_reload_success")).isEqualTo(1);
      assertThat(exposed.sum("signalbox_ready")).isEqualTo(1);
      assertThat(exposed.has("signalbox_store_queued", "store", "facts")).isTrue();
      assertThat(exposed.has("signalbox_event_loop_lag_seconds")).isTrue();
      assertThat(exposed.has("signalbox_limits_refused_total", "limit", "budget")).isTrue();
      assertThat(exposed.sum("signalbox_requests_under_way_max")).isEqualTo(8_000);
      assertThat(exposed.names())
          .contains(
              "jvm_memory_used_bytes",
              "jvm_threads_live_threads",
              "process_files_open_files",
              "process_cpu_usage",
              "process_start_time_seconds");
      assertThat(exposed.labelsOf("llm_gateway_info")).containsExactly("version");
    }
  }

  @Test
  @DisplayName("O03 a configuration that cannot be used shows in the figures")
  void aConfigurationThatCannotBeUsedShowsInTheFigures() {
    try (RunningGateway gateway = new RunningGateway(PROVIDERS, SimulatorOptions.standard())) {
      double loaded =
          MeasuredGateway.exposed(gateway)
              .sum("signalbox_config_last_reload_success_timestamp_seconds");

      gateway.reload("nonsense = 1").onComplete(_ -> {});
      Eventually.holds(
          () -> MeasuredGateway.exposed(gateway).sum("signalbox_config_last_reload_success") == 0,
          "the figures tell of it");

      Exposed exposed = MeasuredGateway.exposed(gateway);
      assertThat(exposed.sum("signalbox_config_last_reload_success")).isZero();
      assertThat(exposed.sum("signalbox_config_last_reload_success_timestamp_seconds"))
          .isEqualTo(loaded);
    }
  }

  @Test
  @DisplayName("O10 names that clients make up are counted together, through the doors too")
  void namesThatClientsMakeUpAreCountedTogether() {
    String few = PROVIDERS + "[metrics]\nlabel_values = 5\n";
    try (RunningGateway gateway = new RunningGateway(few, SimulatorOptions.standard())) {
      for (int i = 0; i < 20; i++) {
        gateway.send(
            gateway
                .request("/v1/chat/completions")
                .header("x-project", "project-" + i)
                .header("x-source", "source-" + i)
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body("first/made-up-" + i, false)))
                .build());
      }

      Exposed exposed = MeasuredGateway.exposed(gateway);
      assertThat(exposed.values("model")).hasSizeLessThanOrEqualTo(7).contains("(other)");
      assertThat(exposed.values("project")).hasSize(6).contains("(other)", "project-0");
      assertThat(exposed.values("source")).hasSize(6);
      assertThat(exposed.sum("llm_requests_total")).isEqualTo(20);
    }
  }

  @Test
  void whoNeedsAKeyForTheRestNeedsOneWithTheRoleForFiguresToo() {
    try (RunningGateway gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard())) {
      assertThat(MeasuredGateway.read(gateway, "/metrics", "").statusCode()).isEqualTo(401);
      assertThat(MeasuredGateway.read(gateway, "/metrics", "wrong").statusCode()).isEqualTo(401);
      assertThat(MeasuredGateway.read(gateway, "/metrics", Control.BLUE).statusCode())
          .isEqualTo(403);
      assertThat(MeasuredGateway.read(gateway, "/metrics", Control.OPERATOR).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aTokenOfTheirOwnReadsFiguresAndOpensNothingElse() {
    String config = Control.CONFIG + "[metrics]\ntoken = \"for-prometheus\"\n";
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
      assertThat(MeasuredGateway.read(gateway, "/metrics", "for-prometheus").statusCode())
          .isEqualTo(200);
      assertThat(MeasuredGateway.read(gateway, "/metrics", "for-prometheu").statusCode())
          .isEqualTo(401);
      assertThat(MeasuredGateway.read(gateway, "/v1/me", "for-prometheus").statusCode())
          .isEqualTo(401);
      assertThat(MeasuredGateway.read(gateway, "/v1/records", "for-prometheus").statusCode())
          .isEqualTo(401);
      assertThat(MeasuredGateway.read(gateway, "/v1/models", "for-prometheus").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void anybodyReadsThemWhereThatIsSaid() {
    String config = Control.CONFIG + "[metrics]\nrole = \"anybody\"\n";
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
      assertThat(MeasuredGateway.read(gateway, "/metrics", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whereNothingIsMeasuredThePathSaysSo() {
    String config = PROVIDERS + "[metrics]\nenabled = false\n";
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
      chat(gateway, "both");
      Control.Answer answer = new Control(gateway, "").get("/metrics");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.at("/error/code").asText()).isEqualTo("metrics_disabled");
      assertThat(answer.at("/error/message").asText()).contains("`metrics.enabled` is false");
    }
  }

  @Test
  void theyMayBeReadElsewhere() {
    String config = PROVIDERS + "[metrics]\nendpoint = \"/internal/prometheus\"\n";
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
      assertThat(MeasuredGateway.read(gateway, "/internal/prometheus", "").statusCode())
          .isEqualTo(200);
      assertThat(MeasuredGateway.read(gateway, "/metrics", "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theContentTypeIsThatOfTheFormat() {
    try (RunningGateway gateway = new RunningGateway(PROVIDERS, SimulatorOptions.standard())) {
      Control anybody = new Control(gateway, "");

      assertThat(anybody.text("/metrics", "text/plain")).startsWith("# HELP ");
      assertThat(anybody.text("/metrics", "application/openmetrics-text")).endsWith("# EOF\n");
    }
  }

  @Test
  void keysAreNamedByTheirLabelsAndNeverByThemselves() {
    String config = Control.CONFIG + "[metrics]\ninclude_api_key_hash = true\n";
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
      new Control(gateway, Control.BLUE).answered("oa/gpt-6-sol");

      String text = new Control(gateway, Control.OPERATOR).text("/metrics", "text/plain");
      Exposed exposed = Exposed.of(text);
      assertThat(exposed.has("llm_requests_total", "api_key", "blue")).isTrue();
      assertThat(exposed.values("api_key_hash")).anyMatch(hash -> hash.matches("[0-9a-f]{8}"));
      assertThat(text).doesNotContain(Control.BLUE, Control.OPERATOR, "provider-key");
    }
  }
}
