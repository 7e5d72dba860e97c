package dev.signalbox.analytics.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Filled;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AppUseTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-25T20:00:00Z");
  private static final long LENGTH = 6 * 3_600_000L;

  @ParameterizedTest
  @MethodSource(PLACES)
  void isWhatTheRequestsOfTheSpanComeTo(Place place) {
    List<RequestRecord> all = new ArrayList<>();
    new Requests(5, START, LENGTH)
        .next(600)
        .forEach(
            record -> all.add(through(List.of("", "desk", "lab").get(all.size() % 3), record)));
    Span later = new Span(START.toEpochMilli() + LENGTH / 2, START.toEpochMilli() + LENGTH);
    try (Filled filled = new Filled(place, all)) {
      var use = filled.ask(dsl -> AppUse.of(List.of("desk", "none"), later, dsl));

      assertThat(use).containsOnlyKeys("desk").containsEntry("desk", expected("desk", later, all));
      assertThat(expected("desk", later, all).errors()).isPositive();
    }
  }

  private static RequestRecord through(String app, RequestRecord record) {
    RequestRecord.From from = record.from();
    return new RequestRecord(
        record.number(),
        record.id(),
        record.at(),
        new RequestRecord.From(
            from.endpoint(),
            app,
            from.key(),
            from.project(),
            from.source(),
            from.session(),
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
  }

  private static AppUse expected(String app, Span span, List<RequestRecord> all) {
    AppUse sum = AppUse.NONE;
    for (RequestRecord record : all) {
      long at = record.at().toEpochMilli();
      if (record.from().app().equals(app) && at >= span.from() && at < span.until()) {
        sum = plus(sum, record);
      }
    }
    return sum;
  }

  private static AppUse plus(AppUse sum, RequestRecord record) {
    long input = sum.input();
    long output = sum.output();
    long nanos = sum.nanos();
    for (AttemptRecord attempt : record.attempts()) {
      input += attempt.bill().tokens().input();
      output += attempt.bill().tokens().output();
      nanos += attempt.bill().nanos();
    }
    return new AppUse(
        sum.requests() + 1,
        sum.errors() + (record.result().isError() ? 1 : 0),
        input,
        output,
        nanos);
  }
}
