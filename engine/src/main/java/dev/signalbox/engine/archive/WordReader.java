package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads one tree as {@link Worded} says. */
final class WordReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_DEPTH = 64;

  private final byte[] bytes;
  private final List<String> seen = new ArrayList<>();
  private int at = 1; // after the format

  WordReader(byte[] bytes) {
    this.bytes = bytes;
  }

  JsonNode read() {
    JsonNode json = value(0);
    if (at != bytes.length) {
      throw damaged();
    }
    return json;
  }

  private JsonNode value(int depth) {
    int kind = next();
    return switch (kind) {
      case Worded.NULL -> NODES.nullNode();
      case Worded.FALSE -> NODES.booleanNode(false);
      case Worded.TRUE -> NODES.booleanNode(true);
      case Worded.WHOLE -> whole();
      case Worded.DECIMAL -> DecimalNode.valueOf(decimal(text(next())));
      case Worded.ARRAY -> array(depth);
      case Worded.OBJECT -> object(depth);
      default -> NODES.textNode(text(kind));
    };
  }

  private JsonNode whole() {
    long zigzag = number();
    long value = (zigzag >>> 1) ^ -(zigzag & 1);
    return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      throw damaged();
    }
  }

  private ArrayNode array(int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int left = count(depth); left > 0; left--) {
      array.add(value(depth + 1));
    }
    return array;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    for (int left = count(depth); left > 0; left--) {
      object.set(text(next()), value(depth + 1));
    }
    return object;
  }

  private int count(int depth) {
    if (depth >= MOST_DEPTH) {
      throw damaged();
    }
    return length();
  }

  /** A length; whatever has it takes at least as many bytes. */
  private int length() {
    long length = number();
    if (length < 0 || length > bytes.length - at) {
      throw damaged();
    }
    return (int) length;
  }

  private String text(int kind) {
    if (kind == Worded.TEXT) {
      int length = length();
      String text = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      seen.add(text);
      return text;
    }
    if (kind == Worded.SEEN) {
      return oneOf(seen, number());
    }
    return oneOf(Worded.WORDS, kind - Worded.FIRST_WORD);
  }

  private static String oneOf(List<String> texts, long number) {
    if (number < 0 || number >= texts.size()) {
      throw damaged();
    }
    return texts.get((int) number);
  }

  private long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int part = next();
      value |= (long) (part & 0x7f) << shift;
      if (part < 0x80) {
        return value;
      }
    }
    throw damaged();
  }

  private int next() {
    if (at >= bytes.length) {
      throw damaged();
    }
    return bytes[at++] & 0xff;
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("what is stored is damaged");
  }
}
