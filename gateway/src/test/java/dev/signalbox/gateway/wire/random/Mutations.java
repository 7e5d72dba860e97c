package dev.signalbox.gateway.wire.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random damage to documents and bytes, and random cuts of bytes; the same seed does the same. */
public final class Mutations {
  private static final List<String> STRANGERS =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "\"\"",
          "\"x\"",
          "\"data:;base64,\"",
          "[]",
          "[null]",
          "{}",
          "{\"type\":\"x\"}",
          "[[[]]]",
          "99999999999999999999",
          "\"assistant\"");

  private final Random random;

  /** Damage drawn by {@code seed}. */
  public Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** A copy of {@code document} with one to three values replaced, removed or doubled. */
  public JsonNode damage(JsonNode document) {
    JsonNode copy = document.deepCopy();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      List<JsonNode> containers = new ArrayList<>();
      collect(copy, containers);
      if (!containers.isEmpty()) {
        change(containers.get(random.nextInt(containers.size())));
      }
    }
    return copy;
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && !node.isEmpty()) {
      containers.add(node);
    }
    node.forEach(child -> collect(child, containers));
  }

  private void change(JsonNode container) {
    if (container instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(names.get(random.nextInt(names.size())), object.get(name).deepCopy());
        default -> object.set(name, stranger());
      }
    } else if (container instanceof ArrayNode array) {
      int index = random.nextInt(array.size());
      switch (random.nextInt(4)) {
        case 0 -> array.remove(index);
        case 1 -> array.insert(random.nextInt(array.size()), array.get(index).deepCopy());
        default -> array.set(index, stranger());
      }
    }
  }

  private JsonNode stranger() {
    String text = STRANGERS.get(random.nextInt(STRANGERS.size()));
    return StrictJson.tryParse(text).orElseGet(() -> JsonNodeFactory.instance.textNode(text));
  }

  /** A copy of {@code bytes} cut short, with bytes changed, a stretch removed or doubled. */
  public byte[] damage(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(64));
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
      case 2 -> joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
      default -> overwritten(bytes, from, to);
    };
  }

  private byte[] overwritten(byte[] bytes, int from, int to) {
    byte[] copy = bytes.clone();
    byte[] odd = "\n\r{}[]\",:0-nul\\é\u0000".getBytes(StandardCharsets.UTF_8);
    for (int i = from; i < Math.min(to, from + 4); i++) {
      copy[i] = odd[random.nextInt(odd.length)];
    }
    return copy;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** {@code bytes} in pieces of one byte to {@code longest}, empty ones among them. */
  public List<byte[]> cut(byte[] bytes, int longest) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    while (from < bytes.length) {
      int to = Math.min(bytes.length, from + random.nextInt(longest + 1));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }
}
