package dev.signalbox.gateway.chaos;

/** How a client behaves once it has connected. */
sealed interface ClientWay {
  /** Reads everything as it comes. */
  record Reads() implements ClientWay {}

  /** Reads so many bytes, waits so long, and again. */
  record Slow(int bytes, int pauseMillis) implements ClientWay {}

  /** Leaves when so many bytes of the answer have come, with RST or FIN. */
  record LeavesAfter(int bytes, boolean reset) implements ClientWay {}

  /** Leaves so long after it has asked, with RST or FIN. */
  record LeavesIn(int millis, boolean reset) implements ClientWay {}

  /** Ends its own direction when it has asked, and reads on. */
  record HalfCloses() implements ClientWay {}

  /** Sends so much of its request, in percent of the body, and leaves with RST or FIN. */
  record StopsSending(int percent, boolean reset) implements ClientWay {}

  /** Leaves with RST: what is under way in either direction may be lost. */
  default boolean resets() {
    return switch (this) {
      case LeavesAfter(_, var reset) -> reset;
      case LeavesIn(_, var reset) -> reset;
      case StopsSending(_, var reset) -> reset;
      case Reads _, Slow _, HalfCloses _ -> false;
    };
  }
}
