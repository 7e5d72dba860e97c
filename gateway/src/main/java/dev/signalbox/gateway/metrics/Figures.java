package dev.signalbox.gateway.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjDoubleConsumer;

/**
 * Gathers figures that others keep, as Prometheus reads them. Names are those it shows, but that it
 * ends the ones of counters with {@code _total} and of facts with {@code _info}.
 */
final class Figures {
  private final MetricSnapshots.Builder all = MetricSnapshots.builder();

  /** Tells the figures of one family, one for each of its labels. */
  @FunctionalInterface
  interface Rows {
    /** Tells {@code row} of each. */
    void each(Row row);
  }

  /** Takes a figure of a family; one whose labels came before is left out. */
  @FunctionalInterface
  interface Row {
    /** Takes {@code figure} with these values of the labels, in their order. */
    void is(double figure, String... values);

    /** The same for a whole number, of which what is beyond 53 bits is rounded. */
    default void is(long figure, String... values) {
      is((double) figure, values);
    }
  }

  /** What is told of a family beside its figures. */
  record About(String name, String help, List<String> labels) {
    private Row once(ObjDoubleConsumer<Labels> row) {
      Set<Labels> before = new HashSet<>();
      return (figure, values) -> {
        Labels own = Labels.of(labels, List.of(values));
        if (before.add(own)) {
          row.accept(own, figure);
        }
      };
    }
  }

  static About about(String name, String help, String... labels) {
    return new About(name, help, List.of(labels));
  }

  /** One figure that goes up and down. */
  void gauge(String name, String help, double figure) {
    gauges(about(name, help), row -> row.is(figure));
  }

  /** Figures that go up and down. */
  void gauges(About about, Rows rows) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(about.name()).help(about.help());
    rows.each(
        about.once(
            (labels, figure) ->
                family.dataPoint(
                    GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(figure)
                        .build())));
    all.metricSnapshot(family.build());
  }

  /** The same for a whole number. */
  void gauge(String name, String help, long figure) {
    gauge(name, help, (double) figure);
  }

  /** One figure that only goes up. */
  void counter(String name, String help, long figure) {
    counters(about(name, help), row -> row.is(figure));
  }

  /** Figures that only go up. */
  void counters(About about, Rows rows) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder().name(about.name()).help(about.help());
    rows.each(
        about.once(
            (labels, figure) ->
                family.dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(figure)
                        .build())));
    all.metricSnapshot(family.build());
  }

  /** A fact, as labels of a figure that is always 1. */
  void info(String name, String help, String label, String value) {
    all.metricSnapshot(
        InfoSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of(label, value))
                    .build())
            .build());
  }

  /** All of them. */
  MetricSnapshots gathered() {
    return all.build();
  }
}
