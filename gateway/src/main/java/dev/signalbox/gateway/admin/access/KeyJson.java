package dev.signalbox.gateway.admin.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.analytics.access.StoredSecret;
import dev.signalbox.gateway.access.KeyTermsJson;
import dev.signalbox.gateway.access.StoredCallers;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.time.Instant;

/** Stored keys as JSON, without anything that could be used. */
final class KeyJson {
  private KeyJson() {}

  static ObjectNode of(StoredKey key, Instant now) {
    long at = now.toEpochMilli();
    ObjectNode node =
        StrictJson.object()
            .put("id", key.id())
            .put("label", key.label())
            .put("role", key.role())
            .put("state", state(key, at));
    if (key.project().isEmpty()) {
      node.putNull("project");
    } else {
      node.put("project", key.project());
    }
    node.put("created_at", Instant.ofEpochMilli(key.createdMillis()).toString())
        .put("created_by", key.createdBy());
    putMoment(node, "expires_at", key.expiresMillis());
    putMoment(node, "revoked_at", key.revokedMillis());
    ArrayNode secrets = node.putArray("secrets");
    key.secrets().stream()
        .filter(secret -> secret.countsAt(at))
        .forEach(secret -> secrets.add(json(secret)));
    ArrayNode providers = node.putArray("provider_keys");
    key.credentials().keySet().stream().sorted().forEach(providers::add);
    node.setAll(KeyTermsJson.write(StoredCallers.termsOf(key)));
    return node;
  }

  private static String state(StoredKey key, long at) {
    if (key.revokedMillis() > 0) {
      return "revoked";
    }
    return key.countsAt(at) ? "active" : "expired";
  }

  private static ObjectNode json(StoredSecret secret) {
    ObjectNode node =
        StrictJson.object()
            .put("prefix", secret.prefix())
            .put("last4", secret.last4())
            .put("created_at", Instant.ofEpochMilli(secret.createdMillis()).toString());
    putMoment(node, "expires_at", secret.expiresMillis());
    return node;
  }

  private static void putMoment(ObjectNode node, String name, long millis) {
    if (millis == 0) {
      node.putNull(name);
    } else {
      node.put(name, Instant.ofEpochMilli(millis).toString());
    }
  }
}
