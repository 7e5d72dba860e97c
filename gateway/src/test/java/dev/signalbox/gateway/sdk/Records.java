package dev.signalbox.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;

/** The records that a gateway tells of. */
final class Records {
  private static final long SECONDS = 20;

  private Records() {}

  /** All that is told of the request {@code id}, which is stored just after its answer ended. */
  static JsonNode of(Gateway gateway, String id, String key) {
    Http.Ask ask = Http.Ask.get(gateway.at("/v1/records/" + id)).with("x-api-key", key);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < deadline) {
      Http.Reply reply = Http.send(ask);
      if (reply.status() == 200) {
        return reply.json();
      }
    }
    throw new AssertionError("no record of " + id);
  }
}
