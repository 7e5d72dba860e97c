package dev.signalbox.analytics.records;

import static java.util.Collections.disjoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-25T20:00:00Z");
  private static final long LENGTH = 6 * 3_600_000L;
  private static final long SEED = 20261126;

  private static final Map<Dimension, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(Dimension.PROJECT, List.of("shop", "search", RequestRecord.UNATTRIBUTED)),
          Map.entry(Dimension.SOURCE, List.of("web", "batch")),
          Map.entry(Dimension.KEY_LABEL, List.of("team-a", "team-b")),
          Map.entry(Dimension.PROVIDER, List.of("openai", "google", "(none)")),
          Map.entry(Dimension.MODEL, List.of("gpt-5-mini", "claude-haiku-4-5")),
          Map.entry(Dimension.RESULT, List.of("ok", "failed", "mitigated")),
          Map.entry(Dimension.STATUS, List.of("200", "503")),
          Map.entry(Dimension.SESSION, List.of("s1", "s2")),
          Map.entry(Dimension.TAG, List.of("night", "v_2", "(none)")),
          Map.entry(Dimension.ERROR_CLASS, List.of("transient")),
          Map.entry(Dimension.FAILED_PROVIDER, List.of("openai", "google")));

  /** The pages of any filter, together, are what all requests are that it admits. */
  @ParameterizedTest
  @MethodSource(PLACES)
  void pagesTogetherAreAllThatTheFilterAdmits(Place place) {
    List<RequestRecord> all = new Requests(7, START, LENGTH).next(6_000);
    Random random = new Random(SEED);
    try (Filled filled = new Filled(place, all)) {
      for (int i = 0; i < 25; i++) {
        Filter filter = anyFilter(random);
        int limit = 1 + random.nextInt(Records.MOST);

        assertThat(ids(pages(filled, filter, limit)))
            .as("seed %d, number %d: %s, %d a page", SEED, i, filter, limit)
            .isEqualTo(expected(all, filter));
      }
    }
  }

  /** What is told of a request before it is stored is what is listed of it afterwards. */
  @ParameterizedTest
  @MethodSource(PLACES)
  void aRowIsTheSameBeforeItIsStored(Place place) {
    List<RequestRecord> all =
        new Requests(7, START, LENGTH).next(100).stream().map(RecordsTest::withLongTexts).toList();
    try (Filled filled = new Filled(place, all)) {
      List<String> listed =
          filled
              .ask(
                  dsl ->
                      Records.page(
                          new Records.Query(Filter.ALL, Optional.empty(), Records.MOST), dsl))
              .rows()
              .stream()
              .map(ObjectNode::toString)
              .toList();

      assertThat(
              all.stream()
                  .sorted(Comparator.comparingLong(RequestRecord::number).reversed())
                  .map(record -> RecordJson.of(record, "n1").toString()))
          .isEqualTo(listed);
    }
  }

  /** Longer than any column, and with a character that no database keeps. */
  private static RequestRecord withLongTexts(RequestRecord record) {
    RequestRecord.From from = record.from();
    RequestRecord.Asked asked = record.asked();
    return new RequestRecord(
        record.number(),
        record.id(),
        record.at(),
        new RequestRecord.From(
            from.endpoint(),
            from.app(),
            from.key(),
            from.project() + "\0",
            from.source(),
            "s".repeat(50_000),
            List.of("t".repeat(2_000), "u")),
        new RequestRecord.Asked(
            "\uD83D\uDE00".repeat(20_000),
            asked.stream(),
            asked.profile(),
            asked.task(),
            asked.decision()),
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
  }

  private static Filter anyFilter(Random random) {
    Filter filter = Filter.ALL;
    if (random.nextBoolean()) {
      long from = START.toEpochMilli() + random.nextLong(LENGTH);
      filter = filter.within(new Span(from, from + random.nextLong(LENGTH)));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      Dimension dimension = List.copyOf(VALUES.keySet()).get(random.nextInt(VALUES.size()));
      List<String> values = VALUES.getOrDefault(dimension, List.of());
      String value = values.get(random.nextInt(values.size()));
      filter =
          filter.with(dimension, Choice.of(List.of(random.nextInt(3) == 0 ? "!" + value : value)));
    }
    return random.nextInt(4) == 0 ? filter.ownedBy("team-a") : filter;
  }

  private static List<String> expected(List<RequestRecord> all, Filter filter) {
    return all.stream()
        .filter(record -> filter.owner().map(record.from().key()::equals).orElse(true))
        .filter(
            record ->
                record.at().toEpochMilli() >= filter.span().from()
                    && record.at().toEpochMilli() < filter.span().until())
        .filter(
            record ->
                filter.choices().entrySet().stream()
                    .allMatch(entry -> admits(entry.getKey(), entry.getValue(), record)))
        .sorted(Comparator.comparingLong(RequestRecord::number).reversed())
        .map(RequestRecord::id)
        .toList();
  }

  private static boolean admits(Dimension dimension, Choice choice, RequestRecord record) {
    Predicate<String> wanted =
        value ->
            (choice.wanted().isEmpty() || choice.wanted().contains(value))
                && !choice.unwanted().contains(value);
    if (dimension == Dimension.FAILED_PROVIDER) {
      return record.attempts().stream()
          .anyMatch(attempt -> !attempt.fault().isEmpty() && wanted.test(attempt.provider()));
    }
    if (dimension == Dimension.TAG) {
      Set<String> tags = Set.copyOf(record.from().tags());
      Set<String> all = tags.isEmpty() ? Set.of("") : tags;
      return (choice.wanted().isEmpty() || !disjoint(choice.wanted(), all))
          && disjoint(choice.unwanted(), all);
    }
    return wanted.test(valueOf(dimension, record));
  }

  private static String valueOf(Dimension dimension, RequestRecord record) {
    String served = record.served();
    return switch (dimension) {
      case PROJECT -> attributed(record.from().project());
      case SOURCE -> attributed(record.from().source());
      case KEY_LABEL -> record.from().key();
      case PROVIDER -> served.isEmpty() ? "" : served.substring(0, served.indexOf('/'));
      case MODEL -> served.substring(served.indexOf('/') + 1);
      case RESULT -> record.result().id();
      case STATUS -> Integer.toString(record.ending().status());
      case SESSION -> record.from().session();
      case ERROR_CLASS -> record.errorClass();
      default -> throw new IllegalArgumentException(dimension.id());
    };
  }

  private static String attributed(String name) {
    return name.isEmpty() ? RequestRecord.UNATTRIBUTED : name;
  }

  private static List<ObjectNode> pages(Filled filled, Filter filter, int limit) {
    List<ObjectNode> rows = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Records.Query query = new Records.Query(filter, after, limit);
      RecordPage page = filled.ask(dsl -> Records.page(query, dsl));
      assertThat(page.rows().size()).isLessThanOrEqualTo(limit);
      rows.addAll(page.rows());
      after = page.next();
    } while (after.isPresent());
    return rows;
  }

  private static List<String> ids(List<ObjectNode> rows) {
    return rows.stream().map(row -> row.path("id").asText()).toList();
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void aCursorStaysWhereItIsWhenNewRequestsCome(Place place) {
    List<RequestRecord> all = new Requests(3, START, LENGTH).next(300);
    Requests later = new Requests(4, START.plusMillis(LENGTH), LENGTH);
    try (Filled filled = new Filled(place, all)) {
      RecordPage first = page(filled, Filter.ALL, Optional.empty());
      filled.add(later.next(50));
      RecordPage second = page(filled, Filter.ALL, first.next());

      assertThat(ids(second.rows())).isEqualTo(expected(all, Filter.ALL).subList(100, 200));
    }
  }

  private static RecordPage page(Filled filled, Filter filter, Optional<String> after) {
    return filled.ask(dsl -> Records.page(new Records.Query(filter, after, 100), dsl));
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  @DisplayName("X04 text is taken as it is")
  void takesTextAsItIs(Place place) {
    List<RequestRecord> all = new Requests(5, START, LENGTH).next(400);
    String nasty = "' or 1=1; drop table fact_requests; --";
    try (Filled filled = new Filled(place, all)) {
      for (Dimension dimension : VALUES.keySet()) {
        if (!dimension.isNumber()) {
          assertThat(page(filled, Filter.ALL.with(dimension, Choice.of(nasty)), Optional.empty()))
              .isEqualTo(new RecordPage(List.of(), Optional.empty()));
        }
      }
      assertThat(texts(filled, nasty)).isZero();
      assertThat(texts(filled, "nobody%")).isZero();
      assertThat(texts(filled, "n_body")).isZero();
      assertThat(texts(filled, "!!!")).isZero();
      long failed = all.stream().filter(record -> record.ending().status() == 503).count();
      assertThat(failed).isPositive();
      assertThat(texts(filled, "BODY answ")).isEqualTo(failed);
    }
  }

  private static long texts(Filled filled, String text) {
    Filter filter = new Filter(Span.ALL, Map.of(), 0, Optional.of(text), Optional.empty());
    return pages(filled, filter, Records.MOST).size();
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void tellsEverythingOfOneRequest(Place place) {
    List<RequestRecord> all = new Requests(6, START, LENGTH).next(500);
    RequestRecord wanted =
        all.stream().filter(record -> record.attempts().size() == 2).findFirst().orElseThrow();
    try (Filled filled = new Filled(place, all)) {
      Filter filter = Filter.ALL.with(Dimension.RESULT, new Choice(Set.of("mitigated"), Set.of()));
      JsonNode one = filled.ask(dsl -> Records.one(wanted.id(), filter, dsl)).orElseThrow();
      List<String> listed = expected(all, filter);
      int at = listed.indexOf(wanted.id());

      assertThat(one.at("/record/id").asText()).isEqualTo(wanted.id());
      assertThat(one.at("/attempts")).hasSize(2);
      assertThat(one.at("/attempts/0/fault").asText()).isEqualTo("transient");
      assertThat(one.at("/attempts/0/retry_after_ms").asLong()).isEqualTo(2_000);
      assertThat(one.at("/attempts/1/retry_after_ms").isNull()).isTrue();
      assertThat(one.at("/attempts/1/connect_ms").asLong()).isEqualTo(12);
      assertThat(one.at("/attempts/1/price/input_nanos").asLong()).isEqualTo(3_000_000_000L);
      assertThat(sum(one.at("/attempts/1/cost_parts_nanos")))
          .isEqualTo(one.at("/attempts/1/cost_nanos").asLong())
          .isEqualTo(one.at("/record/cost_nanos").asLong());
      assertThat(one.at("/decision/href").asText()).isEqualTo("/v1/decisions/d_" + wanted.number());
      assertThat(one.at("/neighbours/next/id").asText("none"))
          .isEqualTo(at + 1 < listed.size() ? listed.get(at + 1) : "none");
      assertThat(one.at("/neighbours/previous/id").asText("none"))
          .isEqualTo(at > 0 ? listed.get(at - 1) : "none");
      Optional<ObjectNode> byNumber =
          filled.ask(dsl -> Records.one(Long.toString(wanted.number()), filter, dsl));
      Filter stranger = filter.ownedBy("somebody");
      Optional<ObjectNode> strange = filled.ask(dsl -> Records.one(wanted.id(), stranger, dsl));
      assertThat(byNumber).contains((ObjectNode) one);
      assertThat(strange).isEmpty();
    }
  }

  private static long sum(JsonNode parts) {
    long sum = 0;
    for (JsonNode part : parts) {
      sum += part.asLong();
    }
    return sum;
  }

  /** Whatever a list is in the order of, its pages together are all that the filter admits. */
  @ParameterizedTest
  @MethodSource(PLACES)
  void listsTheLargestFirst(Place place) {
    List<RequestRecord> all = new Requests(8, START, LENGTH).next(700);
    Requests later = new Requests(9, START.plusMillis(LENGTH), LENGTH);
    Random random = new Random(SEED);
    try (Filled filled = new Filled(place, all)) {
      for (Sort sort : Sort.values()) {
        Filter filter = anyFilter(random);
        List<ObjectNode> rows = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
          Records.Query query = new Records.Query(filter, after, 60, sort);
          RecordPage page = filled.ask(dsl -> Records.page(query, dsl));
          rows.addAll(page.rows());
          after = page.next();
          assertThat(page.rankedFrom()).isEmpty();
        } while (after.isPresent());
        List<Long> values = rows.stream().map(row -> value(sort, row)).toList();

        assertThat(values).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ids(rows))
            .as("seed %d: %s by %s", SEED, filter, sort)
            .containsExactlyInAnyOrderElementsOf(expected(all, filter));
      }
      Records.Query first = new Records.Query(Filter.ALL, Optional.empty(), 100, Sort.COST);
      RecordPage before = filled.ask(dsl -> Records.page(first, dsl));
      Records.Query second = new Records.Query(Filter.ALL, before.next(), 100, Sort.COST);
      RecordPage next = filled.ask(dsl -> Records.page(second, dsl));
      filled.add(later.next(50));
      RecordPage again = filled.ask(dsl -> Records.page(second, dsl));
      assertThat(again).isEqualTo(next);
    }
  }

  private static long value(Sort sort, ObjectNode row) {
    return switch (sort) {
      case TIME -> row.path("number").asLong();
      case COST -> row.path("cost_nanos").asLong(-1);
      case TOTAL_MS -> row.path("total_ms").asLong();
      case FIRST_BYTE_MS -> row.path("first_byte_ms").asLong(-1);
      case TOKENS ->
          row.path("input_tokens").asLong()
              + row.path("cache_read_tokens").asLong()
              + row.path("cache_write_tokens").asLong()
              + row.path("output_tokens").asLong();
    };
  }

  @Test
  void refusesACursorOfAnotherOrder() {
    String cursor = Cursor.of(Sort.COST.id(), 1L, 2L, 3L);

    assertThat(new Records.Query(Filter.ALL, Optional.of(cursor), 1, Sort.COST).limit()).isOne();
    assertThatThrownBy(() -> new Records.Query(Filter.ALL, Optional.of(cursor), 1, Sort.TOKENS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Records.Query(Filter.ALL, Optional.of(cursor), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesACursorThatIsNoneOfOurs() {
    assertThatThrownBy(() -> new Records.Query(Filter.ALL, Optional.of("MTIz"), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
