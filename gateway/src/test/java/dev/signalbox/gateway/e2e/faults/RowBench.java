package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.RequestRecord;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * One gateway for all rows. Each row has two providers of its own, one that stands alone and one
 * with the good one behind it, so that no row meets the circuits, keys or connections of another.
 */
final class RowBench implements AutoCloseable {
  private static final String SEAT =
      """
      [[providers]]
      id = "ID"
      provider_type = "openai_chat"
      api_key = "faulty-key"
      endpoint = "ORIGIN"
      OPTIONS
      """;

  private final List<Row> rows;
  private final List<Faulty> upstreams = new ArrayList<>();
  private final Bench bench;

  /** What came of one request; {@code counted} and {@code arrived} are increases. */
  record Outcome(
      HttpResponse<byte[]> response,
      RequestRecord record,
      long counted,
      int arrived,
      JsonNode deployment) {}

  RowBench(List<Row> rows) {
    this.rows = rows;
    StringBuilder providers = new StringBuilder();
    StringBuilder models = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      Faulty upstream = rows.get(i).upstream().get();
      upstreams.add(upstream);
      for (String id : List.of("alone-" + i, "first-" + i)) {
        providers.append(
            SEAT.replace("ID", id)
                .replace("ORIGIN", upstream.origin())
                .replace("OPTIONS", rows.get(i).asked().options()));
      }
      models.append("[models.both-%d]\ntargets = [\"first-%d/m\", \"good/m\"]\n".formatted(i, i));
    }
    bench = Bench.of(providers, models);
  }

  /** Plays {@code row} with nobody else to answer. */
  Outcome alone(Row row) {
    int number = rows.indexOf(row);
    return ask(row, "alone-" + number, "alone-" + number + "/m");
  }

  /** Plays {@code row} with somebody else to answer. */
  Outcome both(Row row) {
    int number = rows.indexOf(row);
    return ask(row, "first-" + number, "both-" + number);
  }

  private Outcome ask(Row row, String provider, String model) {
    String outcome = row.expected().outcome();
    assertThat(bench.gateway().post("/v1/providers/" + provider + "/reset", "").statusCode())
        .as("status of the reset that has a row begin anew")
        .isEqualTo(200);
    long counted = bench.counted(outcome);
    int arrived = bench.gateway().simulator().arrived();
    HttpResponse<byte[]> response = bench.ask(row.asked().client(), model, row.asked().stream());
    RequestRecord record = bench.record(response);
    JsonNode health = bench.health();
    return new Outcome(
        response,
        record,
        Bench.counted(health, outcome) - counted,
        bench.gateway().simulator().arrived() - arrived,
        health.path("deployments").path(provider + "/m"));
  }

  @Override
  public void close() {
    bench.close();
    upstreams.forEach(Faulty::close);
  }
}
