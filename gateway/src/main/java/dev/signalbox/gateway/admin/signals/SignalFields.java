package dev.signalbox.gateway.admin.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Moment;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.intake.Outcome;
import dev.signalbox.signals.intake.Signal;
import dev.signalbox.signals.learning.Reporter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of a signal. */
final class SignalFields {
  static final Field<String> DECISION =
      Field.of(
          "decision_id",
          Value.text(Signal.LONGEST_DECISION, "d_7Qm2"),
          "the decision whose answer it is about: `x-signalbox-decision` of the answer");
  static final Field<String> REQUEST =
      Field.of(
          "request_id",
          Value.text(Signal.LONGEST_REQUEST, "r_42"),
          "the request whose answer it is about: `x-request-id`");
  static final Field<String> SESSION =
      Field.of(
          "session_id",
          Value.text(Signal.LONGEST_SESSION, "chat-7"),
          "the conversation whose last answer it is about: `x-session`");
  static final Field<String> MODEL =
      Field.of(
          "model",
          Value.matching("[^/\\s]{1,128}/\\S{1,256}", "`provider/model`", "openai/gpt-4o"),
          "the model that many answers put together came from");
  static final Field<String> TASK =
      Field.of("task", Value.text(Signal.LONGEST_TASK, "extract"), "what those were at");
  static final Field<String> PROJECT =
      Field.of(
          "project",
          Value.text(Signal.LONGEST_TASK, "shop"),
          "whose those were; that of the key where it is absent");
  static final Field<Long> SAMPLES =
      Field.of("n", Value.whole(1, Signal.MOST_SAMPLES, 40), "how many those were").or(1L);
  static final Field<String> NAME =
      Field.of("name", Value.text(Signal.LONGEST_NAME, "thumbs"), "what was looked at");
  static final Field<Reporter> SOURCE =
      Field.of(
          "source",
          Value.choice(List.of(Reporter.values()), Reporter::id),
          "who says it; `user` where it is absent, and `gateway` is for operators");
  static final Field<Said> VALUE = Field.of("value", said(), "how good the answer was");
  static final Field<Outcome> OUTCOME =
      Field.of(
          "outcome",
          Value.choice(List.of(Outcome.values()), Outcome::id),
          "what somebody did with the answer");
  static final Field<Double> ACCEPTANCE =
      Field.of("acceptance", share(), "of many answers, the share that was taken as it was");
  static final Field<Double> EDIT_DISTANCE =
      Field.of("edit_distance", share(), "how much of the answer was changed");
  static final Field<Double> PARSE_SUCCESS =
      Field.of("parse_success", yesOrShare(), "whether it had the form that was asked for");
  static final Field<Double> ERROR = Field.of("error", yesOrShare(), "whether it was an error");
  static final Field<Double> VIOLATION =
      Field.of("governance_violation", yesOrShare(), "whether it broke a rule");
  static final Field<Double> CONFIDENCE =
      Field.of(
          "confidence",
          number("a number above 0, at most 1").map(all -> Optional.of(all).filter(c -> c > 0)),
          "how sure the source is; 1 where it is absent");
  static final Field<Long> OBSERVED =
      Field.of(
          "observed_at",
          Value.text(64, "2026-11-26T08:00:00Z")
              .called("a time as `2026-11-26T08:00:00Z`")
              .map(SignalFields::millis),
          "when that was seen");
  static final Field<String> KEY =
      Field.of(
          "idempotency_key",
          Value.text(Signal.LONGEST_KEY, "thumb-7"),
          "what a repetition is known by, for each key");
  static final Field<Long> SUPERSEDES =
      Field.of(
          "supersedes",
          Value.matching("[0-9]{1,19}", "the id of a signal", "4711").map(SignalFields::idOf),
          "the signal that it takes the place of");
  static final Field<Map<String, String>> LABELS =
      Field.of("labels", labels(), "what its sender wants to find again");

