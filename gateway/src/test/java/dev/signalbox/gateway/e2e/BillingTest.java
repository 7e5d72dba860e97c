package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.price.Bucket;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * K12 and K13: Answers with known usage cost what is worked out by hand in the comments, to the
 * nano-dollar.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BillingTest {
  /** Dollars per million tokens: a thousandth of a dollar per token is 1,000 nano-dollars. */
  private static final String CARDS =
      """

      [[cards]]
      id = "openai/gpt-6-sol"
      price = { rows = [{ input = 2, output = 10, cache_read = 0.2, cache_write = 2.5 }, { above_input_tokens = 272000, input = 4, output = 15, cache_read = 0.4 }, { tier = "flex", input = 1, output = 5, cache_read = 0.1 }] }
      [[cards]]
      id = "anthropic/claude-haiku-5-5"
      price = { rows = [{ input = 1, output = 5, cache_read = 0.1, cache_write = 1.25, cache_write_hour = 2 }] }
      """;

  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG + CARDS, SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void cachedAndReasoningTokens() {
    // 1,000 prompt, 400 of them cached: 600 x 2,000 + 400 x 200 = 1,280,000
    // 300 completion, 120 of them reasoning at the output rate: 300 x 10,000 = 3,000,000
    Bill bill =
        chat(
            "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":300,\"total_tokens\":1300,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":400},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":120}}");

    assertThat(bill.nanos()).isEqualTo(4_280_000);
    assertThat(bill.charge()).isEqualTo(Bill.Charge.REPORTED);
    assertThat(bill.cost().orElseThrow().parts())
        .isEqualTo(
            Map.of(
                Bucket.INPUT, 1_200_000L,
                Bucket.CACHE_READ, 80_000L,
                Bucket.OUTPUT, 1_800_000L,
                Bucket.REASONING, 1_200_000L));
  }

  @ParameterizedTest
  @CsvSource({
    // 272,000 x 2,000 + 10 x 10,000
    "272000, 544100000",
    // one token more, and all of them are dearer: 272,001 x 4,000 + 10 x 15,000
    "272001, 1088154000"
  })
  void theSizeOfThePrompt(long prompt, long nanos) {
    Bill bill = chat("\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":10}".formatted(prompt));

    assertThat(bill.nanos()).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({
    // 100 x 1,000 + 10 x 5,000
    "flex, 150000",
    // 100 x 2,000 + 10 x 10,000
    "default, 300000",
    "auto, 300000"
  })
  void theServiceTierThatItWasServedAt(String tier, long nanos) {
    Bill bill =
        chat(
            "\"service_tier\":\"%s\",\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10}"
                .formatted(tier));

    assertThat(bill.nanos()).isEqualTo(nanos);
  }

  @Test
  void whatIsWrittenToACacheForMinutesAndForAnHour() {
    // 50 x 1,000 + 1,000 x 100 + 200 x 1,250 + 300 x 2,000 + 40 x 5,000
    String answer =
        """
        {"id":"m","type":"message","role":"assistant","model":"claude-haiku-5-5",
         "content":[{"type":"text","text":"hi"}],"stop_reason":"end_turn",
         "usage":{"input_tokens":50,"cache_read_input_tokens":1000,"cache_creation_input_tokens":500,
          "cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":300},
          "output_tokens":40,"service_tier":"standard"}}
        """;

    assertThat(bill("an/claude-haiku-5-5", answer).nanos()).isEqualTo(1_200_000);
  }

  @Test
  void isUnknownWithoutAPriceRatherThanNothing() {
    Bill bill =
        bill("oa/house-model", answer("\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":5}"));

    assertThat(bill.priced()).isFalse();
    assertThat(bill.tokens().input()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":10}'",
    "'\"usage\":{\"prompt_tokens\":\"many\",\"completion_tokens\":\"more\"}'",
    "'\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":3,\"completion_tokens_details\":{\"reasoning_tokens\":99}}'",
    "'\"object\":\"chat.completion\"'"
  })
  void isAnEstimateWhereTheFiguresMakeNoSense(String usage) {
    Bill bill = chat(usage);

    assertThat(bill.charge()).isEqualTo(Bill.Charge.ESTIMATED);
    assertThat(bill.tokens().input()).isPositive();
    assertThat(bill.nanos()).isPositive();
  }

  @Test
  @DisplayName(
      "K13 figures beyond what a number holds are not believed, and neither negative nor free")
  void figuresBeyondWhatANumberHoldsAreNeitherNegativeNorFree() {
    String most = Long.toString(Long.MAX_VALUE);
    for (String usage :
        List.of(
            "\"usage\":{\"prompt_tokens\":MOST,\"completion_tokens\":MOST}",
            "\"usage\":{\"prompt_tokens\":MOST,\"completion_tokens\":1,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":MOST}}",
            "\"usage\":{\"prompt_tokens\":MOST9,\"completion_tokens\":1e400}")) {
      Bill bill = chat(usage.replace("MOST", most));

      assertThat(bill.charge()).as(usage).isEqualTo(Bill.Charge.ESTIMATED);
      assertThat(bill.nanos()).as(usage).isPositive();
      assertThat(bill.tokens().promptTokens()).as(usage).isBetween(1L, 1_000L);
    }
    JsonNode stats =
        Eventually.get(
            "sums of them",
            () -> new Control(gateway, Control.OPERATOR).get("/v1/stats").json(),
            sums -> sums.path("requests").asLong() >= 3);
    assertThat(stats.path("cost_nanos").asLong()).isBetween(1L, Long.MAX_VALUE / 2);
    assertThat(stats.path("input_tokens").asLong()).isPositive();
  }

  private Bill chat(String members) {
    return bill("oa/gpt-6-sol", answer(members));
  }

  private static String answer(String members) {
    return """
    {"id":"c","object":"chat.completion","created":1,"model":"",%s,
     "choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}
    """
        .formatted(members);
  }

  private Bill bill(String model, String answer) {
    gateway
        .script()
        .then(new Step.Replay(200, "application/json", Buffer.buffer(answer), List.of(1_000)));
    String id =
        gateway
            .send(
                new Control(gateway, Control.OPERATOR)
                    .request("/v1/chat/completions")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                                .formatted(model)))
                    .build())
            .headers()
            .firstValue("x-request-id")
            .orElseThrow();
    AttemptRecord attempt = gateway.record(id).attempts().getLast();
    assertThat(attempt.outcome()).isEqualTo(AttemptRecord.ANSWERED);
    return attempt.bill();
  }
}
