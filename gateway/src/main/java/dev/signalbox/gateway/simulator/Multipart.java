package dev.signalbox.gateway.simulator;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The sections of a form (<a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>), as far as
 * the simulator needs them.
 */
record Multipart(List<Section> sections) {
  private static final int MAX_SECTIONS = 100;

  /** One field or file. */
  record Section(String name, Optional<String> fileName, Buffer content) {}

  /** The form in the body of {@code received}; empty if it holds none. */
  static Optional<Multipart> of(Received received) {
    String type = Optional.ofNullable(received.headers().get("content-type")).orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return Optional.empty();
    }
    return parameter(type, "boundary")
        .map(boundary -> new Multipart(sections(received.body(), "--" + boundary)));
  }

  /** The text of the field {@code name}. */
  Optional<String> value(String name) {
    return sections.stream()
        .filter(section -> section.name().equals(name))
        .map(section -> section.content().toString(StandardCharsets.UTF_8))
        .findFirst();
  }

  private static List<Section> sections(Buffer body, String boundary) {
    // Latin-1 has one character per byte, so that places in the text are places in the body.
    String text = body.toString(StandardCharsets.ISO_8859_1);
    List<Section> sections = new ArrayList<>();
    int start = text.indexOf(boundary);
    while (start >= 0 && sections.size() < MAX_SECTIONS) {
      int head = start + boundary.length() + 2;
      int content = text.indexOf("\r\n\r\n", head);
      int end = text.indexOf("\r\n" + boundary, head);
      if (content < 0 || end < content + 4) {
        return sections;
      }
      String disposition =
          new String(
              text.substring(head, content).getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8);
      sections.add(
          new Section(
              parameter(disposition, "name").orElse(""),
              parameter(disposition, "filename"),
              body.slice(content + 4, end)));
      start = end + 2;
    }
    return sections;
  }

  /** The value of {@code name=…} in a header, with or without quotes. */
  private static Optional<String> parameter(String header, String name) {
    int at = header.indexOf(" " + name + "=");
    if (at < 0) {
      at = header.indexOf(";" + name + "=");
    }
    if (at < 0) {
      return Optional.empty();
    }
    int start = at + name.length() + 2;
    boolean quoted = header.startsWith("\"", start);
    int from = quoted ? start + 1 : start;
    int end = from;
    while (end < header.length() && (quoted ? "\"" : ";\r\n ").indexOf(header.charAt(end)) < 0) {
      end++;
    }
    return Optional.of(header.substring(from, end));
  }
}
