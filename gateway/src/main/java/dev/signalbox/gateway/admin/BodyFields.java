package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.naming.NearMatch;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** The fields of a JSON body of which all are known. */
record BodyFields(ObjectNode node) {
  /**
   * The fields in {@code body}; none when it is empty.
   *
   * @throws ProblemException naming the first that is not among {@code known}
   */
  static BodyFields of(byte[] body, List<String> known) {
    ObjectNode fields = body.length == 0 ? StrictJson.object() : StrictJson.parseObject(body);
    fields
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw unknown(name, known);
              }
            });
    return new BodyFields(fields);
  }

  private static ProblemException unknown(String name, List<String> known) {
    List<String> near = NearMatch.of(name, known);
    return Problem.invalid(
            name,
            "there is no field `%s` here; %s"
                .formatted(
                    name,
                    near.isEmpty()
                        ? "there are " + String.join(", ", known)
                        : "did you mean `" + String.join("`, `", near) + "`?"))
        .toException();
  }

  /** The text {@code name}, which must be there. */
  String text(String name, int most) {
    return textIfAny(name, most).orElseThrow(() -> wrong(name, most));
  }

  /** The text {@code name}; empty when it is absent or null. */
  Optional<String> textIfAny(String name, int most) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > most) {
      throw wrong(name, most);
    }
    return Optional.of(value.asText());
  }

  private static ProblemException wrong(String name, int most) {
    return Problem.invalid(name, "`%s` must be text of 1 to %,d characters".formatted(name, most))
        .toException();
  }

  /** The whole number {@code name}; empty when it is absent or null. */
  Optional<Long> number(String name, long least, long most) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw Problem.invalid(
              name, "`%s` must be a whole number from %d to %d".formatted(name, least, most))
          .toException();
    }
    return Optional.of(value.longValue());
  }
}
