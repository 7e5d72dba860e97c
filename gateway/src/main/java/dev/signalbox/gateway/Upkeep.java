package dev.signalbox.gateway;

import dev.signalbox.analytics.capture.CaptureRetention;
import dev.signalbox.analytics.conversation.ConversationRetention;
import dev.signalbox.analytics.ledger.Retention;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Takes out every few minutes what was kept long enough.
 *
 * @param captures of prompts and answers
 * @param capturesKept how long prompts and answers are kept; zero keeps them for ever
 * @param conversations of answers that can be continued
 */
record Upkeep(
    Retention facts,
    CaptureRetention captures,
    Duration capturesKept,
    ConversationRetention conversations) {
  private static final long EVERY_MILLIS = 10 * 60_000;

  /**
   * Begins.
   *
   * @param leads whether this process is the one that does it
   */
  void begin(Vertx vertx, InstantSource clock, BooleanSupplier leads) {
    vertx.setPeriodic(
        EVERY_MILLIS,
        _ -> {
          if (leads.getAsBoolean()) {
            vertx.executeBlocking(() -> takeOut(clock.millis()));
          }
        });
  }

  private int takeOut(long nowMillis) {
    int removed = facts.run(nowMillis) + conversations.run(nowMillis);
    return capturesKept.isZero()
        ? removed
        : removed + captures.run(nowMillis - capturesKept.toMillis());
  }
}
