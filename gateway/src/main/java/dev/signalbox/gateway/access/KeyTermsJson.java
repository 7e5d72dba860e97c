package dev.signalbox.gateway.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.budget.Period;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.text.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a key may use, take and spend, as JSON: in the table and at control paths. */
public final class KeyTermsJson {
  /** The fields there are. */
  public static final List<String> FIELDS =
      List.of("models", "providers", "profiles", "doors", "limits", "budgets", "strict");

  private static final String TYPE = "type";
  private static final String REQUESTS = "requests_per_minute";
  private static final String TOKENS = "tokens_per_minute";
  private static final String PARALLEL = "max_in_flight";
  private static final Map<String, Long> LIMITS =
      new TreeMap<>(
          Map.of(REQUESTS, 100_000_000L, TOKENS, 1_000_000_000_000L, PARALLEL, 1_000_000L));
  private static final String DOLLARS = "limit_usd";
  private static final List<String> SPEND = List.of(DOLLARS, "period", "action");
  private static final String STOP = "stop";
  private static final List<String> ACTIONS = List.of(STOP, "warn");
  private static final int MOST = 500;
  private static final int LONGEST = 200;
  private static final long MOST_DOLLARS = 1_000_000_000;
  private static final double NANOS = 1e9;

  private KeyTermsJson() {}

  /** All of {@code terms}. */
  public static ObjectNode write(KeyTerms terms) {
    ObjectNode node = StrictJson.object();
    Allowance allowance = terms.allowance();
    put(node, "models", allowance.permit().models().stream().map(Selector::text));
    put(node, "providers", allowance.permit().providers().stream().sorted());
    put(node, "profiles", allowance.profiles().stream().sorted());
    put(node, "doors", allowance.doors().stream().sorted());
    ObjectNode limits = node.putObject("limits");
    KeyLimits most = terms.limits();
    most.requestsPerMinute().ifPresent(value -> limits.put(REQUESTS, value));
    most.tokensPerMinute().ifPresent(value -> limits.put(TOKENS, value));
    most.maxInFlight().ifPresent(value -> limits.put(PARALLEL, value));
    ArrayNode budgets = node.putArray("budgets");
    for (KeyTerms.Spend spend : terms.spend()) {
      budgets
          .addObject()
          .put(DOLLARS, spend.nanos() / NANOS)
          .put("period", spend.period().id())
          .put("action", spend.stops() ? STOP : "warn");
    }
    terms
        .strict()
        .ifPresentOrElse(value -> node.put("strict", value), () -> node.putNull("strict"));
    return node;
  }

  private static void put(ObjectNode node, String name, Stream<String> texts) {
    ArrayNode list = node.putArray(name);
    texts.forEach(list::add);
  }

  /**
   * What {@code terms} say; others than {@link #FIELDS} are left alone.
   *
   * @throws IllegalArgumentException naming the field at fault and what is allowed there
   */
  public static KeyTerms read(ObjectNode terms) {
    Fields fields = Fields.of(terms, "a key");
    return new KeyTerms(
        new Allowance(
            Permit.of(texts(fields, "models").stream(), texts(fields, "providers")),
            texts(fields, "profiles"),
            texts(fields, "doors")),
        fields.object("limits", LIMITS.keySet()).map(KeyTermsJson::limits).orElse(KeyLimits.NONE),
        budgets(fields),
        fields.flag("strict"));
  }

  /** A JSON Schema of what {@link #read} takes for {@code field}, with an example. */
  public static ObjectNode schema(String field) {
    return switch (field) {
      case "limits" -> limitsSchema();
      case "budgets" -> budgetsSchema();
      case "strict" -> examples(StrictJson.object().put(TYPE, "boolean"), true);
      default -> textsSchema(field);
    };
  }

