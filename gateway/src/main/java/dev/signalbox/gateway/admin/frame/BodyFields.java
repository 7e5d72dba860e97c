package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** The fields of a JSON body, all of them declared. */
public final class BodyFields {
  private final ObjectNode node;
  private final List<Field<?>> declared;

  private BodyFields(ObjectNode node, List<Field<?>> declared) {
    this.node = node;
    this.declared = declared;
  }

  /**
   * The fields in {@code body}; none when it is empty.
   *
   * @throws ProblemException naming the first that is not {@code declared}
   */
  static BodyFields of(byte[] body, List<Field<?>> declared) {
    ObjectNode fields = body.length == 0 ? StrictJson.object() : StrictJson.parseObject(body);
    List<String> names = declared.stream().<String>map(Field::name).toList();
    fields
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw Unknown.of("field", name, names);
              }
            });
    return new BodyFields(fields, declared);
  }

  /** Whether it is there, be it null. */
  public boolean has(Field<?> field) {
    return node.has(field.name());
  }

  /**
   * What {@code field} says; empty when it is absent or null.
   *
   * @throws ProblemException when it says something else than it may, or must be there and is not
   */
  public <T> Optional<T> get(Field<T> field) {
    Declared.check(declared, field);
    Optional<T> said = field.in(node).or(field::fallback);
    if (said.isEmpty() && field.required()) {
      throw field.wrong();
    }
    return said;
  }

  /** The same of one that must be there or has a fallback. */
  public <T> T need(Field<T> field) {
    return get(field).orElseThrow(field::wrong);
  }
}
