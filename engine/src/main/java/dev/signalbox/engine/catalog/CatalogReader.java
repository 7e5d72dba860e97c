package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.text.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads our catalog file ({@code models.json} beside this class). */
public final class CatalogReader {
  private static final int SCHEMA = 2;
  private static final List<String> FILE = List.of("schema", "as_of", "sources", "models");
  private static final List<String> SOURCE = List.of("name", "revision", "date", "licence");

  /** Reads numbers as they are written, which prices need, and no key twice. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Read when it is first asked for: each start and each reload want it, and it never changes. */
  private static final class Shipped {
    private static final Catalog CATALOG = read();

    private Shipped() {}

    private static Catalog read() {
      try (InputStream file =
          Objects.requireNonNull(CatalogReader.class.getResourceAsStream("models.json"))) {
        return CatalogReader.read(file.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private CatalogReader() {}

  /** The catalog that ships with Signalbox. */
  public static Catalog standard() {
    return Shipped.CATALOG;
  }

  /**
   * Reads a catalog file.
   *
   * @throws IllegalArgumentException if it is not one, naming the model and field at fault
   */
  public static Catalog read(byte[] json) {
    JsonNode root = tree(json);
    Fields fields = Fields.of(root, "a catalog").only(FILE);
    if (fields.small("schema", 1).orElse(0) != SCHEMA) {
      throw fields.fault("schema", "must be " + SCHEMA);
    }
    LocalDate asOf = fields.required("as_of", fields.date("as_of"));
    List<ModelCard> cards = new ArrayList<>();
    for (JsonNode node : root.path("models")) {
      cards.add(CardReader.read(node, asOf));
    }
    if (cards.isEmpty()) {
      throw fields.fault("models", "must be a list with at least one model");
    }
    Catalog catalog =
        new Catalog(cards, fields.objects("sources").stream().map(CatalogReader::source).toList());
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
    return PriceReader.read(Fields.at(json, "price"), LocalDate.EPOCH);
  }

  private static CatalogSource source(Fields fields) {
    fields.only(SOURCE);
    return new CatalogSource(
        fields.required("name", fields.word("name")),
        fields.word("revision").orElse(""),
        fields.word("date").orElse(""),
        fields.required("licence", fields.word("licence")));
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
