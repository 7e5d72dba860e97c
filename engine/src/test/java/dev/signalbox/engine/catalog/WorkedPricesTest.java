package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests priced by hand with the shipped catalog. Tokens are input, cache read, cache write,
 * cache write for an hour, audio input, output with reasoning, reasoning, audio output. The last
 * column is the sum, in dollars, and where its rates are published.
 */
final class WorkedPricesTest {
  private static final Catalog CATALOG = CatalogReader.standard();

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # plain: LiteLLM, genai-prices, models.dev
          openai/gpt-4o              | 1000 0 0 0 0 500 0 0         | 2026-11-20T12:00:00Z | STANDARD |     7500000
          # cached: 1,000 at 1.25, 1,000 at 2.50 (same sources)
          openai/gpt-4o              | 1000 1000 0 0 0 0 0 0        | 2026-11-20T12:00:00Z | STANDARD |     3750000
          # batch halves input and output (same sources); 1,000 cached at half of 1.25 by proportion
          openai/gpt-4o              | 1000 1000 0 0 0 500 0 0      | 2026-11-20T12:00:00Z | BATCH    |     4375000
          # cache writes for minutes at 1.25 times and for an hour at 2 times the input (genai-prices, LiteLLM)
          anthropic/claude-opus-4-8  | 0 0 1000 1000 0 0 0 0        | 2026-11-20T12:00:00Z | STANDARD |    16250000
          # tier: 272,000 tokens of prompt are not above 272,000 (genai-prices, LiteLLM, models.dev)
          openai/gpt-5.5             | 272000 0 0 0 0 1000 0 0      | 2026-11-20T12:00:00Z | STANDARD |  1390000000
          openai/gpt-5.5             | 272001 0 0 0 0 1000 0 0      | 2026-11-20T12:00:00Z | STANDARD |  2765010000
          # cached tokens are part of the prompt that decides the tier
          openai/gpt-5.5             | 1 272000 0 0 0 0 0 0         | 2026-11-20T12:00:00Z | STANDARD |   272010000
          google/gemini-2.5-pro      | 200000 0 0 0 0 0 0 0         | 2026-11-20T12:00:00Z | STANDARD |   250000000
          google/gemini-2.5-pro      | 200001 0 0 0 0 0 0 0         | 2026-11-20T12:00:00Z | STANDARD |   500002500
          # peak 01:00-04:00 and 06:00-10:00 UTC, Monday to Friday (models.dev, newer files)
          deepseek/deepseek-v4-flash | 1000000 0 0 0 0 1000000 0 0  | 2026-11-20T00:59:59Z | STANDARD |   880000000
          deepseek/deepseek-v4-flash | 1000000 0 0 0 0 1000000 0 0  | 2026-11-20T01:00:00Z | STANDARD |  1760000000
          deepseek/deepseek-v4-flash | 1000000 0 0 0 0 1000000 0 0  | 2026-11-20T03:59:59Z | STANDARD |  1760000000
          deepseek/deepseek-v4-flash | 1000000 0 0 0 0 1000000 0 0  | 2026-11-20T04:00:00Z | STANDARD |   880000000
          deepseek/deepseek-v4-flash | 1000000 0 0 0 0 1000000 0 0  | 2026-11-20T06:00:00Z | STANDARD |  1760000000
          # Saturday
          deepseek/deepseek-v4-flash | 1000000 0 0 0 0 1000000 0 0  | 2026-11-21T02:00:00Z | STANDARD |   880000000
          # reasoning is part of the output and costs the same (genai-prices, LiteLLM, models.dev)
          openai/gpt-5               | 1000 0 0 0 0 2000 1500 0     | 2026-11-20T12:00:00Z | STANDARD |    21250000
          google/gemini-2.5-flash    | 0 0 0 0 0 2000 1500 0        | 2026-11-20T12:00:00Z | STANDARD |     5000000
          # audio has a price of its own: 1 against 0.30 (genai-prices, LiteLLM, models.dev)
          google/gemini-2.5-flash    | 1000 0 0 0 1000 0 0 0        | 2026-11-20T12:00:00Z | STANDARD |     1300000
          # price cut of 2026-07-30, 1 to 0.20 (docs.laozhang.ai, docs.apiyi.com)
          openai/gpt-5.6-luna        | 1000000 0 0 0 0 0 0 0        | 2026-07-29T23:59:59Z | STANDARD |  1000000000
          openai/gpt-5.6-luna        | 100000 0 0 0 0 0 0 0         | 2026-07-30T00:00:00Z | STANDARD |    20000000
          openai/gpt-5.6-luna        | 100000 0 0 0 0 0 0 0         | 2026-07-30T00:00:01Z | STANDARD |    20000000
          # introductory price until the end of 2026 (models.dev, newer files)
          google/gemini-3.8-flash    | 1000000 0 0 0 0 0 0 0        | 2026-12-31T23:59:59Z | STANDARD |   750000000
          google/gemini-3.8-flash    | 1000000 0 0 0 0 0 0 0        | 2027-01-01T00:00:00Z | STANDARD |  1500000000
          # batch costs half, and so does what is read from the cache (makers' price pages)
          anthropic/claude-opus-5    | 1000 1000 0 0 0 1000 0 0     | 2026-11-20T12:00:00Z | BATCH    |    15250000
          # price changes in the past (genai-prices, LiteLLM, models.dev)
          openai/o3                  | 1000000 0 0 0 0 0 0 0        | 2025-06-09T23:59:59Z | STANDARD | 10000000000
          openai/o3                  | 1000000 0 0 0 0 0 0 0        | 2025-06-10T00:00:00Z | STANDARD |  2000000000
          # a model on your own machine is free
          ollama/llama3.1:8b         | 1000 1000 1000 0 0 1000 0 0  | 2026-11-20T12:00:00Z | STANDARD |           0
          # an embedding has no output to pay for (genai-prices, LiteLLM, models.dev)
          openai/text-embedding-3-small | 1000000 0 0 0 0 0 0 0     | 2026-11-20T12:00:00Z | STANDARD |    20000000
          # retired, at its last price (makers' price pages)
          openai/gpt-4               | 1000 0 0 0 0 1000 0 0        | 2026-10-01T12:00:00Z | STANDARD |    90000000
          """)
  void aRequestCostsWhatIsPublished(
      String model, String tokens, String at, ServiceTier tier, long nanos) {
    Cost cost = cost(model, tokens, Instant.parse(at), tier);

    assertThat(cost.known()).isTrue();
    assertThat(cost.totalNanos()).isEqualTo(nanos);
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
