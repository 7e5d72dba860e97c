package dev.signalbox.gateway.admin.signals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.signal.SignalFilter;
import dev.signalbox.analytics.signal.SignalSummary;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.signals.alert.Alert;
import dev.signalbox.signals.alert.Figures;
import dev.signalbox.signals.alert.Group;
import dev.signalbox.signals.alert.Thresholds;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is beyond its threshold, and models that got worse. */
public final class Alerts {
  /** What is summed up unless somebody says otherwise. */
  static final Duration WINDOW = Duration.ofDays(30);

  /** What is compared with the time before. */
  private static final Duration RECENT = Duration.ofDays(7);

  private static final int MOST_ALARMS = 200;

  private final FactReading reading;
  private final Thresholds thresholds;

  /** Alerts of what {@code reading} finds. */
  public Alerts(FactReading reading, Thresholds thresholds) {
    this.reading = reading;
    this.thresholds = thresholds;
  }

  /** Those of {@link #WINDOW}, as {@code /v1/alerts} lists them without a query. */
  public Future<List<ObjectNode>> standing(Instant now) {
    SignalFilter all =
        new SignalFilter(
            new Span(now.minus(WINDOW).toEpochMilli(), Span.ALL.until()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return of(all, now);
  }

  /** Those of {@code filter}. */
  Future<List<ObjectNode>> of(SignalFilter filter, Instant now) {
    return figures(filter, now)
        .compose(
            groups ->
                reading
                    .ask(dsl -> SignalSummary.alarms(filter.span().from(), MOST_ALARMS, dsl))
                    .map(
                        alarms ->
                            Stream.concat(
                                    alarms.stream().map(FigureJson::of),
                                    beyond(groups).map(FigureJson::of))
                                .toList()));
  }

  /** What the signals of {@code filter} come to. */
  Future<Map<Group, Figures>> figures(SignalFilter filter, Instant now) {
    long recentFrom = recentFrom(now);
    return reading.ask(dsl -> SignalSummary.of(filter, recentFrom, dsl));
  }

  static long recentFrom(Instant now) {
    return now.minus(RECENT).toEpochMilli();
  }

  /** What of {@code groups} is beyond its threshold. */
  Stream<Alert> beyond(Map<Group, Figures> groups) {
    return groups.entrySet().stream()
        .flatMap(each -> thresholds.alertsOf(each.getKey(), each.getValue()).stream());
  }
}
