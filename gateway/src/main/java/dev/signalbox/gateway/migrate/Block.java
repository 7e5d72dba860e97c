package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One table of the file that is made: its head, its keys, and where each came from. */
final class Block {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String head;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> origins = new LinkedHashSet<>();
  private final boolean perKey;

  /**
   * A value and where it came from.
   *
   * @param origins keys of the source; empty where it says nothing of it
   */
  record Entry(JsonNode value, List<String> origins) {}

  /**
   * A block.
   *
   * @param head such as {@code [server]}
   * @param perKey whether its keys come from different places, so that each is told of by itself
   */
  Block(String head, boolean perKey) {
    this.head = head;
    this.perKey = perKey;
  }

  /** Says where the block as a whole comes from. */
  Block from(Value... sources) {
    for (Value source : sources) {
      origins.add(source.path());
    }
    return this;
  }

  /** Sets a key. */
  Block put(String key, JsonNode value, Value... sources) {
    List<String> paths = new ArrayList<>();
    for (Value source : sources) {
      paths.add(source.path());
    }
    entries.put(key, new Entry(value, List.copyOf(paths)));
    return this;
  }

  Block put(String key, String value, Value... sources) {
    return put(key, JSON.textNode(value), sources);
  }

  Block put(String key, long value, Value... sources) {
    return put(key, JSON.numberNode(value), sources);
  }

  Block put(String key, boolean value, Value... sources) {
    return put(key, JSON.booleanNode(value), sources);
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  String head() {
    return head;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  boolean perKey() {
    return perKey;
  }

  Set<String> origins() {
    return origins;
  }
}
