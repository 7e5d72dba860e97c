package dev.signalbox.analytics.ledger;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.signalbox.analytics.schema.tables.records.PriceRowsRecord;
import dev.signalbox.engine.digest.Sha256;
import dev.signalbox.engine.price.PriceUsed;
import dev.signalbox.engine.price.Rates;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Between a price and its row. */
public final class PriceRows {
  private static final int ID_DIGITS = 32;

  /** Prices that are met again and again, and their ids. */
  private static final LoadingCache<PriceUsed, String> IDS =
      Caffeine.newBuilder().maximumSize(1_000).build(PriceRows::digestOf);

  private PriceRows() {}

  /** The same id for the same price, in every process. */
  public static String idOf(PriceUsed price) {
    return IDS.get(price);
  }

  private static String digestOf(PriceUsed price) {
    Rates rates = price.rates();
    String text =
        String.join(
            "|",
            text(rates.input()),
            text(rates.output()),
            text(rates.cacheRead()),
            text(rates.cacheWrite()),
            text(rates.cacheWriteHour()),
            text(rates.reasoning()),
            text(rates.audioInput()),
            text(rates.audioOutput()),
            price.from().map(LocalDate::toString).orElse(""),
            price.window().orElse(""),
            text(price.aboveInputTokens()),
            price.tier().id(),
            price.source(),
            price.confidence().id(),
            price.asOf().toString());
    return Sha256.hex(text).substring(0, ID_DIGITS);
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }

  /** The row of {@code price}. */
  public static PriceRowsRecord rowOf(PriceUsed price) {
    Rates rates = price.rates();
    PriceRowsRecord row = new PriceRowsRecord();
    row.setId(idOf(price));
    row.setTier(price.tier().id());
    row.setInputNanos(orNull(rates.input()));
    row.setOutputNanos(orNull(rates.output()));
    row.setCacheReadNanos(orNull(rates.cacheRead()));
    row.setCacheWriteNanos(orNull(rates.cacheWrite()));
    row.setCacheWriteHourNanos(orNull(rates.cacheWriteHour()));
    row.setReasoningNanos(orNull(rates.reasoning()));
    row.setAudioInputNanos(orNull(rates.audioInput()));
    row.setAudioOutputNanos(orNull(rates.audioOutput()));
    row.setHoldsFrom(price.from().map(LocalDate::toString).orElse(null));
    row.setPriceWindow(price.window().orElse(null));
    row.setAboveInputTokens(orNull(price.aboveInputTokens()));
    row.setSource(price.source());
    row.setConfidence(price.confidence().id());
    row.setAsOf(price.asOf().toString());
    return row;
  }

  static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
