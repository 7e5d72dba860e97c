package dev.signalbox.gateway.admin.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.execution.HealthBoard;
import dev.signalbox.gateway.provider.KeyRing;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How providers stand, as JSON of our own API. */
final class ProviderHealthJson {
  private ProviderHealthJson() {}

  /** How a provider stands; null for one that is not called. */
  static JsonNode of(Optional<HealthBoard.ProviderReport> report) {
    return report
        .<JsonNode>map(ProviderHealthJson::of)
        .orElseGet(() -> StrictJson.object().nullNode());
  }

  private static ObjectNode of(HealthBoard.ProviderReport report) {
    ObjectNode node =
        StrictJson.object()
            .put("in_flight", report.inFlight())
            .put("capacity", report.capacity())
            .put("quota_used_percent", report.quotaPercent());
    ObjectNode circuits = node.putObject("circuit");
    ObjectNode open = node.putObject("open_until");
    for (HealthBoard.Report deployment : report.deployments()) {
      String model = deployment.target().model();
      circuits.put(model, deployment.circuit().name().toLowerCase(Locale.ROOT));
      deployment.openUntil().ifPresent(until -> open.put(model, until.toString()));
    }
    ArrayNode keys = node.putArray("benched_keys");
    report
        .keys()
        .forEach(
            key ->
                keys.addObject()
                    .put("key", key.label())
                    .put("model", key.model())
                    .put("reason", key.why().id())
                    .put("until", Instant.ofEpochMilli(key.untilMillis()).toString()));
    return node;
  }

  /** A key that sat out. */
  static ObjectNode of(KeyRing.Benched key) {
    return StrictJson.object()
        .put("label", key.label())
        .put("model", key.model())
        .put("why", key.why().id())
        .put("until", Instant.ofEpochMilli(key.untilMillis()).toString());
  }
}
