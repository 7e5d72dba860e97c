package dev.signalbox.gateway;

import dev.signalbox.analytics.capture.CaptureRetention;
import dev.signalbox.analytics.conversation.ConversationRetention;
import dev.signalbox.analytics.ledger.Retention;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration EVERY = Duration.ofMinutes(10);

  /**
   * Adds this.
   *
   * @param leads whether this process is the one that does it
   */
  void addTo(Chores chores, InstantSource clock, BooleanSupplier leads) {
    chores.every(
        EVERY,
        () ->
            leads.getAsBoolean()
                ? chores
                    .done(() -> takeOut(clock.millis()))
                    .onFailure(cause -> log.warn("what is old could not be taken out", cause))
                : Future.succeededFuture());
  }

  private void takeOut(long nowMillis) {
    facts.run(nowMillis);
    conversations.run(nowMillis);
    if (!capturesKept.isZero()) {
      captures.run(nowMillis - capturesKept.toMillis());
    }
  }
}
