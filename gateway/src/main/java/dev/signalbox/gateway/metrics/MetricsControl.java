package dev.signalbox.gateway.metrics;

import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlAnswer;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.config.MetricsConfig;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The path that figures are read at. */
public final class MetricsControl {
  private static final int OK = 200;

  private final MetricsConfig config;
  private final Optional<Scrapes> scrapes;

  /**
   * The path under {@code config}.
   *
   * @param scrapes writes the figures; empty where nothing is measured
   */
  public MetricsControl(MetricsConfig config, Optional<Scrapes> scrapes) {
    this.config = config;
    this.scrapes = scrapes;
  }

  /** What there is. */
  public Subject subject() {
    return new Subject("metrics", "Figures for Prometheus", List.of(route()));
  }

  private Route route() {
    String summary = "What is counted and measured, for Prometheus; `metrics.token` reads it too";
    Optional<Role> role = config.role().flatMap(Role::byId);
    Route.Draft draft =
        role.map(needed -> Route.get(config.endpoint(), needed, summary))
            .orElseGet(() -> Route.open(HttpMethod.GET, config.endpoint(), summary));
    return draft
        .orWith(config.token())
        .gives(Shape.text("text/plain", "application/openmetrics-text"))
        .answeredBy(this::answer);
  }

  private Future<ControlAnswer> answer(ControlRequest request) {
    if (scrapes.isEmpty()) {
      throw Problem.of(
              ProblemKind.NOT_FOUND,
              "nothing is measured here: `metrics.enabled` is false in the configuration")
          .withCode("metrics_disabled")
          .toException();
    }
    String accept = request.http().getHeader(HttpHeaders.ACCEPT);
    TextFormat format = TextFormat.askedBy(accept == null ? "" : accept);
    return scrapes
        .get()
        .text(format)
        .map(text -> new ControlAnswer(OK, format.contentType(), text, Map.of("vary", "accept")));
  }
}
