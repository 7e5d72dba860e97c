package dev.signalbox.gateway.e2e.faults;

import io.vertx.core.buffer.Buffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes of HTTP answers. */
final class Wire {
  /** A whole answer of Chat Completions. */
  static final String CHAT =
      "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
          + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,"
          + "\"total_tokens\":8}}";

  /** The head of a stream of events. */
  static final String STREAM =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

  /** The end of a chunked body. */
  static final String END = "0\r\n\r\n";

  private Wire() {}

  /** A whole answer of JSON. */
  static String json(String status, String body) {
    return answer(status, "content-type: application/json\r\n", body);
  }

  /** A whole answer; {@code headers} are lines with their ends. */
  static String answer(String status, String headers, String body) {
    return "HTTP/1.1 %s\r\n%sconnection: close\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(status, headers, body.length(), body);
  }

  /** An error as OpenAI tells it. */
  static String error(String type, String code) {
    return "{\"error\":{\"message\":\"it went wrong\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
        .formatted(type, code);
  }

  /** One chunk of a chunked body. */
  static String chunk(String text) {
    return "%x\r\n%s\r\n".formatted(text.length(), text);
  }

  /** An event of a stream of Chat Completions with this text, as a chunk. */
  static String piece(String text) {
    return chunk(
        ("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"},"
                + "\"finish_reason\":null}]}\n\n")
            .formatted(text));
  }

  /** The event of a stream of Chat Completions that says why it stops, as a chunk. */
  static String stopped() {
    return chunk(
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
  }

  /** How a stream of Chat Completions ends well, with the end of the body. */
  static String done() {
    return stopped() + chunk("data: [DONE]\n\n") + END;
  }

  /** What is in these chunks. */
  static String unchunked(String chunks) {
    return chunks.replaceAll("[0-9a-f]+\r\n([^\r]*)\r\n", "$1");
  }

  /** Text of Latin-1 as bytes. */
  static Buffer bytes(String text) {
    return Buffer.buffer(text, "ISO-8859-1");
  }

  /** A header of an answer that was read raw. */
  static String header(String answer, String name) {
    Matcher line = Pattern.compile("\r\n" + name + ": ([^\r]*)\r\n").matcher(answer);
    if (!line.find()) {
      throw new AssertionError("no " + name + " in " + answer);
    }
    return line.group(1);
  }
}
