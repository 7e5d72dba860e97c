package dev.signalbox.analytics.record;

import java.time.Instant;

/**
 * One attempt to have a request answered: a call to a provider, or one that was not made.
 *
 * @param at when it began
 * @param provider the provider's id
 * @param model the model asked of it
 * @param answeredModel the model it says it was; empty text when it did not say
 * @param status HTTP status it answered with; 0 when it did not
 * @param outcome {@code answered}, or the name of what went wrong
 * @param fault class of what went wrong; empty text when nothing did
 * @param phase how far the call had come when it ended
 * @param key label of the key that went along; empty text when there was none
 * @param hedge whether it was a second call while another had not answered
 * @param bill what it cost
 * @param connectMillis from the start of the call until it had a connection, which is 0 or nearly
 *     so where one was kept; -1 when it never had one
 * @param firstTokenMillis from the start of the call to the first piece of the answer; -1 when
 *     there was none
 * @param millis from the start of the call to its end
 * @param retryAfterMillis how long the provider asked to be left alone; -1 when it did not
 */
public record AttemptRecord(
    Instant at,
    String provider,
    String model,
    String answeredModel,
    int status,
    String outcome,
    String fault,
    String phase,
    String key,
    boolean hedge,
    Bill bill,
    long connectMillis,
    long firstTokenMillis,
    long millis,
    long retryAfterMillis) {
  /** The outcome of an attempt that brought the answer. */
  public static final String ANSWERED = "answered";
}
