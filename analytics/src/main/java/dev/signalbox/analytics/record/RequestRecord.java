package dev.signalbox.analytics.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One request that was accepted, whatever became of it.
 *
 * @param id our request id
 * @param at when its head had arrived
 * @param endpoint the door it came through, such as {@code chat/completions}
 * @param key label of the caller's key; empty text when the gateway is open
 * @param project {@code x-project}; empty text when it was not given
 * @param source {@code x-source}; empty text when it was not given
 * @param requestedModel the model name the client wrote
 * @param served {@code provider/model} that answered; empty text when none did
 * @param answeredModel the model that answered, as its provider names it; empty text when none did
 *     or it did not say
 * @param decision id of the decision that routed it; empty text when it came to none
 * @param stream whether a stream was asked for
 * @param status HTTP status the client got; 499 when it left first
 * @param outcome {@code ok}, {@code client_closed}, or the kind of failure in lower case
 * @param usage tokens; absent when the provider gave none
 * @param usageConsistent false when the provider's figures contradict each other
 * @param losses fields that could not be carried over, {@code field:kind}
 * @param millis from {@code at} to the last byte
 * @param firstByteMillis from {@code at} to the first byte of the answer; -1 when there was none
 */
public record RequestRecord(
    String id,
    Instant at,
    String endpoint,
    String key,
    String project,
    String source,
    String requestedModel,
    String served,
    String answeredModel,
    String decision,
    boolean stream,
    int status,
    String outcome,
    Optional<TokenCounts> usage,
    boolean usageConsistent,
    List<String> losses,
    List<AttemptRecord> attempts,
    long millis,
    long firstByteMillis) {
  public RequestRecord {
    losses = List.copyOf(losses);
    attempts = List.copyOf(attempts);
  }
}
