package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.REPRICINGS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.rollup.Histogram;
import dev.signalbox.analytics.store.Filled;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StatsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-20T20:13:00Z");
  private static final long LENGTH = 4 * 86_400_000L;
  private static final Instant NOW = START.plusMillis(LENGTH);
  private static final List<String> COUNTS =
      List.of(
          "requests",
          "errors",
          "success",
          "ok",
          "mitigated",
          "impacting",
          "input_tokens",
          "output_tokens",
          "cost_nanos");
  private static final List<String> BREAKDOWNS =
      List.of(
          "by_project",
          "by_source",
          "by_provider",
          "by_model",
          "by_key",
          "by_profile",
          "by_result");

  @ParameterizedTest
  @MethodSource(PLACES)
  void everyBreakdownAndTheSeriesAddUpToTheTotals(Place place) {
    List<RequestRecord> all = new Requests(7, START, LENGTH).next(3_000);
    Random random = new Random(11);
    try (Filled filled = new Filled(place, all)) {
      for (Filter filter : filters(random)) {
        JsonNode stats = stats(filled, new StatsQuery(filter, false, Optional.empty(), NOW));

        for (String count : COUNTS) {
          long total = stats.path(count).asLong();
          for (String breakdown : BREAKDOWNS) {
            assertThat(sum(stats.path(breakdown), count))
                .as("%s of %s, %s", count, breakdown, filter)
                .isEqualTo(total);
          }
          assertThat(sum(stats.path("series"), count)).as("%s, %s", count, filter).isEqualTo(total);
        }
        for (String times : List.of("total_ms", "first_byte_ms")) {
          long count = stats.path(times).path("count").asLong();
          for (String breakdown : BREAKDOWNS) {
            assertThat(sum(timed(stats.path(breakdown), times), "count"))
                .as("%s of %s, %s", times, breakdown, filter)
                .isEqualTo(count);
          }
          assertThat(sum(timed(stats.path("series"), times), "count")).isEqualTo(count);
        }
        assertThat(sum(stats.path("by_error_class"), "errors"))
            .as(filter.toString())
            .isEqualTo(stats.path("errors").asLong());
        assertThat(stats.path("requests").asLong())
            .as(filter.toString())
            .isEqualTo(all.stream().filter(record -> admits(filter, record)).count());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void knowsDaysThatAreOverUntilTheyArePricedAnew(Place place) {
    List<RequestRecord> all = new Requests(9, START, LENGTH).next(400);
    StatsQuery query = new StatsQuery(Filter.ALL, false, Optional.of(Grain.DAY), NOW);
    ClosedDays closed = new ClosedDays();
    try (Filled filled = new Filled(place, all)) {
      JsonNode first = filled.ask(dsl -> Stats.of(query, dsl, closed));
      assertThat(first).isEqualTo(stats(filled, query));

      filled.change(dsl -> dsl.update(ROLLUPS).set(ROLLUPS.COST_NANOS, ROLLUPS.COST_NANOS.plus(7)));
      JsonNode known = filled.ask(dsl -> Stats.of(query, dsl, closed));
      long days = known.path("series").size();
      assertThat(days).isEqualTo(5);
      assertThat(known.path("series").get(0)).isEqualTo(first.path("series").get(0));
      assertThat(known.path("series").get(4)).isNotEqualTo(first.path("series").get(4));

      filled.change(
          dsl ->
              dsl.insertInto(REPRICINGS)
                  .set(REPRICINGS.ID, 1L)
                  .set(REPRICINGS.AT_MS, 1L)
                  .set(REPRICINGS.ACTOR, "a")
                  .set(REPRICINGS.FROM_MS, 0L)
                  .set(REPRICINGS.UNTIL_MS, 1L)
                  .set(REPRICINGS.ATTEMPTS, 0L)
                  .set(REPRICINGS.CHANGED, 0L)
                  .set(REPRICINGS.BEFORE_NANOS, 0L)
                  .set(REPRICINGS.AFTER_NANOS, 0L));
      JsonNode anew = filled.ask(dsl -> Stats.of(query, dsl, closed));
      assertThat(anew).isEqualTo(stats(filled, query));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void readsWhatIsOverAnewOnceItIsForgotten(Place place) {
    List<RequestRecord> all = new Requests(9, START, LENGTH).next(400);
    StatsQuery query = new StatsQuery(Filter.ALL, false, Optional.of(Grain.DAY), NOW);
    ClosedDays closed = new ClosedDays();
    try (Filled filled = new Filled(place, all)) {
      JsonNode first = filled.ask(dsl -> Stats.of(query, dsl, closed));
      filled.change(dsl -> dsl.update(ROLLUPS).set(ROLLUPS.COST_NANOS, ROLLUPS.COST_NANOS.plus(7)));

      closed.forget();

      JsonNode anew = filled.ask(dsl -> Stats.of(query, dsl, closed));
      assertThat(anew).isEqualTo(stats(filled, query)).isNotEqualTo(first);
    }
  }

  /** A filter that leaves nothing out has everything read, and keeps nothing. */
  @ParameterizedTest
  @MethodSource(PLACES)
  void whatIsKnownComesToWhatIsRead(Place place) {
    List<RequestRecord> all = new Requests(15, START, LENGTH).next(3_000);
    Random random = new Random(16);
    ClosedDays closed = new ClosedDays();
    try (Filled filled = new Filled(place, all)) {
      for (int i = 0; i < 40; i++) {
        Instant now = NOW.plusSeconds(i * 600L);
        long from = START.toEpochMilli() + random.nextLong(LENGTH);
        long until = from + random.nextLong(LENGTH);
        Filter window =
            Filter.ALL.within(new Span(from, random.nextBoolean() ? Span.ALL.until() : until));
        StatsQuery query = new StatsQuery(window, true, Optional.empty(), now);
        Filter nothingLeftOut = window.with(Dimension.MODEL, Choice.of(List.of("!no-such-model")));

        JsonNode known = filled.ask(dsl -> Stats.of(query, dsl, closed));

        assertThat(known)
            .as("seed 16, %d", i)
            .isEqualTo(stats(filled, new StatsQuery(nothingLeftOut, true, Optional.empty(), now)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void knowsHoursThatAreOverAndReadsTheOthers(Place place) {
    List<RequestRecord> all = new Requests(12, START, LENGTH).next(2_000);
    Filter window = Filter.ALL.within(new Span(START.toEpochMilli() + 777_777, NOW.toEpochMilli()));
    StatsQuery query = new StatsQuery(window, false, Optional.of(Grain.HOUR), NOW);
    ClosedDays closed = new ClosedDays();
    try (Filled filled = new Filled(place, all)) {
      JsonNode first = filled.ask(dsl -> Stats.of(query, dsl, closed));

      assertThat(first.path("series")).hasSizeGreaterThan(90);
      assertThat(first).isEqualTo(stats(filled, query));
      filled.change(dsl -> dsl.update(ROLLUPS).set(ROLLUPS.COST_NANOS, ROLLUPS.COST_NANOS.plus(7)));
      JsonNode again = filled.ask(dsl -> Stats.of(query, dsl, closed));
      int last = again.path("series").size() - 1;
      assertThat(again.path("series").get(1)).isEqualTo(first.path("series").get(1));
      assertThat(again.path("series").get(last)).isNotEqualTo(first.path("series").get(last));
    }
  }

  /** Errors whose requests are gone are told of all the same. */
  @ParameterizedTest
  @MethodSource(PLACES)
  void splitsErrorsUpByTheirClass(Place place) {
    List<RequestRecord> all = new Requests(13, START, LENGTH).next(600);
    try (Filled filled = new Filled(place, all)) {
      StatsQuery query = new StatsQuery(Filter.ALL, false, Optional.empty(), NOW);
      JsonNode stats = stats(filled, query);
      long errors = stats.path("errors").asLong();
      assertThat(errors).isPositive();
      assertThat(stats.path("by_error_class"))
          .hasToString("[{\"name\":\"transient\",\"errors\":%d}]".formatted(errors));

      filled.change(dsl -> dsl.deleteFrom(FACT_REQUESTS));
      assertThat(stats(filled, query).path("by_error_class"))
          .hasToString("[{\"name\":\"(other)\",\"errors\":%d}]".formatted(errors));
    }
  }

  private static List<Filter> filters(Random random) {
    List<Filter> filters = new ArrayList<>(List.of(Filter.ALL, Filter.ALL.ownedBy("team-a")));
    filters.add(Filter.ALL.with(Dimension.PROJECT, Choice.of("shop")));
    filters.add(Filter.ALL.with(Dimension.PROVIDER, Choice.of(List.of("!openai"))));
    for (int i = 0; i < 20; i++) {
      long from = START.toEpochMilli() + random.nextLong(LENGTH);
      long until = random.nextInt(4) == 0 ? NOW.toEpochMilli() : from + random.nextLong(LENGTH);
      filters.add(Filter.ALL.within(new Span(from, Math.max(from, until))));
    }
    return filters;
  }

  private static boolean admits(Filter filter, RequestRecord record) {
    Span span = filter.span().outTo(Grain.MINUTE);
    long at = record.at().toEpochMilli();
    boolean wanted =
        filter.choices().entrySet().stream()
            .allMatch(
                entry ->
                    entry.getKey() == Dimension.PROJECT
                        ? entry.getValue().wanted().contains(record.from().project())
                        : !record.served().startsWith("openai/"));
    return at >= span.from()
        && at < span.until()
        && wanted
        && filter.owner().map(record.from().key()::equals).orElse(true);
  }

  private static JsonNode stats(Filled filled, StatsQuery query) {
    return filled.ask(dsl -> Stats.of(query, dsl));
  }

  private static long sum(JsonNode rows, String count) {
    long sum = 0;
    for (JsonNode row : rows) {
      sum += row.path(count).asLong();
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void beginsWithTheTotalsAndTellsTimesAndShares(Place place) {
    List<RequestRecord> all = new Requests(8, START, LENGTH).next(500);
    try (Filled filled = new Filled(place, all)) {
      JsonNode stats = stats(filled, new StatsQuery(Filter.ALL, false, Optional.empty(), NOW));
      List<String> names = new ArrayList<>();
      stats.fieldNames().forEachRemaining(names::add);
      Histogram times =
          all.stream()
              .map(record -> Histogram.of(record.timing().millis()))
              .reduce(Histogram.EMPTY, Histogram::plus);

      assertThat(names.subList(0, 10))
          .containsExactly(
              "requests",
              "errors",
              "input_tokens",
              "output_tokens",
              "cost_nanos",
              "cost_usd",
              "by_project",
              "by_source",
              "by_provider",
              "by_model");
      assertThat(stats.at("/total_ms/p95").asDouble()).isEqualTo(times.percentile(0.95));
      assertThat(stats.at("/total_ms/count").asLong()).isEqualTo(500);
      assertThat(sum(timed(stats.path("by_model"), "total_ms"), "count")).isEqualTo(500);
      assertThat(stats.path("success_rate").asDouble()).isBetween(0.9, 1.0);
      assertThat(stats.path("cache_hit_share").asDouble()).isBetween(0.1, 0.5);
      assertThat(stats.path("estimated_requests").asLong()).isPositive();
      assertThat(stats.path("grain").asText()).isEqualTo("hour");
    }
  }

  private static JsonNode timed(JsonNode rows, String name) {
    ArrayNode times = JsonNodeFactory.instance.arrayNode();
    rows.forEach(row -> times.add(row.path(name)));
    return times;
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void comparesWithTheSpanBefore(Place place) {
    List<RequestRecord> all = new Requests(9, START, LENGTH).next(1_000);
    long from = NOW.toEpochMilli() - 86_400_000L;
    Filter filter = Filter.ALL.within(new Span(from, Span.ALL.until()));
    try (Filled filled = new Filled(place, all)) {
      JsonNode stats = stats(filled, new StatsQuery(filter, true, Optional.empty(), NOW));

      assertThat(stats.at("/previous/requests").asLong())
          .isEqualTo(
              all.stream()
                  .mapToLong(record -> record.at().toEpochMilli())
                  .filter(at -> at >= from - 86_400_000L && at < from)
                  .count());
      assertThat(stats.at("/previous/to")).isEqualTo(stats.at("/from"));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void listsProjectsWithWhatTheyUsed(Place place) {
    List<RequestRecord> all = new Requests(10, START, LENGTH).next(400);
    try (Filled filled = new Filled(place, all)) {
      Requesters.Query query =
          new Requesters.Query(
              Dimension.PROJECT, Filter.ALL, Optional.empty(), Optional.empty(), 3, NOW);
      JsonNode first = filled.ask(dsl -> Requesters.of(query, dsl));
      JsonNode quiet =
          filled.ask(
              dsl ->
                  Requesters.of(
                      new Requesters.Query(
                          Dimension.PROJECT,
                          Filter.ALL,
                          Optional.of(NOW.plusSeconds(60)),
                          Optional.empty(),
                          3,
                          NOW),
                      dsl));

      assertThat(first.at("/data/0/project").asText()).isEqualTo("(unattributed)");
      assertThat(first.path("data")).hasSize(3);
      assertThat(first.path("next").asText()).isEqualTo("shop");
      assertThat(first.at("/data/2/requests").asLong())
          .isEqualTo(all.stream().filter(it -> it.from().project().equals("shop")).count());
      assertThat(first.at("/data/2/models").size()).isEqualTo(3);
      assertThat(first.at("/data/2/requests_per_hour").size()).isEqualTo(24);
      assertThat(quiet.path("data")).isEmpty();
    }
  }

  @Test
  void refusesMorePointsThanCanBeShown() {
    Filter month = Filter.ALL.within(new Span(START.toEpochMilli(), NOW.toEpochMilli()));

    assertThatThrownBy(() -> new StatsQuery(month, false, Optional.of(Grain.MINUTE), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
