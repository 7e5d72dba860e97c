package dev.signalbox.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.gateway.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What requests that are over are counted as. */
final class MetersTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  private final Metrics metrics =
      new Metrics(
          new ConfigLoader(Map.of()).defaults().config().metrics(),
          new Metrics.Known((_, _) -> true, _ -> "openai", _ -> ""));

  @AfterEach
  void close() {
    metrics.close();
  }

  private Exposed exposed() {
    return Exposed.of(metrics.text(TextFormat.PROMETHEUS).toString());
  }

  @Test
  void anAnswerCountsForItsKeyProviderModelAndEndpoint() {
    metrics.ended(Over.answered("team", "alpha", "m"));

    String[] labels = {
      "api_key", "team", "provider", "oa", "model", "m", "endpoint", "chat/completions"
    };
    Exposed exposed = exposed();
    assertThat(exposed.sum("llm_requests_total", labels)).isEqualTo(1);
    assertThat(exposed.sum("llm_tokens_total", "model", "m", "type", "input")).isEqualTo(8);
    assertThat(exposed.sum("llm_tokens_total", "model", "m", "type", "cached")).isEqualTo(2);
    assertThat(exposed.sum("llm_tokens_total", "model", "m", "type", "output")).isEqualTo(20);
    assertThat(exposed.sum("llm_tokens_total", "model", "m", "type", "reasoning")).isEqualTo(5);
    assertThat(exposed.sum("llm_request_duration_seconds_sum", "model", "m")).isEqualTo(1.5);
    assertThat(exposed.sum("llm_errors_total")).isZero();
    assertThat(exposed.sum("signalbox_requests_total", "result", "ok")).isEqualTo(1);
    assertThat(exposed.sum("signalbox_gateway_duration_seconds_sum")).isEqualTo(0.0008);
    assertThat(exposed.sum("signalbox_project_requests_total", "project", "alpha", "source", "cli"))
        .isEqualTo(1);
  }

  @Test
  void aCallIsMeasuredUnderTheNamesOfTheConventions() {
    metrics.ended(Over.answered("team", "alpha", "m"));

    String[] labels = {
      "gen_ai_operation_name", "chat",
      "gen_ai_provider_name", "openai",
      "gen_ai_request_model", "m",
      "gen_ai_response_model", "m"
    };
    Exposed exposed = exposed();
    assertThat(exposed.sum("gen_ai_client_operation_duration_seconds_sum", labels)).isEqualTo(1.2);
    assertThat(exposed.sum("gen_ai_server_time_to_first_token_seconds_sum", labels))
        .isEqualTo(0.25);
    assertThat(exposed.sum("gen_ai_server_time_per_output_token_seconds_sum", labels))
        .isCloseTo(0.95 / 19, Offset.offset(1e-6));
    assertThat(exposed.sum("gen_ai_client_token_usage_sum", "gen_ai_token_type", "input"))
        .isEqualTo(10);
    assertThat(exposed.sum("gen_ai_client_token_usage_sum", "gen_ai_token_type", "output"))
        .isEqualTo(20);
    assertThat(exposed.has("gen_ai_client_token_usage_bucket", "le", "64.0")).isTrue();
    assertThat(exposed.has("gen_ai_client_operation_duration_seconds_bucket", "le", "81.92"))
        .isTrue();
    assertThat(exposed.has("gen_ai_server_time_to_first_token_seconds_bucket", "le", "0.001"))
        .isTrue();
    assertThat(exposed.has("gen_ai_server_time_per_output_token_seconds_bucket", "le", "0.025"))
        .isTrue();
  }

  @Test
  void whatGoesWrongIsCountedByWhatTheClientWasTold() {
    metrics.ended(Over.failed("team", "alpha", "m"));
    metrics.ended(Over.refused("m", "rate_limit_exceeded"));

    Exposed exposed = exposed();
    assertThat(exposed.sum("llm_errors_total", "provider", "oa", "error_type", "upstream"))
        .isEqualTo(1);
    assertThat(
            exposed.sum(
                "llm_errors_total", "provider", "(none)", "error_type", "rate_limit_exceeded"))
        .isEqualTo(1);
    assertThat(exposed.sum("signalbox_attempts_total", "model", "m", "outcome", "upstream_status"))
        .isEqualTo(1);
    assertThat(
            exposed.sum(
                "gen_ai_client_operation_duration_seconds_count", "error_type", "upstream_status"))
        .isEqualTo(1);
    assertThat(exposed.sum("llm_requests_total", "provider", "(none)", "model", "(none)"))
        .isEqualTo(1);
  }

  @Test
  void aRequestThatGoesOnElsewhereIsAFailoverAndMitigated() {
    AttemptRecord first = Over.attempt("first", "upstream_timeout");
    metrics.ended(
        Over.request(
            new Over.Who("team", "", ""), "auto", List.of(first, Over.attempt("m", "")), "ok"));

    Exposed exposed = exposed();
    assertThat(exposed.sum("signalbox_failovers_total", "from", "oa", "to", "oa")).isEqualTo(1);
    assertThat(exposed.sum("signalbox_requests_total", "result", "mitigated")).isEqualTo(1);
    assertThat(exposed.sum("llm_requests_total", "model", "m")).isEqualTo(1);
  }

  @Test
  void moneyIsCountedInDollars() {
    metrics.ended(Over.answered("team", "alpha", "m"));
    metrics.ended(Over.answered("team", "alpha", "m"));

    assertThat(exposed().sum("llm_cost_dollars_total", "project", "alpha", "model", "m"))
        .isCloseTo(0.005, CLOSE);
    assertThat(exposed().sum("llm_cost_unknown_total")).isZero();
  }

  @Test
  void openMetricsEndsAsItMust() {
    assertThat(metrics.text(TextFormat.OPEN_METRICS).toString())
        .contains("# TYPE llm_requests counter")
        .endsWith("# EOF\n");
  }

  @Test
  void theFormatIsTheNewerOneWhereItIsRead() {
    assertThat(TextFormat.askedBy("")).isEqualTo(TextFormat.PROMETHEUS);
    assertThat(TextFormat.askedBy("application/json")).isEqualTo(TextFormat.PROMETHEUS);
    assertThat(TextFormat.askedBy("text/plain;version=0.0.4;q=0.5,*/*;q=0.1"))
        .isEqualTo(TextFormat.PROMETHEUS);
    assertThat(
            TextFormat.askedBy(
                "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.5,*/*;q=0.1"))
        .isEqualTo(TextFormat.OPEN_METRICS);
  }
}
