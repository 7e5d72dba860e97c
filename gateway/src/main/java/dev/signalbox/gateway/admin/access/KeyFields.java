package dev.signalbox.gateway.admin.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Moment;
import dev.signalbox.gateway.access.KeyDesk;
import dev.signalbox.gateway.access.KeyTerms;
import dev.signalbox.gateway.access.KeyTermsJson;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.Body;
import dev.signalbox.gateway.admin.frame.BodyFields;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.problem.Problem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a body says of a key.
 *
 * @param said its fields
 */
record KeyFields(BodyFields said) {
  static final Field<String> LABEL =
      Field.required(
          "label",
          Value.text(100, "Team Alpha")
              .map(label -> Optional.of(label).filter(KeyDesk::isLabel))
              .called(KeyDesk.LABELS),
          "what its requests are recorded under; never changes");

  private static final int MOST_PROVIDERS = 100;
  private static final int LONGEST = 4_096;
  private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern FIRST_NAME = Pattern.compile("`([^`]+)`");

  private static final Field<Role> ROLE =
      Field.of("role", Value.choice(List.of(Role.values()), Role::id), "what it may do");
  private static final Field<String> PROJECT =
      Field.of("project", Value.text(128, "shop"), "what its requests count for");
  private static final Field<Instant> EXPIRES =
      Field.of(
          "expires_at",
          Value.of(
              "a time to come, such as `2027-01-31T00:00:00Z`",
              Value.shown(
                  Value.schema("string").put("format", "date-time"), "2027-01-31T00:00:00Z"),
              node -> Value.textOf(node).flatMap(Moment::exact)),
          "when it ends; null for never");
  private static final Field<Map<String, Optional<String>>> PROVIDER_KEYS =
      Field.of(
          "provider_keys",
          Value.of(
              "an object with ids of providers, each with a key or `null`",
              providerKeysSchema(),
              KeyFields::providerKeysIn),
          "keys of its own for providers, by provider; null takes one away");
  private static final List<Field<JsonNode>> TERMS =
      KeyTermsJson.FIELDS.stream().map(KeyFields::term).toList();

  /** What a new key may be given. */
  static final Body NEW = new Body.Fields(and(Stream.of(LABEL)));

  /** What of a key may be changed. */
  static final Body CHANGED = new Body.Fields(and(Stream.of()));

  private static List<Field<?>> and(Stream<Field<?>> first) {
    Stream<Field<?>> all =
        Stream.concat(Stream.of(ROLE, PROJECT, EXPIRES, PROVIDER_KEYS), TERMS.stream());
    return Stream.concat(first, all).toList();
  }

  /** {@link KeyTermsJson} reads it, and all of them together. */
  private static Field<JsonNode> term(String name) {
    return Field.of(
        name,
        Value.of("what docs/access.md says", KeyTermsJson.schema(name), Optional::of),
        "what it may use, take or spend: see `%s` of a key".formatted(name));
  }

  private static ObjectNode providerKeysSchema() {
    ObjectNode schema = Value.schema("object").put("maxProperties", MOST_PROVIDERS);
    schema.putObject("propertyNames").put("pattern", "^(?:" + PROVIDER.pattern() + ")$");
    ObjectNode each = schema.putObject("additionalProperties");
    each.putArray("type").add("string").add("null");
    each.put("minLength", 1).put("maxLength", LONGEST);
    schema.putArray("examples").addObject().put("openai", "sk-of-the-team").putNull("groq");
    return schema;
  }

  String label() {
    return said.need(LABEL);
  }

  Role role(Role otherwise) {
    return said.get(ROLE).orElse(otherwise);
  }

  /** The project; empty text where none is named. */
  String project(String otherwise) {
    return said.has(PROJECT) ? said.get(PROJECT).orElse("") : otherwise;
  }

  /** Milliseconds since 1970 when it ends; 0 for never. */
  long expires(long otherwise, Instant now) {
    if (!said.has(EXPIRES)) {
      return otherwise;
    }
    Optional<Instant> at = said.get(EXPIRES);
    if (at.isPresent() && !at.get().isAfter(now)) {
      throw EXPIRES.wrong();
    }
    return at.map(Instant::toEpochMilli).orElse(0L);
  }

  /** What it may use, take and spend: what is said, and of the rest what {@code before} says. */
  KeyTerms terms(KeyTerms before) {
    ObjectNode all = KeyTermsJson.write(before);
    for (Field<JsonNode> term : TERMS) {
      if (said.has(term)) {
        all.set(term.name(), said.get(term).orElseGet(all::nullNode));
      }
    }
    try {
      return KeyTermsJson.read(all);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Matcher name = FIRST_NAME.matcher(message);
      throw Problem.invalid(name.find() ? name.group(1) : "body", message).toException();
    }
  }

  /** Keys for providers by provider; empty for one that is taken away. */
  Map<String, Optional<String>> providerKeys() {
    return said.get(PROVIDER_KEYS).orElseGet(Map::of);
  }

  private static Optional<Map<String, Optional<String>>> providerKeysIn(JsonNode node) {
    if (!node.isObject() || node.size() > MOST_PROVIDERS) {
      return Optional.empty();
    }
    Map<String, Optional<String>> keys = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode secret = entry.getValue();
      if (!PROVIDER.matcher(entry.getKey()).matches() || !(secret.isNull() || isSecret(secret))) {
        return Optional.empty();
      }
      keys.put(entry.getKey(), Optional.ofNullable(secret.textValue()));
    }
    return Optional.of(keys);
  }

  private static boolean isSecret(JsonNode value) {
    String text = value.asText("");
    return value.isTextual()
        && !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl);
  }
}