  private static ObjectNode textsSchema(String field) {
    ObjectNode schema = StrictJson.object().put(TYPE, "array").put("maxItems", MOST);
    schema
        .putObject("items")
        .put(TYPE, "string")
        .put("minLength", 1)
        .put("maxLength", LONGEST)
        .put("pattern", "\\S");
    String example =
        switch (field) {
          case "models" -> "openai/gpt-*";
          case "providers" -> "openai";
          case "profiles" -> "cheap";
          default -> "chat/completions";
        };
    schema.putArray("examples").addArray().add(example);
    return schema;
  }

  private static ObjectNode limitsSchema() {
    ObjectNode schema = StrictJson.object().put(TYPE, "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    LIMITS.forEach(
        (name, most) -> {
          ObjectNode each = properties.putObject(name).put("minimum", 1).put("maximum", most);
          each.putArray(TYPE).add("integer").add("null");
        });
    schema.putArray("examples").addObject().put(REQUESTS, 60);
    return schema;
  }

  private static ObjectNode budgetsSchema() {
    ObjectNode schema = StrictJson.object().put(TYPE, "array");
    schema.put("maxItems", Period.Unit.values().length);
    ObjectNode each = schema.putObject("items").put(TYPE, "object");
    each.put("additionalProperties", false).putArray("required").add(DOLLARS);
    ObjectNode properties = each.putObject("properties");
    properties
        .putObject(DOLLARS)
        .put(TYPE, "number")
        .put("minimum", 0)
        .put("maximum", MOST_DOLLARS);
    ArrayNode periods = properties.putObject("period").put(TYPE, "string").putArray("enum");
    Stream.of(Period.Unit.values()).map(Period.Unit::id).forEach(periods::add);
    properties.putObject("action").put(TYPE, "string").putArray("enum").add(STOP).add("warn");
    schema
        .putArray("examples")
        .addArray()
        .addObject()
        .put(DOLLARS, 20)
        .put("period", "month")
        .put("action", "warn");
    return schema;
  }

  private static ObjectNode examples(ObjectNode schema, boolean example) {
    schema.putArray("examples").add(example);
    return schema;
  }

  private static Set<String> texts(Fields fields, String name) {
    List<String> texts = fields.texts(name);
    if (texts.size() > MOST
        || texts.stream().anyMatch(text -> text.isBlank() || text.length() > LONGEST)) {
      throw fields.fault(
          name,
          "must be a list of at most %d texts of 1 to %d characters".formatted(MOST, LONGEST));
    }
    return new LinkedHashSet<>(texts);
  }

  private static KeyLimits limits(Fields fields) {
    OptionalLong parallel = count(fields, PARALLEL);
    return new KeyLimits(
        count(fields, REQUESTS),
        count(fields, TOKENS),
        parallel.isPresent() ? OptionalInt.of((int) parallel.getAsLong()) : OptionalInt.empty());
  }

  private static OptionalLong count(Fields fields, String name) {
    return fields.whole(name, 1, LIMITS.getOrDefault(name, 0L));
  }

  private static List<KeyTerms.Spend> budgets(Fields fields) {
    List<KeyTerms.Spend> budgets =
        fields.objects("budgets").stream().map(KeyTermsJson::budget).toList();
    if (budgets.stream().map(KeyTerms.Spend::period).distinct().count() < budgets.size()) {
      throw fields.fault("budgets", "must be a list with one entry for each period");
    }
    return budgets;
  }

  private static KeyTerms.Spend budget(Fields fields) {
    fields.only(SPEND);
    double limit = fields.required(DOLLARS, fields.fraction(DOLLARS));
    if (limit < 0 || limit > MOST_DOLLARS) {
      throw fields.fault(DOLLARS, "must be dollars from 0 to " + MOST_DOLLARS);
    }
    return new KeyTerms.Spend(
        Math.round(limit * NANOS),
        fields.oneOf("period", Period.Unit.values()).orElse(Period.Unit.MONTH),
        fields.oneOf("action", ACTIONS).orElse(STOP).equals(STOP));
  }
}
