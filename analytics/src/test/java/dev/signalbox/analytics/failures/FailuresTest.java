package dev.signalbox.analytics.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.analytics.records.Records;
import dev.signalbox.analytics.store.Filled;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FailuresTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  private static final long LENGTH = 12 * 3_600_000L;
  private static final Filter DAY =
      Filter.ALL.within(new Span(START.toEpochMilli(), START.toEpochMilli() + LENGTH));

  @ParameterizedTest
  @MethodSource(PLACES)
  void tellsWhatClientsFeltFromWhatFailoverKeptFromThem(Place place) {
    List<RequestRecord> all = new Requests(7, START, LENGTH).next(500);
    try (Filled filled = new Filled(place, all)) {
      JsonNode answer = filled.ask(dsl -> Failures.of(DAY, START.plusMillis(LENGTH), dsl));

      assertThat(answer.path("impacting").asLong()).isEqualTo(count(all, Result.FAILED));
      assertThat(answer.path("mitigated").asLong()).isEqualTo(count(all, Result.MITIGATED));
      assertThat(answer.at("/by_class/0/class").asText()).isEqualTo("transient");
      assertThat(answer.path("truncated").asBoolean()).isFalse();
      long points = 0;
      for (JsonNode point : answer.path("timeline")) {
        points += point.path("impacting").asLong() + point.path("mitigated").asLong();
      }
      assertThat(points).isEqualTo(count(all, Result.FAILED) + count(all, Result.MITIGATED));
    }
  }

  private static long count(List<RequestRecord> all, Result result) {
    return all.stream().filter(record -> record.result() == result).count();
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void incidentsAreApartByProviderAndQuietTimeAndOpenTheirRecords(Place place) {
    List<RequestRecord> all = new Requests(8, START, LENGTH).next(400);
    try (Filled filled = new Filled(place, all)) {
      JsonNode answer = filled.ask(dsl -> Failures.of(DAY, START.plusMillis(LENGTH), dsl));

      assertThat(answer.path("incidents").size()).isGreaterThan(10);
      for (JsonNode incident : answer.path("incidents")) {
        JsonNode link = incident.path("records");
        Filter filter =
            Filter.ALL
                .within(
                    new Span(
                        Instant.parse(link.path("from").asText()).toEpochMilli(),
                        Instant.parse(link.path("to").asText()).toEpochMilli()))
                .with(Dimension.RESULT, Choice.of(List.of("failed", "mitigated")))
                .with(Dimension.FAILED_PROVIDER, Choice.of(link.path("failed_provider").asText()))
                .with(Dimension.FAILED_CLASS, Choice.of(link.path("failed_class").asText()));
        int linked =
            filled
                .ask(dsl -> Records.page(new Records.Query(filter, Optional.empty(), 200), dsl))
                .rows()
                .size();
        assertThat(linked)
            .isEqualTo(incident.path("impacting").asInt() + incident.path("mitigated").asInt());
      }
      assertQuietBetween(answer.path("incidents"));
    }
  }

  private static void assertQuietBetween(JsonNode incidents) {
    for (JsonNode one : incidents) {
      for (JsonNode other : incidents) {
        if (!one.equals(other) && one.path("provider").equals(other.path("provider"))) {
          long gap =
              Instant.parse(other.path("first_at").asText()).toEpochMilli()
                  - Instant.parse(one.path("last_at").asText()).toEpochMilli();
          assertThat(gap < 0 || gap > Failures.QUIET.toMillis()).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void aCallerSeesItsOwnFailuresOnly(Place place) {
    List<RequestRecord> all = new Requests(9, START, LENGTH).next(400);
    List<RequestRecord> own =
        all.stream().filter(record -> record.from().key().equals("team-a")).toList();
    try (Filled filled = new Filled(place, all)) {
      JsonNode answer =
          filled.ask(dsl -> Failures.of(DAY.ownedBy("team-a"), START.plusMillis(LENGTH), dsl));

      assertThat(answer.path("impacting").asLong()).isEqualTo(count(own, Result.FAILED));
    }
  }
}
