package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests priced by hand with the shipped catalog: {@code worked-prices.csv} says what each costs
 * and where its rates are published.
 */
final class WorkedPricesTest {
  private static final Catalog CATALOG = CatalogReader.standard();

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvFileSource(resources = "/dev/signalbox/engine/catalog/worked-prices.csv", delimiter = '|')
  void aRequestCostsWhatIsPublished(ArgumentsAccessor row) {
    Cost cost =
        cost(
            row.getString(0),
            row.getString(1),
            Instant.parse(row.getString(2)),
            row.get(3, ServiceTier.class));

    assertThat(cost.known()).isTrue();
    assertThat(cost.totalNanos()).isEqualTo(row.getLong(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # no price before the model was there
          openai/gpt-5.6-luna        | 1 0 0 0 0 0 0 0    | 2026-07-08T23:59:59Z
          # audio that no source gives a price for
          openai/gpt-4o              | 1 0 0 0 1 0 0 0    | 2026-11-20T12:00:00Z
          # text that a model for embeddings cannot have written
          openai/text-embedding-3-small | 1 0 0 0 0 1 0 0 | 2026-11-20T12:00:00Z
          """)
  void whatIsNotPublishedIsUnknown(String model, String tokens, String at) {
    Cost cost = cost(model, tokens, Instant.parse(at), ServiceTier.STANDARD);

    assertThat(cost.known()).isFalse();
    assertThat(cost.unpriced()).isNotEmpty();
  }

  private static Cost cost(String model, String tokens, Instant at, ServiceTier tier) {
    long[] n = Arrays.stream(tokens.split(" ")).mapToLong(Long::parseLong).toArray();
    return Pricing.cost(
        CATALOG.byId(model).orElseThrow().price(),
        new TokenBuckets(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]),
        at,
        tier);
  }
}
