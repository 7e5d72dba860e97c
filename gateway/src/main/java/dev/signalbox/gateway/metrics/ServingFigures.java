package dev.signalbox.gateway.metrics;

import static dev.signalbox.gateway.metrics.Figures.about;

import dev.signalbox.analytics.budget.Scope;
import dev.signalbox.analytics.budget.Standing;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.execution.HealthBoard;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** How providers, faults and budgets stand, by those who know it. */
final class ServingFigures {
  private static final double WHOLE = 100;
  private static final double NANOS = 1e9;

  private final Names names;
  private final Figures figures;

  private ServingFigures(Names names, Figures figures) {
    this.names = names;
    this.figures = figures;
  }

  /** Adds what {@code state} tells to {@code figures}; {@code names} are told apart. */
  static void add(State state, Names names, Figures figures) {
    ServingFigures all = new ServingFigures(names, figures);
    Execution execution = state.facts().execution();
    all.faults(execution.counters());
    all.deployments(execution.board().report());
    all.providers(execution.board().providers(), state.pools().providers().get());
    all.budgets(state.budgets().get());
    figures.gauge(
        "signalbox_unpriced_models",
        "Models without a price that were called",
        execution.unpriced().all().size());
  }

  private void faults(FaultCounters counters) {
    Map<String, Long> all = counters.all();
    figures.counters(
        about("signalbox_faults", "What went wrong, by name: see docs/failover.md", "fault"),
        row -> all.forEach((name, count) -> row.is(count, name)));
    figures.counter("signalbox_retries", "Calls that were made again", of("retried", all));
    figures.counter(
        "signalbox_hedges",
        "Second calls while another had not answered",
        of("hedge_started", all));
    figures.counter(
        "signalbox_circuits_opened", "Times that a circuit opened", of("circuit_opened", all));
    figures.counter(
        "signalbox_log_lines_lost", "Lines of the log that nobody read", of("log_line_lost", all));
    figures.counters(
        about(
            "signalbox_limits_refused",
            "Requests that were refused for what they would take",
            "limit"),
        row -> {
          row.is(of("rate_limit_exceeded", all), "rate");
          row.is(of("budget_exceeded", all), "budget");
          row.is(of("budget_unavailable", all), "budget_unavailable");
        });
  }

  private static long of(String name, Map<String, Long> counts) {
    return counts.getOrDefault(name, 0L);
  }

  private void deployments(List<HealthBoard.Report> reports) {
    deployments(
        "signalbox_circuit_state",
        "The circuit of a deployment that was called: 0 closed, 1 half open, 2 open",
        reports,
        each -> of(each.circuit()));
    deployments(
        "signalbox_deployment_in_flight",
        "Calls to a deployment under way",
        reports,
        HealthBoard.Report::inFlight);
  }

  private static double of(Circuit circuit) {
    return switch (circuit) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }

  private void deployments(
      String name,
      String help,
      List<HealthBoard.Report> reports,
      ToDoubleFunction<HealthBoard.Report> figure) {
    figures.gauges(
        about(name, help, "provider", "model"),
        row -> {
          for (HealthBoard.Report each : reports) {
            String model = names.model(each.target());
            if (!model.equals(LabelValues.OTHER)) {
              row.is(figure.applyAsDouble(each), each.target().provider(), model);
            }
          }
        });
  }

  private void providers(
      Map<String, HealthBoard.ProviderReport> reports, Map<String, Integer> connections) {
    figures.gauges(
        about(
            "signalbox_provider_connections",
            "Connections to a provider that are open",
            "provider"),
        row ->
            reports.keySet().stream()
                .filter(id -> !names.providers().of(id).equals(LabelValues.OTHER))
                .forEach(id -> row.is(connections.getOrDefault(id, 0), id)));
    providers(
        "signalbox_provider_in_flight",
        "Calls to a provider under way",
        reports,
        HealthBoard.ProviderReport::inFlight);
    providers(
        "signalbox_provider_capacity",
        "Most calls at once: max_in_flight",
        reports,
        HealthBoard.ProviderReport::capacity);
    providers(
        "signalbox_provider_benched_keys",
        "Keys of a provider that sit out, each model counted",
        reports,
        each -> each.keys().size());
    providers(
        "signalbox_provider_quota_used_ratio",
        "Share of its quota that is used, where it tells",
        reports,
        each -> each.quotaPercent() / WHOLE);
  }

  private void providers(
      String name,
      String help,
      Map<String, HealthBoard.ProviderReport> reports,
      ToDoubleFunction<HealthBoard.ProviderReport> figure) {
    figures.gauges(
        about(name, help, "provider"),
        row ->
            reports.forEach(
                (id, report) -> {
                  if (!names.providers().of(id).equals(LabelValues.OTHER)) {
                    row.is(figure.applyAsDouble(report), id);
                  }
                }));
  }

  private void budgets(List<Standing> standings) {
    budgets(
        "signalbox_budget_limit_dollars",
        "What may be spent in a period",
        standings,
        each -> each.budget().limitNanos());
    budgets(
        "signalbox_budget_spent_dollars",
        "What of it was spent",
        standings,
        each -> each.figures().spentNanos());
    budgets(
        "signalbox_budget_reserved_dollars",
        "What calls under way may cost",
        standings,
        each -> each.figures().reservedNanos());
    budgets("signalbox_budget_left_dollars", "What is left of it", standings, Standing::leftNanos);
  }

  private void budgets(
      String name, String help, List<Standing> standings, ToLongFunction<Standing> nanos) {
    figures.gauges(
        about(name, help, "budget", "scope", "subject"),
        row -> {
          for (Standing each : standings) {
            Scope scope = each.account().scope();
            String subject = subject(scope, each.account().subject());
            if (!subject.equals(LabelValues.OTHER)) {
              row.is(nanos.applyAsLong(each) / NANOS, each.budget().name(), scope.id(), subject);
            }
          }
        });
  }

  /** Projects are names that clients may make up; keys and apps are not, but may be many. */
  private String subject(Scope scope, String subject) {
    return switch (scope) {
      case KEY -> names.keys().of(subject);
      case PROJECT -> names.projects().of(subject);
      case APP -> names.apps().of(subject);
      case TOTAL -> LabelValues.NONE;
    };
  }
}
