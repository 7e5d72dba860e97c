package dev.signalbox.gateway.wire.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one service speaks an API format otherwise than the maker of the format: changes of bodies on
 * their way to it, of its errors and streams, and of its answers to embeddings. One that is equal
 * to another does the same.
 */
public interface ApiVariant {
  /**
   * A client's own request for this service, every byte that may stay as it came; tells in {@code
   * losses} what the service does not take.
   */
  default byte[] passed(BodyScan body, Losses losses) {
    return body.bytes();
  }

  /**
   * The same where the service wants something of {@code headers} in the body.
   *
   * @param headers those of the client that may go along, by lower-case name
   */
  default byte[] passed(BodyScan body, Map<String, String> headers, Losses losses) {
    return passed(body, losses);
  }

  /** Whether the header {@code name} of a client of the format goes along. */
  default boolean sends(String name) {
    return true;
  }

  /** Changes a request that was written in the format; tells what the service does not take. */
  default void adapt(ObjectNode body, Losses losses) {}

  /** What tells an answer of {@code contentType} as server-sent events, where it is none. */
  default Optional<EventStreamText> framing(String contentType) {
    return Optional.empty();
  }

  /** An error as the maker of the format would have told it; empty where it is one. */
  default Optional<Told> error(Refused refused) {
    return Optional.empty();
  }

  /**
   * An error as it came.
   *
   * @param name the exception's, where a header has it; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Refused(int status, String name, byte[] body) {}

  /**
   * What an error becomes.
   *
   * @param retryAfterSeconds when to come again, where that follows from what it is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Told(byte[] body, OptionalLong retryAfterSeconds) {}

  /** A question for a count of tokens, of one that was written in the format. */
  default ObjectNode toCount(ObjectNode body, Losses losses) {
    return body;
  }

  /**
   * A question for embeddings of {@code model}, of one that was written in the format.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when the service has no way to say it
   */
  default ObjectNode toEmbed(ObjectNode body, String model, Losses losses) {
    return body;
  }

  /** An answer with embeddings as the format has it. */
  default ObjectNode embedded(ObjectNode answer) {
    return answer;
  }
}
