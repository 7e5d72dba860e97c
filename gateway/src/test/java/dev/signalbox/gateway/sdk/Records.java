package dev.signalbox.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;

/** The records that a gateway tells of. */
final class Records {
  private static final long SECONDS = 20;

  private Records() {}

  /** The record of the request {@code id}, which is written just after its answer ended. */
  static JsonNode of(Gateway gateway, String id, String key) {
    Http.Ask ask = Http.Ask.get(gateway.at("/v1/records?limit=200")).with("x-api-key", key);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < deadline) {
      for (JsonNode record : Http.send(ask).good().json().path("data")) {
        if (record.path("id").asText().equals(id)) {
          return record;
        }
      }
    }
    throw new AssertionError("no record of " + id);
  }
}
