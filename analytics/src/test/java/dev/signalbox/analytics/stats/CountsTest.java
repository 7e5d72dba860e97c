package dev.signalbox.analytics.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Filled;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CountsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-20T20:13:07Z");
  private static final long LENGTH = 4 * 86_400_000L;
  private static final Instant NOW = START.plusMillis(LENGTH);

  private record Case(Filter filter, Predicate<RequestRecord> admits) {}

  /** By sums or one by one: the bars are what the list beside them has. */
  @ParameterizedTest
  @MethodSource(PLACES)
  void barsAreWhatTheFilterAdmits(Place place) {
    List<RequestRecord> all = new Requests(7, START, LENGTH).next(4_000);
    Span span = new Span(NOW.toEpochMilli() - 40_000_007L, NOW.toEpochMilli() - 3_333L);
    Predicate<RequestRecord> within =
        record ->
            record.at().toEpochMilli() >= span.from() && record.at().toEpochMilli() < span.until();
    List<Case> cases =
        List.of(
            new Case(Filter.ALL, _ -> true),
            new Case(Filter.ALL.within(span), within),
            new Case(
                Filter.ALL.within(span).with(Dimension.PROJECT, Choice.of("shop")),
                within.and(record -> record.from().project().equals("shop"))),
            new Case(
                Filter.ALL.within(span).with(Dimension.STATUS, Choice.of("503")),
                within.and(record -> record.ending().status() == 503)),
            new Case(
                Filter.ALL.with(Dimension.SESSION, Choice.of("s1")).ownedBy("team-a"),
                record ->
                    record.from().session().equals("s1") && record.from().key().equals("team-a")),
            new Case(
                new Filter(Span.ALL, Map.of(), 2, Optional.empty(), Optional.empty()),
                record -> record.attempts().size() >= 2));
    try (Filled filled = new Filled(place, all)) {
      ClosedDays closed = new ClosedDays();
      for (Case each : cases) {
        for (int bars : new int[] {7, 48, 200}) {
          JsonNode counts = counts(filled, each.filter(), bars, closed);
          long step = counts.path("step_seconds").asLong() * 1_000;

          assertThat(counts.path("histogram").size()).isBetween(1, bars);
          assertThat(counts.at("/total/exact").asBoolean()).isTrue();
          assertThat(counts.at("/total/n").asLong())
              .as("%s", each.filter())
              .isEqualTo(all.stream().filter(each.admits()).count())
              .isPositive();
          for (JsonNode bar : counts.path("histogram")) {
            long at = Instant.parse(bar.path("at").asText()).toEpochMilli();
            List<RequestRecord> own =
                all.stream()
                    .filter(each.admits())
                    .filter(record -> Math.floorDiv(record.at().toEpochMilli() - at, step) == 0)
                    .toList();
            assertThat(bar.toString())
                .as("%s, %d bars", each.filter(), bars)
                .isEqualTo(expected(bar.path("at").asText(), own).toString());
          }
        }
      }
    }
  }

  private static ObjectNode expected(String at, List<RequestRecord> own) {
    ObjectNode bar =
        JsonNodeFactory.instance.objectNode().put("at", at).put("requests", own.size());
    for (var name :
        Map.of("ok", "ok", "mitigated", "mitigated", "impacting", "failed").entrySet()) {
      bar.put(
          name.getKey(),
          own.stream().filter(it -> it.result().id().equals(name.getValue())).count());
    }
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    List.of("at", "requests", "ok", "mitigated", "impacting")
        .forEach(name -> sorted.set(name, bar.get(name)));
    return sorted;
  }

  private static JsonNode counts(Filled filled, Filter filter, int bars, ClosedDays closed) {
    return filled.ask(
        dsl -> {
          ObjectNode json = JsonNodeFactory.instance.objectNode();
          Counts.put(new Counts.Query(filter, bars, NOW), closed, dsl, json);
          return json;
        });
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void countsNothingWhereNothingIs(Place place) {
    try (Filled filled = new Filled(place, List.of())) {
      JsonNode counts = counts(filled, Filter.ALL, 48, new ClosedDays());

      assertThat(counts.at("/total/n").asLong()).isZero();
      assertThat(counts.at("/total/exact").asBoolean()).isTrue();
    }
  }
}
