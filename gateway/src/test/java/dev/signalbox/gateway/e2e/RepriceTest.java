package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Past costs at other prices, through the control path. */
final class RepriceTest {
  /** Further hand-made cards over those of {@link Control#CONFIG}. */
  private static final String PRICE =
      "[[cards]]\nid = \"openai/gpt-6-sol\"\nprice = { rows = [{ input = %d, output = %d }] }\n";

  @Test
  void newPricesGiveNewCostsAndOldRowsStay() {
    try (RunningGateway gateway =
        new RunningGateway(Control.CONFIG + PRICE.formatted(2, 8), SimulatorOptions.standard())) {
      Control operator = new Control(gateway, Control.OPERATOR);
      String id = ask(gateway, operator);
      long before = cost(operator, id);
      RunningGateway.await(gateway.reload(Control.CONFIG + PRICE.formatted(6, 24)));

      Control.Answer dry = operator.post("/v1/reprice", order(true));
      long afterDry = cost(operator, id);
      Control.Answer done = operator.post("/v1/reprice", order(false));
      Control.Answer again = operator.post("/v1/reprice", order(false));

      assertThat(afterDry).isEqualTo(before);
      assertThat(dry.at("/repricing").isNull()).isTrue();
      assertThat(dry.at("/dry_run").booleanValue()).isTrue();
      assertThat(done.at("/changed").intValue())
          .isEqualTo(1)
          .isEqualTo(dry.at("/changed").intValue());
      assertThat(done.at("/before_nanos").longValue()).isEqualTo(before);
      assertThat(done.at("/after_nanos").longValue()).isEqualTo(3 * before);
      assertThat(cost(operator, id)).isEqualTo(3 * before);
      assertThat(again.at("/changed").intValue()).isZero();
      assertThat(
              operator
                  .post(
                      "/v1/sql",
                      "{\"sql\": \"select input_usd_per_million from prices order by 1\"}")
                  .at("/rows")
                  .toString())
          .isEqualTo("[[2.0],[6.0]]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"from": "2026-11-02", "to": "2026-11-01"} | to | `to` must not be before `from`
          {"from": "yesterday", "to": "2026-11-01"} | from | `from` must be a day such as `2026-11-01`
          {"from": "2026-11-01", "to": "+999999999-12-31"} | to | `to` must be a day such as `2026-11-01`
          {"from": "2026-11-01"} | to | `to` must be a day such as `2026-11-01`
          {"from": "2026-11-01", "to": "2026-11-01", "dry": true} | dry | there is no field `dry` here; did you mean `dry_run`?
          {"from": "2026-11-01", "to": "2026-11-01", "dry_run": "yes"} | dry_run | `dry_run` must be `true` or `false`
          """)
  void saysWhatIsWrongWithAnOrder(String body, String param, String message) {
    try (RunningGateway gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard())) {
      Control.Answer refused = new Control(gateway, Control.OPERATOR).post("/v1/reprice", body);

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.at("/error/param").asText()).isEqualTo(param);
      assertThat(refused.at("/error/message").asText()).isEqualTo(message);
      assertThat(new Control(gateway, Control.BLUE).post("/v1/reprice", order(true)).status())
          .isEqualTo(403);
    }
  }

  private static String ask(RunningGateway gateway, Control control) {
    return gateway
        .send(
            control
                .request("/v1/chat/completions")
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body("oa/gpt-6-sol", false)))
                .build())
        .headers()
        .firstValue("x-request-id")
        .orElseThrow();
  }

  private static long cost(Control control, String id) {
    return control.record(id).at("/record/cost_nanos").longValue();
  }

  /** Yesterday too, should it be midnight. */
  private static String order(boolean dry) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return "{\"from\": \"%s\", \"to\": \"%s\", \"dry_run\": %b}"
        .formatted(today.minusDays(1), today, dry);
  }
}