  /** All of them. */
  static final List<Field<?>> ALL =
      List.of(
          DECISION,
          REQUEST,
          SESSION,
          MODEL,
          TASK,
          PROJECT,
          SAMPLES,
          NAME,
          SOURCE,
          VALUE,
          OUTCOME,
          ACCEPTANCE,
          EDIT_DISTANCE,
          PARSE_SUCCESS,
          ERROR,
          VIOLATION,
          CONFIDENCE,
          OBSERVED,
          KEY,
          SUPERSEDES,
          LABELS);

  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.-]+");

  private SignalFields() {}

  /** What {@code value} says. */
  sealed interface Said {
    /** How good the answer was. */
    record Good(double value) implements Said {}

    /** Of two decisions, whose answer was better. */
    record Pair(String better, String worse) implements Said {}
  }

  private static Value<Said> said() {
    ObjectNode schema = StrictJson.object();
    ArrayNode forms = schema.putArray("oneOf");
    forms.add(Value.schema("boolean"));
    forms.add(Value.schema("number").put("minimum", 0).put("maximum", 1));
    ObjectNode pair = forms.addObject().put("type", "object");
    pair.putArray("required").add("better").add("worse");
    pair.putObject("properties")
        .<ObjectNode>set("better", Value.schema("string"))
        .set("worse", Value.schema("string"));
    schema.putArray("examples").add(true);
    return Value.of(
        "`true`, `false`, a number from 0 to 1, or two decisions as `{\"better\":…,\"worse\":…}`",
        schema,
        node -> node.isObject() ? pairIn(node) : yesOrNumber(node).map(Said.Good::new));
  }

  private static Optional<Said> pairIn(JsonNode node) {
    Optional<String> better = DECISION.value().reader().apply(node.path("better"));
    Optional<String> worse = DECISION.value().reader().apply(node.path("worse"));
    return node.size() == 2 && better.isPresent() && worse.isPresent() && !better.equals(worse)
        ? Optional.of(new Said.Pair(better.get(), worse.get()))
        : Optional.empty();
  }

  private static Value<Double> share() {
    return number("a number from 0 to 1");
  }

  private static Value<Double> number(String allowed) {
    ObjectNode schema = Value.schema("number").put("minimum", 0).put("maximum", 1);
    schema.putArray("examples").add(0.5);
    return Value.of(allowed, schema, SignalFields::shareIn);
  }

  private static Value<Double> yesOrShare() {
    ObjectNode schema = StrictJson.object();
    schema.putArray("type").add("boolean").add("number");
    schema.putArray("examples").add(true);
    return Value.of(
        "`true`, `false`, or of many answers a share from 0 to 1",
        schema,
        SignalFields::yesOrNumber);
  }

  private static Optional<Double> yesOrNumber(JsonNode node) {
    return node.isBoolean() ? Optional.of(node.booleanValue() ? 1.0 : 0.0) : shareIn(node);
  }

  private static Optional<Double> shareIn(JsonNode node) {
    return Optional.of(node)
        .filter(JsonNode::isNumber)
        .map(JsonNode::doubleValue)
        .filter(value -> value >= 0 && value <= 1);
  }

  private static Value<Map<String, String>> labels() {
    ObjectNode schema = Value.schema("object").put("maxProperties", Signal.MOST_LABELS);
    schema
        .putObject("additionalProperties")
        .put("type", "string")
        .put("maxLength", Signal.LONGEST_LABEL_VALUE);
    schema.putArray("examples").addObject().put("screen", "checkout");
    return Value.of(
        "an object of up to %d texts of up to %d characters, with names of up to %d letters, digits, `_`, `.` or `-`"
            .formatted(Signal.MOST_LABELS, Signal.LONGEST_LABEL_VALUE, Signal.LONGEST_LABEL),
        schema,
        SignalFields::labelsIn);
  }

  private static Optional<Map<String, String>> labelsIn(JsonNode node) {
    if (!node.isObject() || node.size() > Signal.MOST_LABELS) {
      return Optional.empty();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      String name = each.getKey();
      Optional<String> text =
          Value.textOf(each.getValue())
              .filter(value -> value.length() <= Signal.LONGEST_LABEL_VALUE);
      if (text.isEmpty()
          || name.length() > Signal.LONGEST_LABEL
          || !LABEL.matcher(name).matches()) {
        return Optional.empty();
      }
      labels.put(name, text.get());
    }
    return Optional.of(labels);
  }

  private static Optional<Long> millis(String text) {
    return Moment.exact(text)
        .filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(Instant.ofEpochSecond(1L << 33)))
        .map(Instant::toEpochMilli);
  }

  static Optional<Long> idOf(String digits) {
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
