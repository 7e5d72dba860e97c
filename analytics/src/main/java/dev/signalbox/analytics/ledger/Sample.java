package dev.signalbox.analytics.ledger;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A record that is written to no end but to have written one. */
final class Sample {
  private static final Instant AT = Instant.EPOCH;
  private static final TokenBuckets TOKENS = TokenBuckets.of(1, 1);
  private static final PriceSheet SHEET = PriceSheet.of(Rates.of(1, 1), "", LocalDate.EPOCH);

  static final RequestRecord RECORD =
      new RequestRecord(
          0,
          "",
          AT,
          new RequestRecord.From("", "", "", "", "", "", List.of()),
          new RequestRecord.Asked("", false, "", "", ""),
          "a/b",
          new RequestRecord.Ending(200, Result.OUTCOME_OK, ""),
          Optional.empty(),
          true,
          OptionalLong.empty(),
          List.of("field:dropped"),
          List.of(
              new AttemptRecord(
                  AT,
                  "a",
                  "b",
                  "",
                  200,
                  AttemptRecord.ANSWERED,
                  "",
                  "",
                  "",
                  false,
                  new Bill(
                      Bill.Charge.REPORTED,
                      ServiceTier.STANDARD,
                      TOKENS,
                      Optional.of(Pricing.cost(SHEET, TOKENS, AT, ServiceTier.STANDARD)),
                      ""),
                  0,
                  0,
                  0,
                  -1)),
          new RequestRecord.Timing(0, 0, 0),
          List.of(),
          "");

  private Sample() {}
}
