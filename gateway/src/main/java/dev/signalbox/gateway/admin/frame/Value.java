package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a parameter or a field may be: the sentence that refuses another, the schema that the
 * document shows and the reading are one, so that none can say what the others do not.
 *
 * @param allowed the words after "must be"
 * @param schema with an example; not to be changed
 * @param reader the value; empty when it is not allowed
 */
public record Value<T>(String allowed, ObjectNode schema, Function<JsonNode, Optional<T>> reader) {
  private static final String TYPE = "type";

  /** What {@code reader} makes of it. */
  public static <T> Value<T> of(
      String allowed, ObjectNode schema, Function<JsonNode, Optional<T>> reader) {
    return new Value<>(allowed, schema, reader);
  }

  /** Text that is not blank, of at most {@code most} characters. */
  public static Value<String> text(int most, String example) {
    return text(1, most, example);
  }

  /** Text that is not blank, of that many characters. */
  public static Value<String> text(int least, int most, String example) {
    ObjectNode schema = schema("string").put("minLength", least).put("maxLength", most);
    return of(
        "text of %d to %,d characters".formatted(least, most),
        shown(schema.put("pattern", "\\S"), example),
        node ->
            textOf(node)
                .filter(
                    text -> !text.isBlank() && text.length() >= least && text.length() <= most));
  }

  /** Text of that form; {@code form} means the same in Java and in JavaScript. */
  public static Value<String> matching(String form, String allowed, String example) {
    Pattern pattern = Pattern.compile(form);
    return of(
        allowed,
        shown(schema("string").put("pattern", "^(?:" + form + ")$"), example),
        node -> textOf(node).filter(text -> pattern.matcher(text).matches()));
  }

  /** A whole number. */
  public static Value<Long> whole(long least, long most, long example) {
    ObjectNode schema = schema("integer").put("minimum", least).put("maximum", most);
    schema.putArray("examples").add(example);
    return of(
        "a whole number from %d to %d".formatted(least, most),
        schema,
        node ->
            Optional.of(node)
                .filter(value -> value.isIntegralNumber() && value.canConvertToLong())
                .map(JsonNode::longValue)
                .filter(value -> value >= least && value <= most));
  }

  /** The same where an {@code int} holds all of them. */
  public static Value<Integer> count(int least, int most, int example) {
    return whole(least, most, example).map(value -> Optional.of(Math.toIntExact(value)));
  }

  /** {@code true} or {@code false}. */
  public static Value<Boolean> flag() {
    ObjectNode schema = schema("boolean");
    schema.putArray("examples").add(true);
    return of(
        "`true` or `false`",
        schema,
        node -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty());
  }

  /** One of {@code all} by its name. */
  public static <T> Value<T> choice(List<T> all, Function<T, String> name) {
    List<String> names = all.stream().map(name).toList();
    ObjectNode schema = schema("string");
    ArrayNode listed = schema.putArray("enum");
    names.forEach(listed::add);
    return of(
        listed(names),
        shown(schema, names.getFirst()),
        node ->
            textOf(node)
                .flatMap(
                    text ->
                        all.stream().filter(each -> name.apply(each).equals(text)).findFirst()));
  }

  /** One of {@code names}. */
  public static Value<String> oneOf(String... names) {
    return choice(Arrays.asList(names), Function.identity());
  }

  private static String listed(List<String> names) {
    List<String> ticked = names.stream().map("`%s`"::formatted).toList();
    return switch (ticked.size()) {
      case 1 -> ticked.getFirst();
      case 2 -> String.join(" or ", ticked);
      default -> "one of " + String.join(", ", ticked);
    };
  }

  /** The same, made into something else; empty where that cannot be. */
  public <R> Value<R> map(Function<T, Optional<R>> made) {
    return new Value<>(allowed, schema, node -> reader.apply(node).flatMap(made));
  }

  /** The same with other words for what is allowed. */
  public Value<T> called(String words) {
    return new Value<>(words, schema, reader);
  }

  /** The first of the examples in the schema. */
  public JsonNode example() {
    return schema.path("examples").path(0);
  }

  /** Text of a query as the JSON that it stands for; as text where it stands for none. */
  JsonNode ofText(String text) {
    JsonNode read = StrictJson.tryParse(text).orElseGet(() -> TextNode.valueOf(text));
    return switch (schema.path(TYPE).asText()) {
      case "integer" -> read.isIntegralNumber() ? read : TextNode.valueOf(text);
      case "boolean" -> read.isBoolean() ? read : TextNode.valueOf(text);
      default -> TextNode.valueOf(text);
    };
  }

  /** A schema of that type. */
  public static ObjectNode schema(String type) {
    return StrictJson.object().put(TYPE, type);
  }

  /** {@code schema} with examples. */
  public static ObjectNode shown(ObjectNode schema, String... examples) {
    ArrayNode all = schema.putArray("examples");
    Stream.of(examples).forEach(all::add);
    return schema;
  }

  /** The text that {@code node} is. */
  public static Optional<String> textOf(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }
}
