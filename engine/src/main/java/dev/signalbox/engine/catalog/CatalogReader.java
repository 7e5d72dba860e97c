package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.engine.price.PriceSheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads our catalog file ({@code models.json} beside this class). */
public final class CatalogReader {
  private static final int SCHEMA = 2;
  private static final Set<String> FILE = Set.of("schema", "as_of", "sources", "models");
  private static final Set<String> SOURCE = Set.of("name", "revision", "date", "licence");

  /** Reads numbers as they are written, which prices need, and no key twice. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

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
    JsonNode root = tree(json);
    Fields fields = new Fields(root, "", FILE);
    if (fields.whole("schema", 1).orElse(0) != SCHEMA) {
      throw fields.fault("schema", "must be " + SCHEMA);
    }
    LocalDate asOf = fields.date("as_of").orElseThrow(() -> fields.fault("as_of", "is missing"));
    List<ModelCard> cards = new ArrayList<>();
    for (JsonNode node : root.path("models")) {
      cards.add(CardReader.read(node, asOf));
    }
    if (cards.isEmpty()) {
      throw fields.fault("models", "must be a list with at least one model");
    }
    Catalog catalog = new Catalog(cards, fields.objects("sources", SOURCE, CatalogReader::source));
    catalog.checkReferences();
    return catalog;
  }

  /**
   * Reads one card as {@link CardWriter} writes it.
   *
   * @param json with exact decimals
   * @throws IllegalArgumentException if it breaks a rule, naming the model and field at fault
   */
  public static ModelCard card(JsonNode json) {
    return CardReader.read(json, LocalDate.EPOCH);
  }

  /**
   * Reads the {@code price} of a card as {@link CardWriter} writes it.
   *
   * @param json with exact decimals
   * @throws IllegalArgumentException if it breaks a rule, naming the field at fault
   */
  public static PriceSheet price(JsonNode json) {
    return PriceReader.read(new Fields(json, "price.", PriceReader.SHEET), LocalDate.EPOCH);
  }

  private static CatalogSource source(Fields fields) {
    return new CatalogSource(
        fields.requiredText("name"),
        fields.text("revision").orElse(""),
        fields.text("date").orElse(""),
        fields.requiredText("licence"));
  }

  /** {@code json} as a tree with exact decimals. */
  static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file is not JSON", e);
    }
  }
}
