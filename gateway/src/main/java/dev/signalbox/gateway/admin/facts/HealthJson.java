package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.node.Membership;
import dev.signalbox.analytics.store.WriterState;
import dev.signalbox.gateway.execution.HealthBoard;
import dev.signalbox.gateway.protect.Standing;
import dev.signalbox.gateway.replica.Readiness;
import dev.signalbox.gateway.trial.Canary;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the process and what it calls are doing, as JSON of our own API. */
public final class HealthJson {
  private HealthJson() {}

  static ObjectNode of(ProcessFacts facts, Canary.State canary) {
    ObjectNode health = StrictJson.object();
    Standing standing = facts.protection().standing();
    WriterState stored = facts.store().get();
    Membership.Standing shared = facts.membership().standing();
    List<String> troubles = troubles(standing, stored, shared);
    String status = troubles.isEmpty() ? "ok" : "degraded";
    Readiness.State ready = facts.readiness().get();
    health.put("status", ready == Readiness.State.READY ? status : ready.id());
    ArrayNode degraded = health.putArray("degraded");
    troubles.forEach(degraded::add);
    health.put("version", facts.version());
    health.put("uptime_secs", facts.clock().instant().getEpochSecond() - facts.startedSeconds());
    health.put("port", facts.port().getAsInt());
    health.set("node", node(facts.membership(), shared));
    ArrayNode ids = health.putArray("providers");
    facts.providers().forEach(provider -> ids.add(provider.id()));
    health.set("config", of(facts.config().get()));
    health.set("store", store(stored));
    health.set("overload", ProtectionJson.of(standing));
    ObjectNode dependencies = health.putObject("dependencies");
    standing.dependencies().forEach(each -> dependencies.set(each.name(), ProtectionJson.of(each)));
    health.set("canary", canary(canary));
    ObjectNode deployments = health.putObject("deployments");
    facts
        .execution()
        .board()
        .report()
        .forEach(report -> deployments.set(report.deployment(), deployment(report)));
    ObjectNode faults = health.putObject("faults");
    facts.execution().counters().all().forEach(faults::put);
    ObjectNode unpriced = health.putObject("unpriced");
    facts.execution().unpriced().all().forEach(unpriced::put);
    return health;
  }

  /** What is not as it should be, in words without spaces. */
  private static List<String> troubles(
      Standing standing, WriterState stored, Membership.Standing shared) {
    List<String> troubles = new ArrayList<>(standing.troubles());
    if (stored.failure().isPresent()) {
      troubles.add("store");
    }
    if (shared.stand() == Membership.Stand.CUT_OFF || shared.stand() == Membership.Stand.REPLACED) {
      troubles.add("node");
    }
    return troubles;
  }

  /** What the process is among those that share its database. */
  private static ObjectNode node(Membership membership, Membership.Standing shared) {
    return StrictJson.object()
        .put("name", membership.self().name())
        .put("number", membership.number())
        .put("stand", shared.stand().name().toLowerCase(Locale.ROOT))
        .put("leads", shared.leads())
        .put("silent_ms", shared.silent().toMillis());
  }

  private static ObjectNode canary(Canary.State state) {
    ObjectNode canary =
        StrictJson.object().put("state", state.stand().name().toLowerCase(Locale.ROOT));
    state
        .stop()
        .ifPresent(
            stop ->
                canary
                    .put("at", stop.at().toString())
                    .put("guard", stop.guard())
                    .put("text", stop.text()));
    return canary;
  }

  private static ObjectNode store(WriterState state) {
    ObjectNode store = StrictJson.object();
    boolean losing = state.overflowed() + state.refused() > 0;
    store.put("status", state.failure().isPresent() ? "failing" : losing ? "lossy" : "ok");
    state.failure().ifPresent(message -> store.put("failure", message));
    return store
        .put("queued", state.queued())
        .put("queue_capacity", state.capacity())
        .put("most_queued", state.mostQueued())
        .put("written", state.written())
        .put("lost", state.overflowed() + state.refused())
        .put("failed_tries", state.failures());
  }

  /** Which configuration is served. */
  public static ObjectNode of(ConfigState state) {
    ObjectNode config = StrictJson.object();
    config.put("loaded_at", state.loadedAt().toString());
    config.put("revision", state.revision());
    state
        .lastError()
        .ifPresent(
            error ->
                config
                    .putObject("last_error")
                    .put("at", error.at().toString())
                    .put("message", error.message()));
    return config;
  }

  /** How one deployment stands, by its name. */
  public static ObjectNode of(HealthBoard.Report report) {
    return StrictJson.object().put("deployment", report.deployment()).setAll(deployment(report));
  }

  private static ObjectNode deployment(HealthBoard.Report report) {
    ObjectNode json = StrictJson.object();
    json.put("circuit", report.circuit().name().toLowerCase(Locale.ROOT));
    report.openUntil().ifPresent(until -> json.put("until", until.toString()));
    if (!report.answeredModel().isEmpty()) {
      json.put("answered_model", report.answeredModel());
    }
    return json.put("in_flight", report.inFlight())
        .put("benched_keys", report.keys().size())
        .put("quota_used_percent", report.quotaPercent())
        .put("ttft_ms_p50", report.figures().p50Millis())
        .put("ttft_ms_p95", report.figures().p95Millis())
        .put("tokens_per_second", report.figures().tokensPerSecond())
        .put("n", Math.round(report.figures().samples()));
  }
}
