package dev.signalbox.gateway.chaos;

/** What a provider does with one request. */
sealed interface Deed {
  /** A whole answer. */
  record Answers(Manner manner) implements Deed {}

  /** A whole answer whose figures of tokens are wrong. */
  record Miscounts(Figures figures) implements Deed {}

  /** An answer that is an error; {@code headers} are lines with their ends. */
  record Refuses(int status, String headers, String code) implements Deed {}

  /**
   * An answer that breaks off after so many events; whole ones have none and break in the middle.
   */
  record Breaks(Place place, int events, How how) implements Deed {}

  /** What is no answer. */
  record Babbles(Noise noise) implements Deed {}

  /** How a whole answer is sent. */
  enum Manner {
    /** Event by event, as fast as it goes. */
    PLAIN,
    /** With a pause between events. */
    SLOW,
    /** In pieces of a few bytes, cut anywhere. */
    SPLIT,
    /** Everything in one piece. */
    AT_ONCE,
    /** And closes the connection, as it says. */
    CLOSING,
    /** And closes the connection when it is asked again. */
    STALE,
    /** With comments between the events. */
    COMMENTED
  }

  /** Tokens as nobody can have used them. */
  enum Figures {
    MISSING("", ""),
    NOTHING("0", "0"),
    NEGATIVE("-7", "-9223372036854775808"),
    ABSURD("9223372036854775807", "9223372036854775807"),
    TEXT("\"many\"", "\"more\"");

    final String input;
    final String output;

    Figures(String input, String output) {
      this.input = input;
      this.output = output;
    }
  }

  /** Where an answer breaks off. */
  enum Place {
    /** Before the status line. */
    BEFORE,
    /** After the head. */
    HEAD,
    /** In the body. */
    BODY
  }

  /** How an answer breaks off. */
  enum How {
    /** RST. */
    RESET,
    /** FIN. */
    CLOSE,
    /** Nothing more comes. */
    STALL,
    /** With an error event, and the regular end of the body. */
    ERROR,
    /** With the regular end of the body, but without the mark of the end of a stream. */
    END
  }

  /** What is no answer. */
  enum Noise {
    GARBAGE,
    WEB_PAGE,
    NO_CONTENT,
    REDIRECT,
    TWO_LENGTHS,
    HALF_JSON,
    OTHER_JSON,
    FLOOD,
    COMMENTS,
    ANSWER_AND_MORE,
    ERROR_AS_ANSWER,
    BROKEN_CHUNK
  }
}
