package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Plays every fault twice: with nobody else to answer, and with somebody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTableTest {
  private static final List<Row> ROWS =
      Stream.of(ConnectionRows.all(), AnswerRows.all(), StreamRows.all())
          .flatMap(List::stream)
          .toList();

  /** Where the provider told the error, its own code is the one that the client hears. */
  private static final Set<String> TOLD_BY_PROVIDER =
      Set.of(
          "request_refused",
          "upstream_error_in_answer",
          "upstream_overloaded",
          "upstream_quota",
          "upstream_rate_limited",
          "upstream_status");

  private final FaultTable table = new FaultTable();
  private final RowBench bench = new RowBench(ROWS);

  @AfterAll
  void stop() {
    table.write();
    bench.close();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("ROWS")
  void withNobodyElseTheClientIsToldInTime(Row row) {
    see(row, InTime.of(row.expected().millis(), () -> alone(row), FaultTableTest::millis));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("ROWS")
  void withSomebodyElseTheClientIsAnsweredInTime(Row row) {
    see(row, InTime.of(row.expected().millis(), () -> both(row), FaultTableTest::millis));
  }

  private RowBench.Outcome alone(Row row) {
    RowBench.Outcome outcome = bench.alone(row);
    HttpResponse<byte[]> response = outcome.response();
    RequestRecord record = outcome.record();

    assertThat(response.statusCode()).as(text(response)).isGreaterThanOrEqualTo(400);
    if (row.expected().status() > 0) {
      assertThat(response.statusCode()).as(text(response)).isEqualTo(row.expected().status());
    }
    assertThat(row.asked().client().errorMessage(response.body())).isNotEmpty();
    assertThat(text(response)).doesNotContain("127.0.0.1", "faulty-key", "alone-", "log in");
    String code = response.headers().firstValue("x-signalbox-error").orElseThrow();
    if (!TOLD_BY_PROVIDER.contains(row.expected().outcome())) {
      assertThat(code).matches(row.expected().outcome());
    }
    assertThat(record.ending().status()).isEqualTo(response.statusCode());
    assertThat(record.ending().outcome()).isEqualTo(code);
    assertThat(outcomes(record))
        .isNotEmpty()
        .allMatch(each -> each.matches(row.expected().outcome()));
    assertThat(outcome.counted()).isEqualTo(record.attempts().size());
    assertThat(outcome.deployment().path("in_flight").asInt()).isZero();
    assertThat(outcome.arrived()).as("requests that came to somebody else").isZero();
    return outcome;
  }

  private RowBench.Outcome both(Row row) {
    RowBench.Outcome outcome = bench.both(row);
    HttpResponse<byte[]> response = outcome.response();
    RequestRecord record = outcome.record();

    if (row.expected().elsewhere()) {
      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(record.served()).isEqualTo("good/m");
      assertThat(outcomes(record)).hasSize(2).last().isEqualTo("answered");
      assertThat(outcome.arrived()).isEqualTo(1);
    } else {
      assertThat(response.statusCode()).isEqualTo(row.expected().status());
      assertThat(outcomes(record)).hasSize(1);
      assertThat(outcome.arrived()).isZero();
    }
    assertThat(outcomes(record).getFirst()).matches(row.expected().outcome());
    assertThat(outcome.counted()).isEqualTo(1);
    assertThat(outcome.deployment().path("in_flight").asInt()).isZero();
    return outcome;
  }

  private void see(Row row, RowBench.Outcome outcome) {
    RequestRecord record = outcome.record();
    table.add(
        new FaultTable.Seen(
            row,
            record.ending().status() + " " + record.ending().outcome(),
            outcomes(record),
            record.attempts().getFirst().outcome() + " +" + outcome.counted(),
            millis(outcome)));
  }

  private static long millis(RowBench.Outcome outcome) {
    return outcome.record().timing().millis();
  }

  private static List<String> outcomes(RequestRecord record) {
    return record.attempts().stream().map(AttemptRecord::outcome).toList();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
