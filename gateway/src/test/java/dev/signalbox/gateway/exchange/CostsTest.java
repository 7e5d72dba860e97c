package dev.signalbox.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** K13: figures beyond what a number holds. */
final class CostsTest {
  private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  @DisplayName("K13 attempts that cost more together than a number holds cost as much as it holds")
  void costsThatAreTooLargeToAddStayTheLargest() {
    AttemptRecord most = attempt(Long.MAX_VALUE);

    assertThat(most.bill().nanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(RequestRecords.nanos(List.of(most, attempt(5), most))).hasValue(Long.MAX_VALUE);
    assertThat(RequestRecords.nanos(List.of(attempt(5), attempt(6)))).hasValue(11_000);
  }

  private static AttemptRecord attempt(long tokens) {
    PriceSheet sheet =
        PriceSheet.of(
            Rates.of(1_000_000_000L, 1_000_000_000L), "a list", LocalDate.of(2026, 11, 1));
    TokenBuckets used = TokenBuckets.of(tokens, 0);
    return new AttemptRecord(
        AT,
        "p",
        "m",
        "",
        200,
        AttemptRecord.ANSWERED,
        "",
        "body",
        "p#1",
        false,
        new Bill(
            Bill.Charge.REPORTED,
            ServiceTier.STANDARD,
            used,
            Optional.of(Pricing.cost(sheet, used, AT, ServiceTier.STANDARD)),
            "p/m"),
        0,
        1,
        1,
        -1);
  }
}
