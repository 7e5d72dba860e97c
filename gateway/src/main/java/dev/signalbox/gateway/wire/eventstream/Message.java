package dev.signalbox.gateway.wire.eventstream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One message of an event stream.
 *
 * @param headers its headers that are text, by name, such as {@code :event-type}
 * @param payload what it carries; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by tests through its parts
public record Message(Map<String, String> headers, byte[] payload) {
  public Message {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** The header {@code name}; empty text when there is none. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
