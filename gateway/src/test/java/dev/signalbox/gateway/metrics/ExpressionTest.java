package dev.signalbox.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the test of the dashboard finds in an expression. */
final class ExpressionTest {
  private static final Exposed EXPOSED =
      Exposed.of("a_total{x=\"1\",y=\"2\"} 3\nb_bucket{le=\"+Inf\"} 1\nc 2 1700000000\n");

  @Test
  void findsSeriesTheirLabelsAndWhatIsGroupedBy() {
    Expression found =
        Expression.of(
            "topk(5, sum by (x, le) (rate(a_total{x=~\"a(b)|{c}\",y!=\"\"}[5m]))) / on (y) c > 0.5"
                + " and histogram_quantile(0.95, b_bucket) or vector(0)");

    assertThat(found.series())
        .isEqualTo(Map.of("a_total", Set.of("x", "y"), "b_bucket", Set.of(), "c", Set.of()));
    assertThat(found.groups()).isEqualTo(Set.of("x", "y", "le"));
    assertThat(found.missing(EXPOSED)).isEmpty();
  }

  @Test
  void takesWhatPrometheusAddsItself() {
    assertThat(
            Expression.of("sum by (instance) (a_total{job=\"x\"}) > 0 or up == 0").missing(EXPOSED))
        .isEmpty();
  }

  @Test
  void reportsANameThatIsNotThere() {
    assertThat(
            Expression.of("sum by (z) (rate(a_total{q=\"1\"}[$__rate_interval])) / d_total")
                .missing(EXPOSED))
        .containsExactly(
            "no label `q` of `a_total`", "no series `d_total`", "no label `z` of any series of it");
  }
}
