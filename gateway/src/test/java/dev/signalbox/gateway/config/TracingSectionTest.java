package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TracingSectionTest {
  private static final String ON = "[tracing]\nenabled = true\n";

  private static final Map<String, String> VARIABLES =
      Map.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example.org/otlp",
          "OTEL_EXPORTER_OTLP_HEADERS", "x-key=a%20b, x-team = blue",
          "OTEL_SERVICE_NAME", "of-the-environment",
          "OTEL_RESOURCE_ATTRIBUTES", "service.name=other,team=blue,region=eu");

  @Test
  void isOffWhateverTheEnvironmentSays() {
    TracingConfig tracing = parse("", VARIABLES);

    assertThat(tracing.enabled()).isFalse();
    assertThat(tracing.endpoint()).isEmpty();
    assertThat(tracing.headers()).isEmpty();
  }

  @Test
  void takesTheVariablesOfOpenTelemetryWhereTheFileSaysNothing() {
    TracingConfig tracing = parse(ON, VARIABLES);

    assertThat(tracing.endpoint()).contains(URI.create("https://collector.example.org/otlp"));
    assertThat(tracing.headers())
        .isEqualTo(Map.of("x-key", new Secret("a b"), "x-team", new Secret("blue")));
    assertThat(tracing.serviceName()).contains("of-the-environment");
    assertThat(tracing.resource()).isEqualTo(Map.of("team", "blue", "region", "eu"));
  }

  @Test
  void theFileComesFirst() {
    TracingConfig tracing =
        parse(
            ON
                + """
                endpoint = "http://127.0.0.1:4318"
                headers = { "x-other" = "c" }
                service_name = "of-the-file"
                resource = { team = "red" }
                """,
            VARIABLES);

    assertThat(tracing.endpoint()).contains(URI.create("http://127.0.0.1:4318"));
    assertThat(tracing.headers()).isEqualTo(Map.of("x-other", new Secret("c")));
    assertThat(tracing.serviceName()).contains("of-the-file");
    assertThat(tracing.resource()).isEqualTo(Map.of("team", "red", "region", "eu"));
  }

  @Test
  void theNameAmongTheAttributesCountsWhereNoOtherDoes() {
    TracingConfig tracing = parse(ON, Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=a"));

    assertThat(tracing.serviceName()).isEqualTo(Optional.of("a"));
  }

  @Test
  void anEmptyVariableSaysNothing() {
    assertThat(parse(ON, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "")).endpoint()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OTEL_EXPORTER_OTLP_ENDPOINT | collector:4318",
        "OTEL_EXPORTER_OTLP_ENDPOINT | http://user:secret@host",
        "OTEL_EXPORTER_OTLP_HEADERS | secret-without-name",
        "OTEL_EXPORTER_OTLP_HEADERS | host=secret",
        "OTEL_EXPORTER_OTLP_HEADERS | x=%zz",
        "OTEL_RESOURCE_ATTRIBUTES | =b"
      })
  void refusesAVariableThatSaysNothingSensibleWithoutShowingIt(String variable, String value) {
    ConfigException error =
        catchThrowableOfType(ConfigException.class, () -> parse(ON, Map.of(variable, value)));

    assertThat(error).hasMessageContaining(variable);
    assertThat(String.valueOf(error.getMessage())).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "endpoint = \"ftp://host\"",
        "link = \"https://host/trace\"",
        "link = \"javascript:alert('{trace_id}')\"",
        "sample_percent = 101",
        "queue = 1",
        "headers = { host = \"x\" }"
      })
  void refusesWhatMakesNoSense(String line) {
    assertThat(catchThrowableOfType(ConfigException.class, () -> parse(ON + line, Map.of())))
        .isNotNull();
  }

  private static TracingConfig parse(String toml, Map<String, String> environment) {
    return new ConfigLoader(environment).parse("config.toml", toml).config().tracing();
  }
}
