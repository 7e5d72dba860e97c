package dev.signalbox.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;

/** The records that a gateway tells of. */
final class Records {
  private Records() {}

  /** All that is told of the request {@code id}, which is stored just after its answer ended. */
  static JsonNode of(Gateway gateway, String id, String key) {
    Http.Ask ask = Http.Ask.get(gateway.at("/v1/records/" + id)).with("x-api-key", key);
    return Eventually.get(
            "the record of " + id, () -> Http.send(ask), reply -> reply.status() == 200)
        .json();
  }
}
