package dev.signalbox.gateway.metrics;

import static dev.signalbox.gateway.metrics.Figures.about;

import dev.signalbox.analytics.store.WriterState;
import dev.signalbox.gateway.admin.facts.ConfigState;
import dev.signalbox.gateway.protect.Dependency;
import dev.signalbox.gateway.protect.Standing;
import dev.signalbox.gateway.replica.Readiness;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** How the process itself stands, by those who know it. */
final class ProcessFigures {
  private static final double WHOLE = 100;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final State state;
  private final Figures figures;

  private ProcessFigures(State state, Figures figures) {
    this.state = state;
    this.figures = figures;
  }

  /** Adds what {@code state} tells to {@code figures}. */
  static void add(State state, Figures figures) {
    ProcessFigures all = new ProcessFigures(state, figures);
    Standing standing = state.facts().protection().standing();
    all.config(state.facts().config().get());
    all.stores();
    all.pools();
    all.requests(standing);
    all.loops(standing);
    all.memory(standing);
    all.dependencies(standing);
  }

  private void config(ConfigState config) {
    figures.info("llm_gateway", "The program that runs", "version", state.facts().version());
    figures.info(
        "signalbox_config", "The configuration that is served", "revision", config.revision());
    figures.gauge(
        "signalbox_ready",
        "Whether new work is taken",
        state.facts().readiness().get() == Readiness.State.READY ? 1 : 0);
    figures.gauge(
        "signalbox_config_last_reload_success",
        "Whether the last configuration that was read could be used",
        config.lastError().isPresent() ? 0 : 1);
    figures.gauge(
        "signalbox_config_last_reload_success_timestamp_seconds",
        "When the configuration was taken that is served",
        config.loadedAt().toEpochMilli() / MILLIS);
  }

  private void stores() {
    stores("signalbox_store_queued", "Facts that wait to be written", WriterState::queued);
    stores("signalbox_store_queue_capacity", "Most facts that may wait", WriterState::capacity);
    stores(
        "signalbox_store_failing",
        "Whether the database cannot be written at the moment",
        each -> each.failure().isPresent() ? 1 : 0);
    counted("signalbox_store_written", "Facts that were written", WriterState::written);
    counted(
        "signalbox_store_lost",
        "Facts that were lost: no room to wait, or refused by the database",
        each -> each.overflowed() + each.refused());
    counted(
        "signalbox_store_failed_tries",
        "Tries to write that failed, and were made again",
        WriterState::failures);
  }

  private void stores(String name, String help, ToLongFunction<WriterState> figure) {
    figures.gauges(about(name, help, "store"), each(figure));
  }

  private void counted(String name, String help, ToLongFunction<WriterState> figure) {
    figures.counters(about(name, help, "store"), each(figure));
  }

  private Figures.Rows each(ToLongFunction<WriterState> figure) {
    return row -> {
      for (Map.Entry<String, Supplier<WriterState>> each : state.stores().entrySet()) {
        row.is(figure.applyAsLong(each.getValue().get()), each.getKey());
      }
    };
  }

  private void pools() {
    var pools = state.pools().databases().get();
    figures.gauges(
        about(
            "signalbox_database_connections",
            "Connections to read a database, and work that waits for one",
            "store",
            "state"),
        row ->
            pools.forEach(
                (store, pool) -> {
                  row.is(pool.active(), store, "active");
                  row.is(pool.idle(), store, "idle");
                  row.is(pool.waiting(), store, "waiting");
                }));
    figures.gauges(
        about("signalbox_database_connections_max", "Most connections to read it", "store"),
        row -> pools.forEach((store, pool) -> row.is(pool.most(), store)));
  }

  private void requests(Standing standing) {
    figures.gauge(
        "signalbox_requests_under_way",
        "Requests of clients that are being served",
        standing.requests().underWay());
    figures.gauge(
        "signalbox_requests_under_way_max",
        "Most requests at once: overload.max_requests",
        standing.requests().most());
    figures.gauge(
        "signalbox_streams_under_way",
        "Answers of them that are streams",
        state.watching().streams().getAsInt());
    figures.gauge(
        "signalbox_live_viewers",
        "Pages that look on at /v1/live",
        state.watching().viewers().getAsInt());
    var shed = standing.requests().shed();
    figures.counters(
        about(
            "signalbox_shed",
            "Requests that were refused as there was too much to do; they have no record",
            "priority"),
        row -> {
          row.is(shed.unknown(), "not_asked");
          row.is(shed.low(), "low");
          row.is(shed.normal(), "normal");
          row.is(shed.high(), "high");
        });
    figures.gauge(
        "signalbox_client_connections", "Connections of clients", standing.connections().open());
    figures.gauge(
        "signalbox_client_connections_max",
        "Most connections of clients: server.max_connections",
        standing.connections().most());
    figures.gauge(
        "signalbox_accepting",
        "Whether more connections are accepted",
        standing.connections().accepting() ? 1 : 0);
  }

  private void loops(Standing standing) {
    lags(
        "signalbox_event_loop_lag_seconds",
        "How late an event loop is",
        standing,
        Standing.Loop::lag);
    lags(
        "signalbox_event_loop_lag_longest_seconds",
        "How late it was at most in the last minute",
        standing,
        Standing.Loop::longest);
    figures.gauge(
        "signalbox_event_loops_stuck",
        "Event loops that have done nothing for overload.stuck_ms",
        standing.loops().stream().filter(Standing.Loop::stuck).count());
  }

  private void lags(
      String name, String help, Standing standing, Function<Standing.Loop, Duration> lag) {
    figures.gauges(
        about(name, help, "loop"),
        row ->
            standing
                .loops()
                .forEach(loop -> row.is(lag.apply(loop).toNanos() / NANOS, loop.name())));
  }

  private void memory(Standing standing) {
    figures.gauge(
        "signalbox_heap_used_ratio",
        "Share of the heap that is in use after a collection",
        standing.usage().heapPercent() / WHOLE);
    figures.gauge(
        "signalbox_direct_memory_used_ratio",
        "Share of the memory outside the heap that is in use",
        standing.usage().directPercent() / WHOLE);
  }

  private void dependencies(Standing standing) {
    figures.gauges(
        about(
            "signalbox_dependency_state",
            "Whether what is asked beside providers is asked: 0 it is, 1 on trial, 2 left alone",
            "dependency"),
        row -> standing.dependencies().forEach(each -> row.is(stateOf(each), each.name())));
    figures.counters(
        about("signalbox_dependency_failed", "Calls to it that failed or were slow", "dependency"),
        row -> standing.dependencies().forEach(each -> row.is(each.failed(), each.name())));
    figures.counters(
        about("signalbox_dependency_not_asked", "Calls that were not made", "dependency"),
        row -> standing.dependencies().forEach(each -> row.is(each.unasked(), each.name())));
  }

  private static long stateOf(Dependency.Report report) {
    return switch (report.state()) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }
}
