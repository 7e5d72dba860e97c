package dev.signalbox.analytics.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Filled;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SessionsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-25T20:00:00Z");
  private static final long LENGTH = 6 * 3_600_000L;

  @ParameterizedTest
  @MethodSource(PLACES)
  void pagesHaveEachSessionOnceTheMostRecentlyActiveFirst(Place place) {
    List<RequestRecord> all = inSessions(new Requests(7, START, LENGTH).next(2_500), 170, 1);
    List<Filter> filters =
        List.of(
            Filter.ALL,
            Filter.ALL.ownedBy("team-a"),
            Filter.ALL.with(Dimension.PROJECT, Choice.of("shop")));
    try (Filled filled = new Filled(place, all)) {
      for (Filter filter : filters) {
        assertThat(sessions(pages(filled, filter, 40)))
            .as(filter.toString())
            .isEqualTo(expected(all, filter));
      }
    }
  }

  private static List<RequestRecord> inSessions(List<RequestRecord> all, int count, long seed) {
    Random random = new Random(seed);
    return all.stream()
        .map(
            record -> {
              RequestRecord.From from = record.from();
              int session = random.nextInt(count);
              return new RequestRecord(
                  record.number(),
                  record.id(),
                  record.at(),
                  new RequestRecord.From(
                      from.endpoint(),
                      from.app(),
                      from.key(),
                      from.project(),
                      from.source(),
                      session == 0 ? "" : "s" + session,
                      List.of()),
                  record.asked(),
                  record.served(),
                  record.ending(),
                  record.usage(),
                  record.usageConsistent(),
                  record.estimatedNanos(),
                  record.losses(),
                  record.attempts(),
                  record.timing(),
                  record.findings(),
                  record.trace());
            })
        .toList();
  }

  private static List<String> expected(List<RequestRecord> all, Filter filter) {
    return all.stream()
        .filter(record -> !record.from().session().isEmpty())
        .filter(record -> filter.owner().map(record.from().key()::equals).orElse(true))
        .filter(record -> filter.choices().isEmpty() || record.from().project().equals("shop"))
        .sorted(Comparator.comparingLong(RequestRecord::number).reversed())
        .map(record -> record.from().session())
        .distinct()
        .toList();
  }

  private static List<ObjectNode> pages(Filled filled, Filter filter, int limit) {
    List<ObjectNode> rows = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      RecordPage page = page(filled, filter, after, limit);
      assertThat(page.rows().size()).isLessThanOrEqualTo(limit);
      rows.addAll(page.rows());
      after = page.next();
    } while (after.isPresent());
    return rows;
  }

  private static RecordPage page(Filled filled, Filter filter, Optional<String> after, int limit) {
    Sessions.Query query = new Sessions.Query(filter, after, limit);
    return filled.ask(dsl -> Sessions.page(query, dsl));
  }

  private static List<String> sessions(List<ObjectNode> rows) {
    return rows.stream().map(row -> row.path("session").asText()).toList();
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void newRequestsNeitherHideNorRepeatASession(Place place) {
    List<RequestRecord> all = inSessions(new Requests(3, START, LENGTH).next(400), 100, 2);
    List<RequestRecord> later =
        inSessions(new Requests(4, START.plusMillis(LENGTH), LENGTH).next(300), 100, 3);
    try (Filled filled = new Filled(place, all)) {
      RecordPage first = page(filled, Filter.ALL, Optional.empty(), 30);
      filled.add(later);
      RecordPage second = page(filled, Filter.ALL, first.next(), 30);

      assertThat(sessions(second.rows())).isEqualTo(expected(all, Filter.ALL).subList(30, 60));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void tellsWhatASessionCameTo(Place place) {
    List<RequestRecord> all = new Requests(5, START, LENGTH).next(600);
    List<RequestRecord> own =
        all.stream().filter(record -> record.from().session().equals("s1")).toList();
    try (Filled filled = new Filled(place, all)) {
      List<ObjectNode> rows = pages(filled, Filter.ALL, 10);
      JsonNode session =
          rows.stream().filter(row -> row.path("session").asText().equals("s1")).findFirst().get();
      List<String> fields = new ArrayList<>();
      session.fieldNames().forEachRemaining(fields::add);

      assertThat(rows).hasSize(2);
      assertThat(fields).isEqualTo(Sessions.FIELDS);
      assertThat(session.path("requests").asLong()).isEqualTo(own.size());
      assertThat(session.path("errors").asLong())
          .isEqualTo(own.stream().filter(record -> record.result().isError()).count())
          .isPositive();
      assertThat(session.path("first_at").asText())
          .isEqualTo(own.stream().map(RequestRecord::at).min(Instant::compareTo).get().toString());
      assertThat(session.path("last_at").asText())
          .isEqualTo(own.stream().map(RequestRecord::at).max(Instant::compareTo).get().toString());
      assertThat(session.path("cost_nanos").asLong()).isPositive();
      assertThat(session.path("models")).hasSize(3);
      assertThat(session.path("truncated").asBoolean()).isFalse();
    }
  }

  @Test
  void refusesACursorThatIsNoneOfOurs() {
    assertThatThrownBy(() -> new Sessions.Query(Filter.ALL, Optional.of("MTIz"), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
