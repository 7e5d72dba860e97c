package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads our catalog file ({@code models.json} beside this class). */
public final class CatalogReader {
  private static final int SCHEMA = 1;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CatalogReader() {}

  /** The catalog that ships with Signalbox. */
  public static Catalog standard() {
    try (InputStream file =
        Objects.requireNonNull(CatalogReader.class.getResourceAsStream("models.json"))) {
      return read(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a catalog file.
   *
   * @throws IllegalArgumentException if it is not one, naming the model and field at fault
   */
  public static Catalog read(byte[] json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("the catalog is not JSON", e);
    }
    if (root.path("schema").asInt() != SCHEMA) {
      throw new IllegalArgumentException("the catalog's schema must be " + SCHEMA);
    }
    List<ModelCard> cards = new ArrayList<>();
    root.path("models").forEach(node -> cards.add(card(node)));
    return new Catalog(cards);
  }

  private static ModelCard card(JsonNode node) {
    String id = node.path("id").asText();
    try {
      return ModelCard.builder(
              id, ModelCard.Kind.valueOf(node.path("kind").asText().toUpperCase(Locale.ROOT)))
          .name(node.path("name").asText(id))
          .family(text(node.path("family")))
          .aliases(texts(node.path("aliases")))
          .limits(limits(node.path("limits")))
          .capabilities(capabilities(node.path("capabilities")))
          .parameters(parameters(node.path("parameters")))
          .build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("catalog model `%s`: %s".formatted(id, e.getMessage()), e);
    }
  }

  private static Limits limits(JsonNode node) {
    return new Limits(
        count(node, "context_tokens"),
        count(node, "max_input_tokens"),
        count(node, "max_output_tokens"),
        count(node, "dimensions"));
  }

  private static OptionalInt count(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return OptionalInt.empty();
    }
    if (!value.isInt() || value.intValue() < 1) {
      throw new IllegalArgumentException("`%s` must be a whole number from 1".formatted(field));
    }
    return OptionalInt.of(value.intValue());
  }

  private static Map<Capability, Support> capabilities(JsonNode node) {
    Map<Capability, Support> all = new EnumMap<>(Capability.class);
    for (Capability capability : Capability.values()) {
      JsonNode value = node.path(capability.id());
      if (!value.isMissingNode()) {
        all.put(capability, support(capability.id(), value.asText()));
      }
    }
    if (all.size() != node.size()) {
      throw new IllegalArgumentException("`capabilities` has an unknown key");
    }
    return all;
  }

  private static ParameterRules parameters(JsonNode node) {
    return new ParameterRules(
        support("temperature", node.path("temperature").asText("unknown")),
        support("stop", node.path("stop").asText("unknown")),
        text(node.path("max_tokens_param")),
        texts(node.path("reasoning_control")),
        texts(node.path("reasoning_levels")));
  }

  private static Support support(String field, String value) {
    return switch (value) {
      case "yes" -> Support.YES;
      case "no", "without_effort" -> Support.NO;
      case "unknown" -> Support.UNKNOWN;
      default -> throw new IllegalArgumentException("`%s` cannot be `%s`".formatted(field, value));
    };
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }

  private static List<String> texts(JsonNode node) {
    List<String> all = new ArrayList<>();
    node.forEach(item -> all.add(item.asText()));
    return all;
  }
}
