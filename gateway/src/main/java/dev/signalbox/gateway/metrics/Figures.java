package dev.signalbox.gateway.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ObjDoubleConsumer;

/**
 * Gathers figures that others keep, as Prometheus reads them. Names are those it shows, but that it
 * ends the ones of counters with {@code _total} and of facts with {@code _info}.
 */
final class Figures {
  private final MetricSnapshots.Builder all = MetricSnapshots.builder();

  /** Takes the figures of one family, one for each of its labels. */
  @FunctionalInterface
  interface Rows {
    /** Tells {@code row} of each: the values of the labels, and the figure. */
    void each(ObjDoubleConsumer<String[]> row);
  }

  /** What is told of a family beside its figures. */
  record About(String name, String help, String... labels) {
    /** Takes no account of labels that came before. */
    private ObjDoubleConsumer<String[]> once(ObjDoubleConsumer<Labels> row) {
      Set<Labels> before = new HashSet<>();
      return (values, figure) -> {
        Labels own = Labels.of(labels, values);
        if (before.add(own)) {
          row.accept(own, figure);
        }
      };
    }
  }

  static About about(String name, String help, String... labels) {
    return new About(name, help, labels);
  }

  /** One figure that goes up and down. */
  void gauge(String name, String help, double figure) {
    gauges(about(name, help), row -> row.accept(new String[0], figure));
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

  /** One figure that only goes up. */
  void counter(String name, String help, double figure) {
    counters(about(name, help), row -> row.accept(new String[0], figure));
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
