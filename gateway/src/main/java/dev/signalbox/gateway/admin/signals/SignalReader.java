package dev.signalbox.gateway.admin.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.text.NearMatch;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.signals.intake.Facets;
import dev.signalbox.signals.intake.Signal;
import dev.signalbox.signals.intake.Subject;
import dev.signalbox.signals.learning.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** From the JSON of a signal to the signal. */
final class SignalReader {
  /** Most signals of one request. */
  static final int MOST = 1_000;

  private static final List<String> NAMES =
      SignalFields.ALL.stream().<String>map(Field::name).toList();

  private SignalReader() {}

  /** What JSON a signal, or a list of them, is written as. */
  static ObjectNode oneOrMany() {
    ObjectNode schema = StrictJson.object();
    ArrayNode forms = schema.putArray("oneOf");
    forms.add(schema());
    forms
        .addObject()
        .put("type", "array")
        .put("minItems", 1)
        .put("maxItems", MOST)
        .set("items", Value.schema("object"));
    return schema;
  }

  /** What a signal must be, as a JSON Schema. */
  private static ObjectNode schema() {
    ObjectNode schema = Value.schema("object").put("additionalProperties", false);
    SignalFields.ALL.forEach(field -> field.describeIn(schema));
    return schema;
  }

  /** One signal, or an array of them. */
  static List<JsonNode> all(byte[] body) {
    JsonNode node = StrictJson.parse(body);
    if (node.isObject()) {
      return List.of(node);
    }
    if (!node.isArray() || node.isEmpty() || node.size() > MOST) {
      throw Problem.of(
              ProblemKind.INVALID_REQUEST,
              "the body must be a signal or an array of 1 to %,d signals".formatted(MOST))
          .toException();
    }
    List<JsonNode> all = new ArrayList<>(node.size());
    node.forEach(all::add);
    return all;
  }

  /**
   * The signal that {@code node} is.
   *
   * @param operator whether it comes from one
   * @throws ProblemException naming the field that is wrong
   */
  static Signal read(JsonNode node, boolean operator) {
    if (!(node instanceof ObjectNode object)) {
      throw Problem.of(ProblemKind.INVALID_REQUEST, "a signal must be a JSON object").toException();
    }
    checkNames(object);
    Optional<SignalFields.Said> said = SignalFields.VALUE.in(object);
    Subject subject = subject(object, said);
    Reporter source = SignalFields.SOURCE.in(object).orElse(Reporter.USER);
    if (source == Reporter.GATEWAY && !operator) {
      throw Problem.invalid(
              SignalFields.SOURCE.name(), "only operators may speak for the gateway itself")
          .toException();
    }
    boolean many = subject instanceof Subject.OfModel;
    Signal signal =
        new Signal(
            subject,
            SignalFields.NAME.in(object).orElse(""),
            source,
            said.filter(SignalFields.Said.Good.class::isInstance)
                .map(good -> OptionalDouble.of(((SignalFields.Said.Good) good).value()))
                .orElse(OptionalDouble.empty()),
            facets(object, many),
            SignalFields.CONFIDENCE.in(object).orElse(1.0),
            SignalFields.SAMPLES.in(object).orElse(1L),
            number(SignalFields.OBSERVED.in(object)),
            SignalFields.KEY.in(object).orElse(""),
            number(SignalFields.SUPERSEDES.in(object)),
            SignalFields.LABELS.in(object).orElse(Map.of()));
    return checked(signal);
  }

  private static void checkNames(ObjectNode object) {
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      if (!NAMES.contains(each.getKey())) {
        throw Problem.invalid(
                each.getKey(),
                "there is no field `%s` in a signal%s"
                    .formatted(
                        each.getKey(),
                        NearMatch.question(each.getKey(), NAMES)
                            .map(question -> "; " + question)
                            .orElse("")))
            .toException();
      }
    }
  }

  private static Subject subject(ObjectNode object, Optional<SignalFields.Said> said) {
    Optional<Subject> pair =
        said.filter(SignalFields.Said.Pair.class::isInstance)
            .map(SignalFields.Said.Pair.class::cast)
            .map(both -> new Subject.OfPair(both.better(), both.worse()));
    List<Subject> subjects =
        Stream.of(
                pair,
                SignalFields.DECISION.in(object).<Subject>map(Subject.OfDecision::new),
                SignalFields.REQUEST.in(object).<Subject>map(Subject.OfRequest::new),
                SignalFields.SESSION.in(object).<Subject>map(Subject.OfSession::new),
                SignalFields.MODEL.in(object).map(model -> together(model, object)))
            .flatMap(Optional::stream)
            .toList();
    if (subjects.size() != 1) {
      throw Problem.invalid(
              SignalFields.DECISION.name(),
              "a signal is about one of `decision_id`, `request_id`, `session_id`, `model` with"
                  + " `task`, or two decisions in `value`")
          .toException();
    }
    if (!(subjects.getFirst() instanceof Subject.OfModel)) {
      refuse(
          "is only for answers of a `model` put together",
          object,
          List.of(
              SignalFields.TASK,
              SignalFields.PROJECT,
              SignalFields.SAMPLES,
              SignalFields.ACCEPTANCE));
    }
    return subjects.getFirst();
  }

  private static Subject together(String model, ObjectNode object) {
    int slash = model.indexOf('/');
    return new Subject.OfModel(
        new Target(model.substring(0, slash), model.substring(slash + 1)),
        SignalFields.TASK
            .in(object)
            .orElseThrow(
                () ->
                    Problem.invalid(
                            SignalFields.TASK.name(),
                            "`task` must say what the answers of a `model` were at")
                        .toException()),
        SignalFields.PROJECT.in(object));
  }

  private static Facets facets(ObjectNode object, boolean many) {
    List<OptionalDouble> checks =
        Stream.of(SignalFields.PARSE_SUCCESS, SignalFields.ERROR, SignalFields.VIOLATION)
            .map(field -> check(field, object, many))
            .toList();
    OptionalDouble distance = share(SignalFields.EDIT_DISTANCE.in(object));
    if (!many) {
      return Facets.of(SignalFields.OUTCOME.in(object), distance, checks);
    }
    refuse("is only for one answer", object, List.of(SignalFields.OUTCOME));
    return new Facets(
        Optional.empty(),
        share(SignalFields.ACCEPTANCE.in(object)),
        distance,
        checks.get(0),
        checks.get(1),
        checks.get(2));
  }

  /** Of one answer it is yes or no. */
  private static OptionalDouble check(Field<Double> field, ObjectNode object, boolean many) {
    if (!many && object.path(field.name()).isNumber()) {
      throw Problem.invalid(field.name(), "`%s` must be `true` or `false`".formatted(field.name()))
          .toException();
    }
    return share(field.in(object));
  }

  private static void refuse(String why, ObjectNode object, List<Field<?>> fields) {
    for (Field<?> field : fields) {
      if (object.hasNonNull(field.name())) {
        throw Problem.invalid(field.name(), "`%s` %s".formatted(field.name(), why)).toException();
      }
    }
  }

  private static Signal checked(Signal signal) {
    boolean silent =
        !(signal.subject() instanceof Subject.OfPair)
            && signal.stated().isEmpty()
            && signal.facets().equals(Facets.NONE);
    if (silent) {
      throw Problem.invalid(
              SignalFields.VALUE.name(),
              "a signal must say something: `value`, `outcome`, `edit_distance`, `parse_success`,"
                  + " `error` or `governance_violation`")
          .toException();
    }
    return signal;
  }

  private static OptionalLong number(Optional<Long> value) {
    return value.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static OptionalDouble share(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
