package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Writes one tree as {@link Worded} says. */
final class WordWriter {
  private static final int USUAL_BYTES = 256;

  private final Map<String, Integer> words;
  private final Map<String, Integer> seen = new HashMap<>();
  private byte[] bytes = new byte[USUAL_BYTES];
  private int end;

  WordWriter(Map<String, Integer> words) {
    this.words = words;
  }

  byte[] write(ObjectNode json) {
    put(Worded.FORMAT);
    value(json);
    return Arrays.copyOf(bytes, end);
  }

  private void value(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        head(Worded.OBJECT, node.size());
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          text(field.getKey());
          value(field.getValue());
        }
      }
      case ARRAY -> {
        head(Worded.ARRAY, node.size());
        for (JsonNode element : node) {
          value(element);
        }
      }
      case STRING -> text(node.textValue());
      case BOOLEAN -> put(node.booleanValue() ? Worded.TRUE : Worded.FALSE);
      case NUMBER -> number(node);
      case NULL, MISSING -> put(Worded.NULL);
      case BINARY, POJO -> throw new IllegalArgumentException("JSON has no " + node.getNodeType());
    }
  }

  private void number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      long value = node.longValue();
      head(Worded.WHOLE, (value << 1) ^ (value >> 63));
    } else {
      put(Worded.DECIMAL);
      text(node.asText());
    }
  }

  private void text(String text) {
    Integer word = words.get(text);
    if (word != null) {
      put(Worded.FIRST_WORD + word);
      return;
    }
    Integer before = seen.putIfAbsent(text, seen.size());
    if (before != null) {
      head(Worded.SEEN, before);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    head(Worded.TEXT, utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, end, utf8.length);
    end += utf8.length;
  }

  private void head(int kind, long number) {
    put(kind);
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      put((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  private void put(int value) {
    room(1);
    bytes[end++] = (byte) value;
  }

  private void room(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + more));
    }
  }
}
