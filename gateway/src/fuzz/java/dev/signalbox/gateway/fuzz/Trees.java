package dev.signalbox.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * JSON as bytes in which every byte counts: any bytes are a document, and a changed byte is another
 * field, value or type, where a changed byte of JSON text is mostly no JSON any more. Names and
 * words of the formats are numbers.
 */
public final class Trees {
  private static final int DEEPEST = 40;
  private static final int LONG_TEXT = 0xFFFF;

  /** Every one is a number as we take it, or the class does not load. */
  private static final List<JsonNode> NUMBERS =
      Stream.of(
              "-1",
              "1.5",
              "0.0",
              "-0",
              "1e2",
              "1e400",
              "1e-400",
              "1e9999",
              "2147483648",
              "9223372036854775807",
              "9223372036854775808",
              "123456789012345678901234567890",
              "0.1000",
              "1700000000",
              "4294967296",
              "-9223372036854775808")
          .map(number -> StrictJson.tryParse(number).orElseThrow())
          .toList();

  private static final List<String> WORDS = words();
  private static final Map<String, Integer> NUMBER_OF = numbers();

  private enum Tag {
    END,
    OBJECT,
    ARRAY,
    WORD,
    TEXT,
    SMALL,
    NUMBER,
    CONSTANT
  }

  private static final List<Tag> TAGS = List.of(Tag.values());

  private Trees() {}

  private static List<String> words() {
    try (InputStream in =
        Objects.requireNonNull(Trees.class.getResourceAsStream("words.txt"), "words.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < WORDS.size(); i++) {
      numbers.put(WORDS.get(i), i);
    }
    return numbers;
  }

  /** The document that the next bytes of {@code in} are. */
  public static JsonNode read(Input in) {
    return value(in, tag(in), 0);
  }

  /** The object that the next bytes are; what is no object is the only field of one. */
  public static ObjectNode object(Input in) {
    JsonNode value = read(in);
    if (value instanceof ObjectNode object) {
      return object;
    }
    ObjectNode object = StrictJson.object();
    object.set("input", value);
    return object;
  }

  private static Tag tag(Input in) {
    return TAGS.get(in.next() % TAGS.size());
  }

  private static JsonNode value(Input in, Tag tag, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (tag) {
      case OBJECT -> depth < DEEPEST ? fields(in, depth) : nodes.objectNode();
      case ARRAY -> depth < DEEPEST ? items(in, depth) : nodes.arrayNode();
      case WORD -> nodes.textNode(word(in));
      case TEXT -> nodes.textNode(text(in));
      case SMALL -> nodes.numberNode(in.next());
      case NUMBER -> NUMBERS.get(in.next() % NUMBERS.size());
      case CONSTANT ->
          switch (in.next() % 3) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(true);
            default -> nodes.booleanNode(false);
          };
      case END -> nodes.textNode("");
    };
  }

  private static ObjectNode fields(Input in, int depth) {
    ObjectNode object = StrictJson.object();
    while (in.hasMore()) {
      Tag tag = tag(in);
      if (tag == Tag.END) {
        break;
      }
      String name = word(in);
      object.set(name, value(in, tag, depth + 1));
    }
    return object;
  }

  private static ArrayNode items(Input in, int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (in.hasMore()) {
      Tag tag = tag(in);
      if (tag == Tag.END) {
        break;
      }
      array.add(value(in, tag, depth + 1));
    }
    return array;
  }

  private static String word(Input in) {
    int number = in.next() << 8 | in.next();
    return number == LONG_TEXT ? text(in) : WORDS.get(number % WORDS.size());
  }

  private static String text(Input in) {
    return new String(in.take(in.next()), StandardCharsets.UTF_8);
  }

  /** The bytes that {@link #read} makes {@code node} of, as far as it can. */
  public static byte[] write(JsonNode node) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tag(tagOf(node), out);
    content(node, out);
    return out.toByteArray();
  }

  private static void tag(Tag tag, ByteArrayOutputStream out) {
    out.write(TAGS.indexOf(tag));
  }

  private static Tag tagOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> Tag.OBJECT;
      case ARRAY -> Tag.ARRAY;
      case STRING -> NUMBER_OF.containsKey(node.textValue()) ? Tag.WORD : Tag.TEXT;
      case NUMBER -> isSmall(node) ? Tag.SMALL : Tag.NUMBER;
      case BOOLEAN, NULL, MISSING, BINARY, POJO -> Tag.CONSTANT;
    };
  }

  private static boolean isSmall(JsonNode node) {
    return node.isIntegralNumber()
        && node.canConvertToInt()
        && node.intValue() >= 0
        && node.intValue() < 256;
  }

  private static void content(JsonNode node, ByteArrayOutputStream out) {
    switch (tagOf(node)) {
      case OBJECT -> {
        node.properties()
            .forEach(
                field -> {
                  tag(tagOf(field.getValue()), out);
                  name(field.getKey(), out);
                  content(field.getValue(), out);
                });
        tag(Tag.END, out);
      }
      case ARRAY -> {
        node.forEach(item -> out.writeBytes(write(item)));
        tag(Tag.END, out);
      }
      case WORD -> name(node.textValue(), out);
      case TEXT -> text(node.textValue(), out);
      case SMALL -> out.write(node.intValue());
      case NUMBER -> out.write(Math.max(0, NUMBERS.indexOf(node)));
      case CONSTANT -> out.write(node.isNull() ? 0 : node.booleanValue() ? 1 : 2);
      case END -> {}
    }
  }

  private static void name(String name, ByteArrayOutputStream out) {
    int number = NUMBER_OF.getOrDefault(name, LONG_TEXT);
    out.write(number >> 8);
    out.write(number);
    if (number == LONG_TEXT) {
      text(name, out);
    }
  }

  private static void text(String text, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] kept = Arrays.copyOf(bytes, Math.min(bytes.length, 255));
    out.write(kept.length);
    out.writeBytes(kept);
  }
}
