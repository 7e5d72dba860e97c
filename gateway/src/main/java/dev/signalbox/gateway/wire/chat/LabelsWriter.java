package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;

/** Writes what a request says about itself. */
final class LabelsWriter {
  private final ObjectNode body;
  private final Dialect dialect;
  private final Losses losses;

  LabelsWriter(ObjectNode body, Dialect dialect, Losses losses) {
    this.body = body;
    this.dialect = dialect;
    this.losses = losses;
  }

  void write(Labels labels) {
    labels.endUser().ifPresent(this::user);
    labels.safetyIdentifier().ifPresent(id -> body.put("safety_identifier", id));
    labels.metadata().ifPresent(pairs -> body.set("metadata", pairs));
    labels.cacheKey().ifPresent(key -> body.put("prompt_cache_key", key));
    labels.serviceTier().ifPresent(this::serviceTier);
    labels.store().ifPresent(store -> body.put("store", store));
  }

  private void user(String id) {
    int most = DialectRules.MAX_USER_LENGTH;
    if (DialectRules.limitedUser(dialect) && id.length() > most) {
      body.put("user", id.substring(0, most));
      losses.adapted("user", "cut to %d characters".formatted(most));
    } else {
      body.put("user", id);
    }
  }

  /** Anthropic's tiers have names of their own; one of them has a near relative. */
  private void serviceTier(String tier) {
    if (tier.equals("standard_only")) {
      body.put("service_tier", "default");
      losses.adapted("service_tier", "`default` is the closest tier");
    } else {
      body.put("service_tier", tier);
    }
  }
}
