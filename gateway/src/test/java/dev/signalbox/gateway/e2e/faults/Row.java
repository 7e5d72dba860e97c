package dev.signalbox.gateway.e2e.faults;

import dev.signalbox.gateway.e2e.ClientApi;
import java.util.function.Supplier;

/**
 * A fault before the first byte, and what must come of it.
 *
 * @param id the fault's id
 * @param what the fault in words
 * @param upstream makes the provider that has it
 * @param asked how the client asks
 * @param expected the outcome
 */
record Row(String id, String what, Supplier<Faulty> upstream, Asked asked, Expected expected) {
  static final int BRIEF_CONNECT = 150;
  static final int BRIEF_FIRST = 250;

  /** Short limits, so that what waits for them does not wait for long. */
  static final String LIMITS =
      """
      connect_timeout_ms = 300
      first_byte_timeout_ms = 500
      idle_timeout_ms = 5000
      """;

  /** Shorter ones, for rows that wait until they are over. */
  static final String BRIEF =
      """
      connect_timeout_ms = %d
      first_byte_timeout_ms = %d
      """
          .formatted(BRIEF_CONNECT, BRIEF_FIRST);

  /**
   * How the client asks.
   *
   * @param options of the faulty provider, as lines of its configuration
   */
  record Asked(ClientApi client, boolean stream, String options) {}

  /**
   * What comes of it.
   *
   * @param status the client's when nobody else can answer
   * @param outcome of the attempt, and its counter; a regular expression where either will do
   * @param elsewhere whether another deployment is tried
   * @param millis longest time, before the tolerance
   */
  record Expected(int status, String outcome, boolean elsewhere, long millis) {}

  static Row whole(String id, String what, Supplier<Faulty> upstream, Expected expected) {
    return new Row(id, what, upstream, new Asked(ClientApi.CHAT, false, LIMITS), expected);
  }

  static Row stream(String id, String what, Supplier<Faulty> upstream, Expected expected) {
    return new Row(id, what, upstream, new Asked(ClientApi.CHAT, true, LIMITS), expected);
  }

  /** The same, asked by a client of another protocol. */
  Row translated() {
    return new Row(
        id,
        what + ", translated",
        upstream,
        new Asked(ClientApi.ANTHROPIC, asked.stream(), asked.options()),
        expected);
  }

  /** The same with other options of the provider. */
  Row with(String options) {
    return new Row(
        id, what, upstream, new Asked(asked.client(), asked.stream(), options), expected);
  }

  /** Somebody else is tried; alone it is {@code status}. */
  static Expected elsewhere(int status, String outcome, long millis) {
    return new Expected(status, outcome, true, millis);
  }

  /** The client hears of it at once. */
  static Expected told(int status, String outcome) {
    return new Expected(status, outcome, false, 0);
  }

  @Override
  public String toString() {
    return id + " " + what;
  }
}
