package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a host has an API that is another maker's: what it wants otherwise in requests, and how its
 * answers become those of the API. Everybody behind it sees the API as its maker has it.
 */
public interface HostForm {
  /** The API as its maker has it. */
  HostForm MAKERS = new HostForm() {};

  /**
   * The body of a request for an answer; tells in {@code losses} what does not go along.
   *
   * @param headers those that a client of this very API sent, by lower-case name
   */
  default byte[] request(byte[] body, Map<String, String> headers, Losses losses) {
    return body;
  }

  /** The body of a request for a count of tokens. */
  default byte[] count(byte[] body) {
    return body;
  }

  /** Whether the header {@code name} of a client of this very API goes along. */
  default boolean sends(String name) {
    return true;
  }

  /** What tells an answer of {@code contentType} as server-sent events, where it is none. */
  default Optional<EventStreamText> framing(String contentType) {
    return Optional.empty();
  }

  /** An error as the API has it. */
  default Told error(Refused refused) {
    return new Told(Optional.empty(), OptionalLong.empty());
  }

  /**
   * An error as it came.
   *
   * @param name of the exception, where a header has it; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Refused(int status, String name, byte[] body) {}

  /**
   * What an error becomes.
   *
   * @param body its body where it is another one than came
   * @param retryAfterSeconds when to come again, where that follows from what it is
   */
  record Told(Optional<byte[]> body, OptionalLong retryAfterSeconds) {}
}
