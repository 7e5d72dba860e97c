package dev.signalbox.engine.price;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The price a cost was computed with, kept beside it.
 *
 * @param from first day the price holds
 * @param window name of the hours of the week
 * @param aboveInputTokens the size tier that the prompt exceeded
 * @param tier whose row was used: the standard one where the tier asked for has none
 * @param asOf when the price was read
 */
public record PriceUsed(
    Rates rates,
    Optional<LocalDate> from,
    Optional<String> window,
    OptionalLong aboveInputTokens,
    ServiceTier tier,
    String source,
    Confidence confidence,
    LocalDate asOf) {}
