package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every fault twice: with nobody else to answer, and with somebody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTableTest {
  private static final long TOLERANCE_MILLIS = 250;

  /** A machine that is busy otherwise makes one run late, a fault makes all of them. */
  private static final int RUNS = 3;

  private final FaultTable table = new FaultTable();

  static Stream<Row> rows() {
    return Stream.of(ConnectionRows.all(), AnswerRows.all(), StreamRows.all())
        .flatMap(List::stream);
  }

  @AfterAll
  void print() {
    table.print();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void withNobodyElseTheClientIsToldInTime(Row row) {
    inTime(row, () -> alone(row));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void withSomebodyElseTheClientIsAnsweredInTime(Row row) {
    inTime(row, () -> both(row));
  }

  private static void inTime(Row row, LongSupplier run) {
    long allowed = row.expected().millis() + TOLERANCE_MILLIS;
    long taken = run.getAsLong();
    for (int i = 1; i < RUNS && taken > allowed; i++) {
      taken = run.getAsLong();
    }
    assertThat(taken).as("milliseconds of " + row).isLessThanOrEqualTo(allowed);
  }

  private long alone(Row row) {
    try (Faulty faulty = row.upstream().get();
        Bench bench = new Bench(faulty, row.asked().options())) {
      HttpResponse<byte[]> response =
          bench.ask(row.asked().client(), Bench.ALONE, row.asked().stream());
      RequestRecord record = bench.record(response);

      assertThat(response.statusCode()).as(text(response)).isGreaterThanOrEqualTo(400);
      if (row.expected().status() > 0) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(row.expected().status());
      }
      assertThat(row.asked().client().errorMessage(response.body())).isNotEmpty();
      assertThat(text(response)).doesNotContain("127.0.0.1", "faulty-key");
      assertThat(record.ending().status()).isEqualTo(response.statusCode());
      assertThat(outcomes(record))
          .isNotEmpty()
          .allMatch(outcome -> outcome.matches(row.expected().outcome()));
      assertThat(bench.counted(row.expected().outcome())).isEqualTo(record.attempts().size());
      assertThat(bench.deployment(Bench.ALONE).path("in_flight").asInt()).isZero();
      see(row, bench, record);
      return record.timing().millis();
    }
  }

  private long both(Row row) {
    try (Faulty faulty = row.upstream().get();
        Bench bench = new Bench(faulty, row.asked().options())) {
      HttpResponse<byte[]> response =
          bench.ask(row.asked().client(), Bench.BOTH, row.asked().stream());
      RequestRecord record = bench.record(response);

      if (row.expected().elsewhere()) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(record.served()).isEqualTo("good/m");
        assertThat(outcomes(record)).hasSize(2).last().isEqualTo("answered");
      } else {
        assertThat(response.statusCode()).isEqualTo(row.expected().status());
        assertThat(outcomes(record)).hasSize(1);
        assertThat(bench.gateway().simulator().arrived()).isZero();
      }
      assertThat(outcomes(record).getFirst()).matches(row.expected().outcome());
      assertThat(bench.counted(row.expected().outcome())).isEqualTo(1);
      see(row, bench, record);
      return record.timing().millis();
    }
  }

  private void see(Row row, Bench bench, RequestRecord record) {
    table.add(
        new FaultTable.Seen(
            row.toString(),
            record.ending().status() + " " + record.ending().outcome(),
            outcomes(record),
            record.attempts().getFirst().outcome() + "=" + bench.counted(row.expected().outcome()),
            record.timing().millis()));
  }

  private static List<String> outcomes(RequestRecord record) {
    return record.attempts().stream().map(AttemptRecord::outcome).toList();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
