package dev.signalbox.gateway.wire.estimate;

import com.fasterxml.jackson.databind.JsonNode;

/** Adds up the tokens of texts. Used by one thread at a time. */
interface Meter {
  /** Counts {@code text}. */
  void add(String text);

  /** Counts {@code json} as if it were written without spaces. */
  void add(JsonNode json);

  /** Counts {@code characters} of punctuation. */
  void addPlain(int characters);

  /** Tokens so far, rounded up; not negative. */
  long tokens();
}
