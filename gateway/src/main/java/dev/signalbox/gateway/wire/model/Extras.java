package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Fields of one JSON object that the canonical model has no place for, kept with the protocol they
 * were written in. An encoder of the same protocol writes them back; every other one reports each
 * as a loss.
 *
 * @param origin the protocol the fields belong to; empty when there are none
 * @param fields the fields as they came; treated as immutable
 */
public record Extras(Optional<ApiFormat> origin, ObjectNode fields) {
  /**
   * Begins the names of notes that a protocol's codec writes to itself, such as the id an item had:
   * they are not fields of the document, so {@link #writeTo} neither writes nor reports them.
   */
  public static final String NOTE = "@@";

  /** No extra fields. */
  public static final Extras NONE =
      new Extras(Optional.empty(), JsonNodeFactory.instance.objectNode());

  /** The given fields of {@code origin}; {@link #NONE} when there are none. */
  public static Extras of(ApiFormat origin, ObjectNode fields) {
    return fields.isEmpty() ? NONE : new Extras(Optional.of(origin), fields);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** Whether an encoder of {@code format} may write these fields back. */
  public boolean belongTo(ApiFormat format) {
    return origin.isPresent() && origin.get().equals(format);
  }

  /**
   * Writes the fields into {@code target} when they belong to {@code format} (never over a field
   * already there), and reports each one as dropped below {@code path} otherwise. Leaves {@link
   * #NOTE notes} out of both.
   */
  public void writeTo(ObjectNode target, ApiFormat format, Losses losses, String path) {
    boolean ours = belongTo(format);
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String name = field.getKey();
      if (name.startsWith(NOTE)) {
        continue;
      }
      if (ours) {
        target.putIfAbsent(name, field.getValue());
      } else {
        losses.dropped(join(path, name), "not part of the " + format.id() + " API");
      }
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
