package dev.signalbox.analytics.record;

import java.util.Optional;

/**
 * One attempt to have a request answered: a call to a provider, or one that was not made.
 *
 * @param provider the provider's id
 * @param model the model asked of it
 * @param status HTTP status it answered with; 0 when it did not
 * @param outcome {@code answered}, or the name of what went wrong
 * @param fault class of what went wrong; empty text when nothing did
 * @param phase how far the call had come when it ended
 * @param key label of the key that went along; empty text when there was none
 * @param hedge whether it was a second call while another had not answered
 * @param answeredModel the model that answered, as the provider names it; empty text when it did
 *     not say
 * @param charge what is known of its cost
 * @param cost by the tokens that the provider reported; empty when it reported none, or when they
 *     have no price
 * @param firstTokenMillis from the start of the call to the first piece of the answer; -1 when
 *     there was none
 * @param millis from the start of the call to its end
 */
public record AttemptRecord(
    String provider,
    String model,
    int status,
    String outcome,
    String fault,
    String phase,
    String key,
    boolean hedge,
    String answeredModel,
    Charge charge,
    Optional<Cost> cost,
    long firstTokenMillis,
    long millis) {
  /**
   * What an attempt cost.
   *
   * @param nanos in nano-dollars
   * @param pricedAs whose price was used: the id of a card, else the model asked
   * @param answered whether that is the model that answered rather than the one asked
   */
  public record Cost(long nanos, String pricedAs, boolean answered) {}

  /** What is known of the cost of an attempt. */
  public enum Charge {
    /** Nothing was charged: the provider never began to work, or said no. */
    NONE,
    /** The provider said how many tokens it used. */
    REPORTED,
    /** The provider probably worked, but did not say how much: the cost is an estimate. */
    ESTIMATED
  }
}
