package dev.signalbox.gateway.protect;

import java.util.Locale;

/** What there is too much of for another request. */
public enum Strain {
  /** Nothing: it is taken. */
  NONE,
  /** Requests under way. */
  REQUESTS,
  /** Work of the event loop that waits for its turn. */
  LOOP_LAG,
  /** Heap in use after a collection. */
  HEAP,
  /** Bodies of requests that are large together. */
  BODIES,
  /** Memory in use outside the heap. */
  DIRECT_MEMORY,
  /** Open files, which connections are too. */
  FILES;

  private final String counter = "shed_" + name().toLowerCase(Locale.ROOT);

  /** What counts the requests that it kept out. */
  public String counter() {
    return counter;
  }
}
