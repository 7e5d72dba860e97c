package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One answer as it will be played, fault or not.
 *
 * @param waitMillis before anything is sent
 * @param headers names in lower case
 * @param length the {@code content-length} to declare; empty sends chunks
 * @param beats the body; each is one write and, in a stream, one event
 * @param ending what happens after the last beat
 */
record Answer(
    long waitMillis,
    int status,
    Map<String, String> headers,
    OptionalLong length,
    List<Beat> beats,
    Ending ending) {
  /** What happens after the last beat. */
  enum Ending {
    /** The answer ends as HTTP wants it. */
    WHOLE,
    /** The connection is closed. */
    CUT,
    /** Nothing happens any more; the connection stays open. */
    STALL,
    /** Like {@link #CUT}, but no head is sent either. */
    HANGUP,
    /** Like {@link #STALL}, but no head is sent either. */
    SILENCE
  }

  /**
   * Bytes sent at one go.
   *
   * @param waitMillis before they are sent
   */
  record Beat(long waitMillis, Buffer bytes) {}

  Answer {
    headers = Map.copyOf(headers);
    beats = List.copyOf(beats);
  }

  /** A whole answer with a body of JSON. */
  static Answer json(int status, JsonNode body) {
    return bytes(status, "application/json", Buffer.buffer(StrictJson.toBytes(body)));
  }

  /** A whole answer with these bytes. */
  static Answer bytes(int status, String contentType, Buffer body) {
    return new Answer(
        0,
        status,
        Map.of("content-type", contentType),
        OptionalLong.of(body.length()),
        body.length() == 0 ? List.of() : List.of(new Beat(0, body)),
        Ending.WHOLE);
  }

  /** A streamed answer with status 200. */
  static Answer stream(String contentType, List<Beat> beats) {
    return new Answer(
        0,
        200,
        Map.of("content-type", contentType, "cache-control", "no-cache"),
        OptionalLong.empty(),
        beats,
        Ending.WHOLE);
  }

  Answer withWait(long millis) {
    return new Answer(millis, status, headers, length, beats, ending);
  }

  Answer withBeats(List<Beat> newBeats, Ending newEnding) {
    return new Answer(waitMillis, status, headers, length, newBeats, newEnding);
  }

  Answer withLength(OptionalLong newLength) {
    return new Answer(waitMillis, status, headers, newLength, beats, ending);
  }

  /** With {@code more} over the headers that are there. */
  Answer withHeaders(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Answer(waitMillis, status, all, length, beats, ending);
  }

  boolean isStream() {
    return length.isEmpty();
  }
}
