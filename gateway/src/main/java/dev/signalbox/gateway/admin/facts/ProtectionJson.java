package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.protect.Dependency;
import dev.signalbox.gateway.protect.Standing;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.time.Duration;
import java.util.Locale;

/** How the process stands by its own account, as JSON of our own API. */
final class ProtectionJson {
  private static final double MILLION = 1e6;
  private static final double THOUSAND = 1e3;

  private ProtectionJson() {}

  static ObjectNode of(Standing standing) {
    ObjectNode json = StrictJson.object();
    Standing.Requests requests = standing.requests();
    json.put("shedding", requests.shedding())
        .put("requests", requests.underWay())
        .put("most_requests", requests.most());
    json.putObject("shed")
        .put("unknown", requests.shed().unknown())
        .put("low", requests.shed().low())
        .put("normal", requests.shed().normal())
        .put("high", requests.shed().high());
    Standing.Connections connections = standing.connections();
    json.put("connections", connections.open())
        .put("most_connections", connections.most())
        .put("accepting", connections.accepting())
        .put("heap_percent", standing.usage().heapPercent())
        .put("direct_memory_percent", standing.usage().directPercent())
        .put("open_files", standing.usage().files())
        .put("most_open_files", standing.usage().mostFiles());
    ArrayNode loops = json.putArray("event_loops");
    standing
        .loops()
        .forEach(
            loop ->
                loops
                    .addObject()
                    .put("name", loop.name())
                    .put("lag_ms", millis(loop.lag()))
                    .put("most_lag_ms", millis(loop.longest()))
                    .put("stuck", loop.stuck()));
    return json;
  }

  /** To a microsecond. */
  private static double millis(Duration time) {
    return Math.round(time.toNanos() / MILLION * THOUSAND) / THOUSAND;
  }

  static ObjectNode of(Dependency.Report report) {
    ObjectNode json =
        StrictJson.object().put("circuit", report.state().name().toLowerCase(Locale.ROOT));
    report.until().ifPresent(until -> json.put("until", until.toString()));
    return json.put("failed", report.failed()).put("not_asked", report.unasked());
  }
}
