package dev.signalbox.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.budget.Period;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    most.requestsPerMinute().ifPresent(value -> limits.put("requests_per_minute", value));
    most.tokensPerMinute().ifPresent(value -> limits.put("tokens_per_minute", value));
    most.maxInFlight().ifPresent(value -> limits.put("max_in_flight", value));
    ArrayNode budgets = node.putArray("budgets");
    for (KeyTerms.Spend spend : terms.spend()) {
      budgets
          .addObject()
          .put("limit_usd", spend.nanos() / NANOS)
          .put("period", spend.period().id())
          .put("action", spend.stops() ? "stop" : "warn");
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
   * What {@code fields} say; others than {@link #FIELDS} are left alone.
   *
   * @throws IllegalArgumentException naming the field at fault and what is allowed there
   */
  public static KeyTerms read(ObjectNode fields) {
    return new KeyTerms(
        new Allowance(
            Permit.of(texts(fields, "models").stream(), texts(fields, "providers")),
            texts(fields, "profiles"),
            texts(fields, "doors")),
        limits(fields.path("limits")),
        budgets(fields.path("budgets")),
        strict(fields.path("strict")));
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
    each.put("additionalProperties", false).putArray("required").add("limit_usd");
    ObjectNode properties = each.putObject("properties");
    properties
        .putObject("limit_usd")
        .put(TYPE, "number")
        .put("minimum", 0)
        .put("maximum", MOST_DOLLARS);
    ArrayNode periods = properties.putObject("period").put(TYPE, "string").putArray("enum");
    Stream.of(Period.Unit.values()).map(Period.Unit::id).forEach(periods::add);
    properties.putObject("action").put(TYPE, "string").putArray("enum").add("stop").add("warn");
    schema
        .putArray("examples")
        .addArray()
        .addObject()
        .put("limit_usd", 20)
        .put("period", "month")
        .put("action", "warn");
    return schema;
  }

  private static ObjectNode examples(ObjectNode schema, boolean example) {
    schema.putArray("examples").add(example);
    return schema;
  }

  private static Set<String> texts(ObjectNode fields, String name) {
    JsonNode list = fields.path(name);
    if (absent(list)) {
      return Set.of();
    }
    Set<String> texts = new LinkedHashSet<>();
    list.forEach(each -> texts.add(each.isTextual() ? each.textValue() : ""));
    boolean sound =
        list.isArray()
            && list.size() <= MOST
            && texts.stream().allMatch(text -> !text.isBlank() && text.length() <= LONGEST);
    if (!sound) {
      throw wrong(
          name, "a list of at most %d texts of 1 to %d characters".formatted(MOST, LONGEST));
    }
    return texts;
  }

  private static KeyLimits limits(JsonNode node) {
    if (absent(node)) {
      return KeyLimits.NONE;
    }
    known(node, "limits", List.of(REQUESTS, TOKENS, PARALLEL));
    OptionalLong parallel = count(node, PARALLEL);
    return new KeyLimits(
        count(node, REQUESTS),
        count(node, TOKENS),
        parallel.isPresent() ? OptionalInt.of((int) parallel.getAsLong()) : OptionalInt.empty());
  }

  private static OptionalLong count(JsonNode node, String name) {
    long most = LIMITS.getOrDefault(name, 0L);
    JsonNode value = node.path(name);
    if (absent(value)) {
      return OptionalLong.empty();
    }
    if (!value.canConvertToLong()
        || !value.isIntegralNumber()
        || value.longValue() < 1
        || value.longValue() > most) {
      throw wrong("limits." + name, "a whole number from 1 to " + most);
    }
    return OptionalLong.of(value.longValue());
  }

  private static List<KeyTerms.Spend> budgets(JsonNode list) {
    if (absent(list)) {
      return List.of();
    }
    if (!list.isArray() || list.size() > Period.Unit.values().length) {
      throw wrong("budgets", "a list with one entry for each period");
    }
    List<KeyTerms.Spend> budgets = new ArrayList<>();
    for (JsonNode each : list) {
      known(each, "budgets", List.of("limit_usd", "period", "action"));
      budgets.add(budget(each));
    }
    if (budgets.stream().map(KeyTerms.Spend::period).distinct().count() < budgets.size()) {
      throw wrong("budgets", "a list with one entry for each period");
    }
    return budgets;
  }

  private static KeyTerms.Spend budget(JsonNode each) {
    JsonNode limit = each.path("limit_usd");
    if (!limit.isNumber() || limit.doubleValue() < 0 || limit.doubleValue() > MOST_DOLLARS) {
      throw wrong("budgets.limit_usd", "dollars from 0 to " + MOST_DOLLARS);
    }
    Period.Unit period =
        Stream.of(Period.Unit.values())
            .filter(unit -> unit.id().equals(each.path("period").asText("month")))
            .findFirst()
            .orElseThrow(() -> wrong("budgets.period", "`day` or `month`"));
    String action = each.path("action").asText("stop");
    if (!action.equals("stop") && !action.equals("warn")) {
      throw wrong("budgets.action", "`stop` or `warn`");
    }
    return new KeyTerms.Spend(
        Math.round(limit.doubleValue() * NANOS), period, action.equals("stop"));
  }

  private static Optional<Boolean> strict(JsonNode node) {
    if (absent(node)) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      throw wrong("strict", "`true` or `false`");
    }
    return Optional.of(node.booleanValue());
  }

  private static void known(JsonNode node, String name, List<String> known) {
    if (!node.isObject()) {
      throw wrong(name, "an object with " + String.join(", ", known));
    }
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                throw wrong(name + "." + field, "one of " + String.join(", ", known));
              }
            });
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static IllegalArgumentException wrong(String name, String allowed) {
    return new IllegalArgumentException("`%s` must be %s".formatted(name, allowed));
  }
}
