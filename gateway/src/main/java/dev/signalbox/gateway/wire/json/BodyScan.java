package dev.signalbox.gateway.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The top-level fields of a JSON object and where their values stand in its bytes, found in one
 * pass without a tree. Lets a body be forwarded with one value replaced and every other byte as it
 * came.
 */
public final class BodyScan {
  private static final byte[] NOTHING = {};

  private final byte[] body;
  private final Map<String, Span> fields;

  private BodyScan(byte[] body, Map<String, Span> fields) {
    this.body = body;
    this.fields = fields;
  }

  /**
   * Where a value stands.
   *
   * @param name offset of the first byte of its name
   * @param start offset of its first byte
   * @param end offset after its last byte
   * @param token its first token
   */
  private record Span(int name, int start, int end, JsonToken token) {}

  /**
   * Scans {@code body} once, with all the checks of {@link StrictJson}.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when it is not one strict JSON object
   */
  public static BodyScan of(byte[] body) {
    Utf8.check(body);
    try (JsonParser parser = StrictJson.FACTORY.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw Problem.of(ProblemKind.INVALID_REQUEST, "the body must be a JSON object")
            .toException();
      }
      Map<String, Span> fields = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        int named = (int) parser.currentTokenLocation().getByteOffset();
        JsonToken token = parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        fields.put(
            name, new Span(named, start, (int) parser.currentLocation().getByteOffset(), token));
      }
      if (parser.nextToken() != null) {
        throw Problem.of(
                ProblemKind.INVALID_REQUEST,
                "the body is not valid JSON: something follows the value")
            .toException();
      }
      return new BodyScan(body, fields);
    } catch (IOException e) {
      throw StrictJson.invalid(e);
    }
  }

  /** The object as it was scanned. */
  public byte[] bytes() {
    return body;
  }

  /** Whether the object has a field {@code name}, null included. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Whether the object has a field {@code name} that is null. */
  public boolean isNull(String name) {
    Span span = fields.get(name);
    return span != null && span.token() == JsonToken.VALUE_NULL;
  }

  /**
   * The text of the string field {@code name}; empty when it is absent or null.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when it is of another type
   */
  public Optional<String> text(String name) {
    Span span = fields.get(name);
    if (span == null || span.token() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (span.token() != JsonToken.VALUE_STRING) {
      throw Problem.invalid(name, "`%s` must be a string".formatted(name)).toException();
    }
    String unquoted =
        new String(body, span.start() + 1, span.end() - span.start() - 2, StandardCharsets.UTF_8);
    if (unquoted.indexOf('\\') < 0) {
      return Optional.of(unquoted);
    }
    try (JsonParser parser =
        StrictJson.FACTORY.createParser(body, span.start(), span.end() - span.start())) {
      parser.nextToken();
      return Optional.of(parser.getText());
    } catch (IOException e) {
      throw StrictJson.invalid(e);
    }
  }

  /**
   * The value of the boolean field {@code name}; false when it is absent or null.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when it is of another type
   */
  public boolean flag(String name) {
    Span span = fields.get(name);
    if (span == null || span.token() == JsonToken.VALUE_NULL) {
      return false;
    }
    if (!span.token().isBoolean()) {
      throw Problem.invalid(name, "`%s` must be true or false".formatted(name)).toException();
    }
    return span.token() == JsonToken.VALUE_TRUE;
  }

  /** The bytes of the object field {@code name}; empty when it is absent or of another type. */
  public Optional<byte[]> object(String name) {
    return value(name, span -> span.token() == JsonToken.START_OBJECT);
  }

  /** The bytes of the field {@code name}; empty when it is absent or null. */
  public Optional<byte[]> value(String name) {
    return value(name, span -> span.token() != JsonToken.VALUE_NULL);
  }

  private Optional<byte[]> value(String name, Predicate<Span> wanted) {
    return Optional.ofNullable(fields.get(name))
        .filter(wanted)
        .map(span -> Arrays.copyOfRange(body, span.start(), span.end()));
  }

  /** A tree of all fields but those of {@code names}, which are not read for it. */
  public ObjectNode without(Set<String> names) {
    ObjectNode rest = StrictJson.object();
    fields.forEach(
        (name, span) -> {
          if (!names.contains(name)) {
            rest.set(name, StrictJson.parse(Arrays.copyOfRange(body, span.start(), span.end())));
          }
        });
    return rest;
  }

  /** The body without the fields {@code names}; the values of the others byte for byte. */
  public byte[] bytesWithout(Set<String> names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
    fields.forEach(
        (name, span) -> {
          if (!names.contains(name)) {
            out.write(out.size() == 0 ? '{' : ',');
            out.writeBytes(StrictJson.toBytes(TextNode.valueOf(name)));
            out.write(':');
            out.write(body, span.start(), span.end() - span.start());
          }
        });
    if (out.size() == 0) {
      out.write('{');
    }
    out.write('}');
    return out.toByteArray();
  }

  /**
   * The body with the value of {@code name} replaced and every other byte as it was.
   *
   * @param json the new value as JSON
   * @throws IllegalArgumentException if there is no such field
   */
  public byte[] withValue(String name, byte[] json) {
    Span span = fields.get(name);
    if (span == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    return spliced(body, span.start(), span.end(), json);
  }

  /**
   * The body with the field {@code name} of this value: in the place of the old one, else at the
   * end; every other byte as it was.
   *
   * @param json the value as JSON
   */
  public BodyScan with(String name, byte[] json) {
    if (has(name)) {
      return of(withValue(name, json));
    }
    int end = body.length - 1;
    while (body[end] != '}') {
      end--;
    }
    String start = (fields.isEmpty() ? "" : ",") + "\"" + name + "\":";
    byte[] named =
        spliced(start.getBytes(StandardCharsets.UTF_8), start.length(), start.length(), json);
    return of(spliced(body, end, end, named));
  }

  /**
   * The body without the field {@code name} and the comma that goes with it, every other byte as it
   * was.
   *
   * @throws IllegalArgumentException if there is no such field
   */
  public byte[] withoutField(String name) {
    Span span = fields.get(name);
    if (span == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    int end = span.end();
    while (isSpace(body[end])) {
      end++;
    }
    if (body[end] == ',') {
      return spliced(body, span.name(), end + 1, NOTHING);
    }
    int start = span.name();
    while (isSpace(body[start - 1])) {
      start--;
    }
    return spliced(body, body[start - 1] == ',' ? start - 1 : start, span.end(), NOTHING);
  }

  private static boolean isSpace(byte sign) {
    return sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t';
  }

  private static byte[] spliced(byte[] bytes, int start, int end, byte[] middle) {
    byte[] result = new byte[bytes.length - (end - start) + middle.length];
    System.arraycopy(bytes, 0, result, 0, start);
    System.arraycopy(middle, 0, result, start, middle.length);
    System.arraycopy(bytes, end, result, start + middle.length, bytes.length - end);
    return result;
  }
}
