package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes what a request says about itself. Metadata go along for the log of invocations; the API
 * takes short keys and values of few characters there.
 */
final class LabelsWriter {
  private static final String ABSENT = "not part of the bedrock API";
  private static final int MOST_METADATA = 16;
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.-]{1,256}");
  private static final Pattern VALUE = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.-]{0,256}");

  private final Losses losses;

  LabelsWriter(Losses losses) {
    this.losses = losses;
  }

  void write(Labels labels, ObjectNode body) {
    dropped("user", labels.endUser());
    dropped("safety_identifier", labels.safetyIdentifier());
    dropped("prompt_cache_key", labels.cacheKey());
    dropped("store", labels.store().filter(kept -> kept));
    labels.metadata().ifPresent(metadata -> metadata(metadata, body));
    labels.serviceTier().ifPresent(tier -> tier(tier, body));
  }

  private void dropped(String field, Optional<?> value) {
    value.ifPresent(_ -> losses.dropped(field, ABSENT));
  }

  private void metadata(ObjectNode metadata, ObjectNode body) {
    ObjectNode taken = StrictJson.object();
    metadata
        .properties()
        .forEach(
            entry -> {
              if (taken.size() < MOST_METADATA && isTaken(entry.getKey(), entry.getValue())) {
                taken.set(entry.getKey(), entry.getValue());
              } else {
                losses.dropped(
                    "metadata." + entry.getKey(),
                    "16 short texts of letters, digits and few signs are accepted");
              }
            });
    if (!taken.isEmpty()) {
      body.set("requestMetadata", taken);
    }
  }

  private static boolean isTaken(String key, JsonNode value) {
    return KEY.matcher(key).matches()
        && value.isTextual()
        && VALUE.matcher(value.textValue()).matches();
  }

  private void tier(String tier, ObjectNode body) {
    switch (tier) {
      case "auto" -> {}
      case "default", "standard_only" -> body.putObject("serviceTier").put("type", "default");
      case "priority", "flex", "reserved" -> body.putObject("serviceTier").put("type", tier);
      default ->
          losses.dropped("service_tier", "`priority`, `default`, `flex` and `reserved` are known");
    }
  }
}
