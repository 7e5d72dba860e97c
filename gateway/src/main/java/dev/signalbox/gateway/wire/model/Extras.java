package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Fields of one JSON object that the canonical model has no place for, kept with the protocol they
 * were written in. An encoder of the same protocol writes them back; every other one reports each
 * as a loss.
 *
 * @param origin the protocol the fields belong to; empty when there are none
 * @param fields the fields as they came; treated as immutable
 */
public record Extras(Optional<Protocol> origin, ObjectNode fields) {
  /** No extra fields. */
  public static final Extras NONE =
      new Extras(Optional.empty(), JsonNodeFactory.instance.objectNode());

  /** The given fields of {@code origin}; {@link #NONE} when there are none. */
  public static Extras of(Protocol origin, ObjectNode fields) {
    return fields.isEmpty() ? NONE : new Extras(Optional.of(origin), fields);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** Whether an encoder of {@code protocol} may write these fields back. */
  public boolean belongTo(Protocol protocol) {
    return origin.isPresent() && origin.get() == protocol;
  }

  /**
   * Writes the fields into {@code target} when they belong to {@code protocol} (never over a field
   * already there), and reports each one as dropped below {@code path} otherwise.
   */
  public void writeTo(ObjectNode target, Protocol protocol, Losses losses, String path) {
    if (belongTo(protocol)) {
      fields.properties().forEach(field -> target.putIfAbsent(field.getKey(), field.getValue()));
    } else {
      fields
          .fieldNames()
          .forEachRemaining(
              name ->
                  losses.dropped(join(path, name), "not part of the " + protocol.id() + " API"));
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
