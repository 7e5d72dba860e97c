package dev.signalbox.gateway.protect;

import java.util.HashSet;
import java.util.Set;

/**
 * How many client connections there may be, of all event loops together, and as many files as are
 * left for them. At the bound nothing more is accepted, so that connections wait in the system's
 * queue, until one that is open has ended. Guarded by its own monitor.
 */
public final class ConnectionCap {
  /** Connections that may have been accepted before it was known that there is no room. */
  private static final int SLACK = 64;

  private final int most;
  private final Runnable pauses;
  private final Set<Acceptor> acceptors = new HashSet<>();
  private int open;
  private long files = Long.MAX_VALUE;
  private boolean full;

  /** Accepts connections, or does not for the time being. Never blocks. */
  @FunctionalInterface
  public interface Acceptor {
    void accepts(boolean more);
  }

  /**
   * Room for {@code most} connections.
   *
   * @param pauses told each time that nothing more is accepted
   */
  ConnectionCap(int most, Runnable pauses) {
    this.most = most;
    this.pauses = pauses;
  }

  /** Takes a connection that {@code acceptor} accepted; false when it has to be closed at once. */
  public synchronized boolean opened(Acceptor acceptor) {
    acceptors.add(acceptor);
    if (full) {
      acceptor.accepts(false); // it has just come, or went on by itself after a failure
    }
    if (open >= (long) bound() + SLACK) {
      return false;
    }
    open++;
    settle();
    return true;
  }

  /** A connection that was taken has ended. */
  public synchronized void closed() {
    open--;
    settle();
  }

  /** Whether nothing more is accepted. */
  public synchronized boolean isFull() {
    return full;
  }

  /** Connections that are open. */
  synchronized int open() {
    return open;
  }

  int most() {
    return most;
  }

  /** So many more files may be opened now. */
  synchronized void filesLeft(long left) {
    files = open + left;
    settle();
  }

  private int bound() {
    return (int) Math.max(0, Math.min(most, files));
  }

  private void settle() {
    boolean now = open >= bound();
    if (now != full) {
      full = now;
      if (now) {
        pauses.run();
      }
      acceptors.forEach(acceptor -> acceptor.accepts(!now));
    }
  }
}
