package dev.signalbox.gateway.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that goes otherwise than in the normal answer to one request. Events are counted as
 * server-sent events on the wire; a whole answer counts as one.
 */
public sealed interface Step {
  /**
   * Answers with this status.
   *
   * @param code 200 to 999
   * @param headers added to the answer, over the standard ones
   * @param body sent as it is; absent sends the protocol's own error body for that status
   */
  record Status(int code, Map<String, String> headers, Optional<String> body) implements Step {
    public Status {
      headers = Map.copyOf(headers);
    }

    /** This status with the protocol's own error body. */
    public static Status of(int code) {
      return new Status(code, Map.of(), Optional.empty());
    }

    /** This status with the protocol's own error body and one more header. */
    public static Status of(int code, String header, String value) {
      return new Status(code, Map.of(header, value), Optional.empty());
    }
  }

  /** Waits this long before the head of the answer. */
  record Delay(long millis) implements Step {}

  /** Closes the connection after so many bytes of the body; 0 sends the head only. */
  record CutAfterBytes(long bytes) implements Step {}

  /** Closes the connection after so many events; 0 sends the head only. */
  record CutAfterEvents(int events) implements Step {}

  /** Sends so many events and then nothing more, but keeps the connection open. */
  record StallAfterEvents(int events) implements Step {}

  /** Takes the request and sends nothing at all, not even a head. */
  record NoAnswer() implements Step {}

  /** Closes the connection instead of an answer. */
  record Hangup() implements Step {}

  /**
   * Sends so many events, then the protocol's own error event and the end of the stream. A request
   * that asked for no stream gets {@link ErrorIn200}.
   */
  record ErrorEventAfter(int events) implements Step {}

  /**
   * Answers with status 200 and the protocol's error as body, or as the first event of a stream.
   */
  record ErrorIn200() implements Step {}

  /** Leaves every usage figure out. */
  record NoUsage() implements Step {}

  /**
   * Ends a stream in good order on the level of HTTP but without the protocol's own end: no {@code
   * [DONE]}, {@code response.completed}, {@code message_stop} or {@code finishReason}.
   */
  record NoTerminator() implements Step {}

  /**
   * Serves exactly these bytes, as recorded traffic has them.
   *
   * @param chunkSizes bytes of each chunk in turn, the last one repeated for the rest; empty sends
   *     all at once with a {@code content-length}
   */
  record Replay(int status, String contentType, Buffer bytes, List<Integer> chunkSizes)
      implements Step {
    public Replay {
      chunkSizes = List.copyOf(chunkSizes);
      if (chunkSizes.stream().anyMatch(size -> size < 1)) {
        throw new IllegalArgumentException("a chunk has at least one byte");
      }
    }
  }

  /** Sends the body in pieces of this many bytes with this pause before each. */
  record SlowDrip(int bytes, long pauseMillis) implements Step {
    public SlowDrip {
      if (bytes < 1) {
        throw new IllegalArgumentException("a piece has at least one byte");
      }
    }
  }

  /** Answers with a redirect, such as status 302. */
  record Redirect(int status, String location) implements Step {}

  /**
   * Sends one event with this many bytes of data after the first event; a whole answer is padded
   * with so much white space instead.
   */
  record HugeEvent(long bytes) implements Step {}

  /** Sends these bytes between two events, such as comments, garbage lines or unknown events. */
  record Insert(int afterEvents, Buffer bytes) implements Step {}

  /** Adds headers to the normal answer, over the standard ones. */
  record Headers(Map<String, String> headers) implements Step {
    public Headers {
      headers = Map.copyOf(headers);
    }
  }
}
