package dev.signalbox.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.LogLines;
import dev.signalbox.gateway.e2e.RunningGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of spans to a collector that is there, busy, slow, away, or against it. */
final class TraceExportTest {
  /** So long that both spans of a request go out together. */
  private static final String TOGETHER = "delay_ms = 1000";

  private final TestCollector collector = new TestCollector();

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void sendsProtobufWithTheHeadersThatAreConfigured() {
    try (TracedGateway traced =
        TracedGateway.to(
            collector.origin() + "/otlp/",
            """
            headers = { "x-collector-key" = "collector-secret" }
            service_name = "gateway-of-blue"
            resource = { "deployment.environment.name" = "test" }
            """)) {
      traced.ask("first/gpt-6-sol");

      SeenSpan span = collector.awaitTree(1).request();
      TestCollector.Export export = collector.exports().getFirst();

      assertThat(export.path()).isEqualTo("/otlp/v1/traces");
      assertThat(export.headers().get("content-type")).isEqualTo("application/x-protobuf");
      assertThat(export.headers().get("x-collector-key")).isEqualTo("collector-secret");
      assertThat(span.resource())
          .containsEntry("service.name", "gateway-of-blue")
          .containsEntry("deployment.environment.name", "test");
      Eventually.holds(
          () -> traced.health().at("/tracing/exported").asLong() == 2, "two spans are counted");
      assertThat(traced.health().at("/tracing/queued").asInt()).isZero();
    }
  }

