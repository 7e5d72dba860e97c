package dev.signalbox.engine.catalog;

import dev.signalbox.engine.price.Confidence;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a card's facts are from, and what else is known of the model itself.
 *
 * @param asOf when they were read
 * @param note what to know before relying on them
 * @param sameAs id of the card of the same model at its own maker
 * @param billionParameters size, where it is public
 */
public record Provenance(
    List<String> sources,
    LocalDate asOf,
    Confidence confidence,
    Optional<String> note,
    Optional<String> sameAs,
    OptionalDouble billionParameters,
    Optional<Boolean> openWeights) {
  /** No source at all. */
  public static final Provenance NONE =
      new Provenance(
          List.of(),
          LocalDate.EPOCH,
          Confidence.UNKNOWN,
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty());

  public Provenance {
    if (!(billionParameters.orElse(1) > 0)) {
      throw new IllegalArgumentException("`billion_parameters` must be above 0");
    }
    sources = List.copyOf(sources);
  }

  /** Facts from one source. */
  public static Provenance of(String source, LocalDate asOf, Confidence confidence) {
    return new Provenance(
        List.of(source),
        asOf,
        confidence,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty());
  }
}
