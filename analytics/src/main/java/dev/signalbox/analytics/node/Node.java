package dev.signalbox.analytics.node;

/**
 * A process among those that share a database; times are milliseconds since 1970 by the clock of
 * the server.
 *
 * @param number what its ids tell: of the living no two have the same
 * @param self what it says of itself
 * @param leads whether it did what is done once when it was heard of last
 * @param seenMillis when it was heard of last
 * @param leftMillis when it ended in good order; 0 while it has not
 * @param silentMillis how long it was not heard of
 */
public record Node(
    int number,
    Self self,
    String address,
    String config,
    boolean leads,
    long startedMillis,
    long seenMillis,
    long leftMillis,
    long silentMillis) {
  /**
   * What stays the same from the start of a process to its end.
   *
   * @param id random, another one at each start
   * @param name as records name it
   * @param host name of the machine
   * @param version of the program
   */
  public record Self(String id, String name, String host, String version) {}

  /** How it is. */
  public enum State {
    ALIVE,
    /** Ended in good order. */
    LEFT,
    /** Not heard of for longer than its lease. */
    LOST
  }

  /** How it is where a node may be silent for {@code leaseMillis}. */
  public State state(long leaseMillis) {
    if (leftMillis > 0) {
      return State.LEFT;
    }
    return silentMillis > leaseMillis ? State.LOST : State.ALIVE;
  }
}