  @Test
  void whatStillWaitsGoesOutWhenItStops() {
    try (TracedGateway traced = TracedGateway.to(collector)) {
      traced.ask("first/gpt-6-sol");
    }

    assertThat(collector.spans()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void asksAgainWhereTheCollectorIsBusy(int status) {
    collector.then(status, Map.of());
    try (TracedGateway traced = TracedGateway.to(collector)) {
      traced.ask("first/gpt-6-sol");

      assertThat(collector.awaitTree(1).all()).hasSize(2);
      assertThat(traced.lost()).isZero();
    }
  }

  @Test
  void waitsAsLongAsTheCollectorAsks() {
    collector.then(429, Map.of("retry-after", "1"));
    try (TracedGateway traced = TracedGateway.to(collector.origin(), TOGETHER)) {
      traced.ask("first/gpt-6-sol");
      collector.awaitTree(1);

      List<TestCollector.Export> exports = collector.exports();
      Duration waited = Duration.ofNanos(exports.getLast().nanos() - exports.getFirst().nanos());

      assertThat(exports).extracting(TestCollector.Export::status).containsExactly(429, 200);
      assertThat(waited).isBetween(Duration.ofMillis(950), Duration.ofSeconds(8));
    }
  }

  @Test
  void whatIsToWaitLongerThanAnExportMayTakeIsLost() {
    collector.then(503, Map.of("retry-after", "600"));
    try (TracedGateway traced = TracedGateway.to(collector)) {
      traced.ask("first/gpt-6-sol");
      Eventually.holds(() -> traced.lost() == 2, "two spans are lost");
      traced.ask("first/gpt-6-sol");
      Eventually.holds(() -> traced.lost() == 4, "two more, as the collector rests");

      assertThat(collector.exports()).hasSize(1);
    }
  }

  @Test
  void whatTheCollectorRefusesIsLostCountedAndTold() {
    collector.then(400, Map.of()).then(400, Map.of());
    try (LogLines log = LogLines.quiet();
        TracedGateway traced = TracedGateway.to(collector.origin(), TOGETHER)) {
      traced.ask("first/gpt-6-sol");
      Eventually.holds(() -> traced.lost() == 2, "two spans are lost");
      traced.ask("first/gpt-6-sol");
      Eventually.holds(() -> traced.lost() == 4, "two more spans are lost");
      JsonNode health = traced.health();

      assertThat(collector.exports()).as("nothing is sent twice").hasSize(2);
      assertThat(health.at("/faults/span_lost").asLong()).isEqualTo(4);
      assertThat(health.at("/dependencies/tracing/failed").asLong()).isEqualTo(2);
      assertThat(log.drain().stream().filter(line -> line.contains("spans of traces were lost")))
          .as("once a minute")
          .hasSize(1)
          .allMatch(line -> line.contains("status 400"));
    }
  }

  @Test
  void aCollectorThatIsAwayCostsSpansAndNothingElse() {
    try (LogLines _ = LogLines.quiet();
        TracedGateway traced = TracedGateway.to("http://127.0.0.1:1", "timeout_ms = 200")) {
      for (int i = 0; i < 3; i++) {
        assertThat(traced.ask("first/gpt-6-sol").statusCode()).isEqualTo(200);
      }

      Eventually.holds(() -> traced.lost() == 6, "all spans are lost");
    }
  }

  @Test
  void oneThatFailsAllTheTimeIsLeftAlone() {
    try (LogLines _ = LogLines.quiet();
        TracedGateway traced =
            TracedGateway.of(
                TracedGateway.config("http://127.0.0.1:1", "timeout_ms = 100")
                    + "[overload]\nbreaker = { min_calls = 1, open_seconds = 600 }\n")) {
      traced.ask("first/gpt-6-sol");
      Eventually.holds(() -> traced.lost() == 2, "the first are lost");
      traced.ask("first/gpt-6-sol");
      Eventually.holds(() -> traced.lost() == 4, "so are the next");

      JsonNode dependency = traced.health().at("/dependencies/tracing");
      assertThat(dependency.path("circuit").asText()).isEqualTo("open");
      assertThat(dependency.path("failed").asLong()).isEqualTo(1);
      assertThat(dependency.path("not_asked").asLong()).isPositive();
    }
  }

  @Test
  void aSlowCollectorHoldsNobodyUpAndTheQueueStaysWithinItsBound() {
    collector.deafen();
    try (LogLines _ = LogLines.quiet();
        TracedGateway traced = TracedGateway.to(collector.origin(), "queue = 64")) {
      traced.ask("first/gpt-6-sol");
      Eventually.holds(() -> !collector.exports().isEmpty(), "an export hangs");
      long began = System.nanoTime();
      for (int i = 0; i < 60; i++) {
        assertThat(traced.ask("first/gpt-6-sol").statusCode()).isEqualTo(200);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      JsonNode tracing = traced.health().path("tracing");
      assertThat(tracing.path("queued").asInt()).isLessThanOrEqualTo(64);
      assertThat(tracing.path("lost").asLong()).isGreaterThanOrEqualTo(122 - 64);
      assertThat(took).isLessThan(Duration.ofSeconds(8));

      long stopping = System.nanoTime();
      RunningGateway.await(traced.gateway().reload(TracedGateway.PROVIDERS).mapEmpty());
      assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void aCollectorAtAnAddressThatIsNobodysServiceIsNotCalled() {
    try (LogLines log = LogLines.quiet();
        TracedGateway traced = TracedGateway.to("http://169.254.169.254", "")) {
      traced.ask("first/gpt-6-sol");
      Eventually.holds(() -> traced.lost() == 2, "two spans are lost");

      List<String> told = new ArrayList<>();
      Eventually.holds(
          () -> {
            told.addAll(log.drain());
            return told.stream().anyMatch(line -> line.contains("the collector is not called"));
          },
          "the log tells why");
    }
  }

  @Test
  void keepsTheShareThatIsAskedFor() {
    try (TracedGateway none = TracedGateway.to(collector.origin(), "sample_percent = 0")) {
      String id = TracedGateway.idOf(none.ask("first/gpt-6-sol"));
      none.ask(
          "first/gpt-6-sol",
          "traceparent",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

      assertThat(collector.awaitTree(1).request().trace())
          .as("that of a client is kept where the client keeps it")
          .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
      assertThat(none.gateway().record(id).trace()).isEmpty();
    }
    assertThat(collector.spans()).hasSize(2);
  }

  @Test
  void aReloadTurnsItOnAndOff() {
    List<String> told = new ArrayList<>();
    try (TracedGateway traced = TracedGateway.of(TracedGateway.PROVIDERS)) {
      assertThat(traced.health().has("tracing")).isFalse();
      traced.ask(
          "first/gpt-6-sol", "traceparent", "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");
      assertThat(traced.received().headers().contains("traceparent")).isFalse();

      told.addAll(
          RunningGateway.await(
              traced.gateway().reload(TracedGateway.config(collector.origin(), ""))));
      traced.ask("first/gpt-6-sol");
      assertThat(traced.health().has("tracing")).isTrue();
      assertThat(traced.received().headers().contains("traceparent")).isTrue();

      told.addAll(RunningGateway.await(traced.gateway().reload(TracedGateway.PROVIDERS)));
      traced.ask("first/gpt-6-sol");
      assertThat(collector.awaitSpans(2)).as("what waited went out").hasSize(2);
      assertThat(traced.received().headers().contains("traceparent")).isFalse();
      Eventually.holds(() -> !traced.health().has("tracing"), "nothing is traced");
    }
    assertThat(told).as("nothing has to wait for the next start").isEmpty();
    assertThat(collector.spans()).hasSize(2);
  }
}
