package dev.signalbox.gateway.demo;

import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;
import java.util.Optional;

/**
 * One request of the sample traffic, before it is put into the words of an API.
 *
 * @param number of this one since the first, from 1
 * @param team who sends it
 * @param source what of theirs sends it
 * @param session the conversation it belongs to; empty text for none
 * @param turn of the conversation, from 0
 * @param topic what the conversation is about, a number
 * @param model the model name that is asked for
 * @param task what kind of work it is
 * @param door what it comes through
 * @param stream whether a stream is asked for
 * @param kind what is special about it
 * @param words how long an answer is asked for
 */
record Errand(
    long number,
    Team team,
    String source,
    String session,
    int turn,
    int topic,
    String model,
    String task,
    Door door,
    boolean stream,
    Kind kind,
    int words) {
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** Of so many topics one is asked about in new words. */
  private static final int TRIED_EVERY = 5;

  /** What requests come through. */
  enum Door {
    CHAT("chat/completions", Protocol.CHAT),
    RESPONSES("responses", Protocol.RESPONSES),
    MESSAGES("messages", Protocol.ANTHROPIC),
    GEMINI("generateContent", Protocol.GEMINI),
    EMBEDDINGS("embeddings", Protocol.CHAT);

    private final String endpoint;
    private final Protocol protocol;

    Door(String endpoint, Protocol protocol) {
      this.endpoint = endpoint;
      this.protocol = protocol;
    }

    /** Its name in records. */
    String endpoint() {
      return endpoint;
    }

    Protocol protocol() {
      return protocol;
    }
  }

  /** What is special about a request. */
  enum Kind {
    PLAIN,
    /** It brings functions. */
    TOOLS,
    /** It wants JSON of a schema. */
    SCHEMA,
    /** It brings a picture. */
    PICTURE,
    /** A key was pasted into it. */
    CREDENTIAL,
    /** It holds a mail address and a telephone number. */
    PERSONAL,
    /** It asks for a profile that there is not. */
    UNKNOWN_PROFILE,
    /** Its prompt does not fit. */
    TOO_LONG,
    /** Its client leaves while the answer is coming. */
    LEAVES
  }

  /** The app that it comes through; empty text for none. */
  String app() {
    return team.project().equals(Teams.PLAYGROUND) && !model.equals(Teams.OF_PARTNER)
        ? Teams.PLAYGROUND
        : "";
  }

  /** What its sender may later find it by: where it is from, and what it tries. */
  List<String> tags() {
    String rest = team.habits().nightly() ? "batch" : "interactive";
    return topic % TRIED_EVERY == 0 ? List.of(rest, "prompt-v2") : List.of(rest);
  }

  /** What is asked at {@code turn} of the conversation. */
  String questionAt(int asked) {
    return team.questions().get((topic + asked) % team.questions().size());
  }

  /** The conversation's id as the session; empty where it is none. */
  Optional<String> conversation() {
    return Optional.of(session).filter(id -> !id.isEmpty());
  }

  /** About how many tokens its prompt has. */
  long promptTokens() {
    if (kind == Kind.TOO_LONG) {
      return ErrandBody.TOO_LONG_WORDS;
    }
    long characters = door == Door.EMBEDDINGS ? 0 : team.briefing().length();
    for (int i = 0; i <= turn; i++) {
      characters += questionAt(i).length() + (i < turn ? ErrandBody.REPLY.length() : 0);
    }
    return characters / CHARACTERS_PER_TOKEN + 1;
  }
}
