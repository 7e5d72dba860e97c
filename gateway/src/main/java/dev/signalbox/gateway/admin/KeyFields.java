package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.KeyDesk;
import dev.signalbox.gateway.access.KeyTerms;
import dev.signalbox.gateway.access.KeyTermsJson;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a body says of a key. */
final class KeyFields {
  static final String LABEL = "label";

  private static final String EXPIRES = "expires_at";
  private static final String PROVIDER_KEYS = "provider_keys";
  private static final int MOST_PROVIDERS = 100;
  private static final int LONGEST = 4_096;
  private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private static final Pattern FIRST_NAME = Pattern.compile("`([^`]+)`");
  private static final List<String> FIELDS =
      Stream.concat(
              Stream.of(LABEL, "role", "project", EXPIRES, PROVIDER_KEYS),
              KeyTermsJson.FIELDS.stream())
          .toList();

  private final BodyFields fields;

  private KeyFields(BodyFields fields) {
    this.fields = fields;
  }

  /** The fields of {@code body}. */
  static KeyFields of(byte[] body) {
    return new KeyFields(BodyFields.of(body, FIELDS));
  }

  String label() {
    String label = fields.text(LABEL, 100);
    if (!KeyDesk.isLabel(label)) {
      throw Problem.invalid(LABEL, "`label` must be " + KeyDesk.LABELS).toException();
    }
    return label;
  }

  boolean has(String name) {
    return fields.node().has(name);
  }

  Role role(Role otherwise) {
    return fields
        .textIfAny("role", 16)
        .map(
            id ->
                Role.byId(id)
                    .orElseThrow(
                        () ->
                            Problem.invalid(
                                    "role",
                                    "`role` must be one of " + String.join(", ", Role.ids()))
                                .toException()))
        .orElse(otherwise);
  }

  /** The project; empty text where none is named. */
  String project(String otherwise) {
    return has("project") ? fields.textIfAny("project", 128).orElse("") : otherwise;
  }

  /** Milliseconds since 1970 when it ends; 0 for never. */
  long expires(long otherwise, Instant now) {
    if (!has(EXPIRES)) {
      return otherwise;
    }
    return fields
        .textIfAny(EXPIRES, 64)
        .map(
            text -> {
              try {
                Instant at = Instant.parse(text);
                if (at.isAfter(now)) {
                  return at.toEpochMilli();
                }
              } catch (DateTimeException _) {
                throw badExpiry();
              }
              throw badExpiry();
            })
        .orElse(0L);
  }

  private static ProblemException badExpiry() {
    return Problem.invalid(
            EXPIRES, "`expires_at` must be a time to come, such as `2027-01-31T00:00:00Z`")
        .toException();
  }

  /** What it may use, take and spend: what is said, and of the rest what {@code before} says. */
  KeyTerms terms(KeyTerms before) {
    ObjectNode all = KeyTermsJson.write(before);
    KeyTermsJson.FIELDS.stream()
        .filter(this::has)
        .forEach(name -> all.set(name, fields.node().get(name)));
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
    JsonNode node = fields.node().path(PROVIDER_KEYS);
    if (node.isMissingNode() || node.isNull()) {
      return Map.of();
    }
    if (!node.isObject() || node.size() > MOST_PROVIDERS) {
      throw badProviderKeys();
    }
    Map<String, Optional<String>> keys = new HashMap<>();
    node.properties()
        .forEach(entry -> keys.put(providerOf(entry.getKey()), secretOf(entry.getValue())));
    return keys;
  }

  private static String providerOf(String name) {
    if (!PROVIDER.matcher(name).matches()) {
      throw badProviderKeys();
    }
    return name;
  }

  private static Optional<String> secretOf(JsonNode value) {
    if (value.isNull()) {
      return Optional.empty();
    }
    String text = value.asText("");
    if (!value.isTextual()
        || text.isBlank()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      throw badProviderKeys();
    }
    return Optional.of(text);
  }

  private static ProblemException badProviderKeys() {
    return Problem.invalid(
            PROVIDER_KEYS,
            "`provider_keys` must be an object with ids of providers, each with a key or `null`")
        .toException();
  }
}
