package dev.signalbox.engine.catalog;

import dev.signalbox.engine.price.Rates;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Expected quality of answers, from what a card says and nothing else: adding or removing other
 * models never changes it. Method and figures are argued in docs/decisions/0011.
 *
 * <p>First comes what is to be expected of a model of this price, release date and kind; every
 * figure of a known test then pulls the estimate towards itself, by its precision for the task
 * family. The ability so found becomes a share of good answers by a fixed curve for each family.
 */
public final class QualityPriors {
  private static final String PERCENT = "percent";

  private QualityPriors() {}

  /** How well {@code card} is expected to answer requests of {@code family}. */
  public static QualityPrior of(ModelCard card, TaskFamily family) {
    Estimate estimate = Expectation.of(card);
    List<String> sources = new ArrayList<>();
    for (QualityFigure figure : card.quality()) {
      Optional<Benchmark> bench =
          figure.unit().equals(PERCENT) ? Benchmark.of(figure.bench()) : Optional.empty();
      if (bench.isPresent() && applies(bench.get(), card.kind())) {
        double distance = distance(bench.get().area(), family);
        estimate =
            estimate.and(
                bench.get().ability(figure.figure()), bench.get().sd(figure.trust()) * distance);
        if (!sources.contains(figure.bench())) {
          sources.add(figure.bench());
        }
      }
    }
    sources.add("price, release and size");
    double ability = estimate.mean() + bonus(card, family);
    return Curve.of(family).toPrior(ability, estimate.sd(), String.join(", ", sources));
  }

  private static boolean applies(Benchmark bench, ModelCard.Kind kind) {
    return (bench.area() == Benchmark.Area.RETRIEVAL) == (kind == ModelCard.Kind.EMBEDDING);
  }

  /** By how much a test of {@code area} is less telling for {@code family} than for its own. */
  private static double distance(Benchmark.Area area, TaskFamily family) {
    return switch (area) {
      case KNOWLEDGE ->
          switch (family) {
            case GENERAL -> 1;
            case CHAT -> 1.2;
            case EXTRACT, MATH -> 1.3;
            case LONG_CONTEXT -> 1.5;
            case CODE -> 2;
          };
      case CODE ->
          switch (family) {
            case CODE -> 1;
            case GENERAL -> 1.5;
            case MATH, EXTRACT -> 1.7;
            case CHAT, LONG_CONTEXT -> 2;
          };
      case MATH ->
          switch (family) {
            case MATH -> 1;
            case GENERAL -> 1.5;
            case CODE, EXTRACT, CHAT, LONG_CONTEXT -> 2;
          };
      case AGENT ->
          switch (family) {
            case CODE -> 1.3;
            case GENERAL, MATH, EXTRACT, CHAT, LONG_CONTEXT -> 2;
          };
      case RETRIEVAL -> 1;
    };
  }

  /** Units of ability for what the tests do not see: how much a model can hold. */
  private static double bonus(ModelCard card, TaskFamily family) {
    if (family != TaskFamily.LONG_CONTEXT) {
      return 0;
    }
    int context = card.limits().contextTokens().orElse(card.limits().maxInputTokens().orElse(0));
    if (context >= 900_000) {
      return 0.3;
    }
    return context >= 128_000 ? 0 : -1.5;
  }

  /**
   * What is known of an ability.
   *
   * @param precision one over the square of its spread
   */
  private record Estimate(double mean, double precision) {
    /** No card tells more than this, in units of ability: tests are not your requests. */
    private static final double BLIND = 0.25;

    static Estimate of(double mean, double sd) {
      return new Estimate(mean, 1 / (sd * sd));
    }

    Estimate and(double other, double sd) {
      double weight = 1 / (sd * sd);
      double sum = precision + weight;
      return new Estimate((mean * precision + other * weight) / sum, sum);
    }

    double sd() {
      return Math.sqrt(1 / precision + BLIND * BLIND);
    }
  }

  /**
   * From an ability to a share of good answers.
   *
   * @param ease logit of the share at ability 0
   * @param slope how fast the share rises with ability
   */
  private record Curve(double ease, double slope) {
    static Curve of(TaskFamily family) {
      return switch (family) {
        case GENERAL -> new Curve(0.95, 0.6);
        case CODE -> new Curve(0.6, 0.65);
        case EXTRACT -> new Curve(1.5, 0.5);
        case CHAT -> new Curve(1.2, 0.4);
        case MATH -> new Curve(0.5, 0.75);
        case LONG_CONTEXT -> new Curve(0.6, 0.6);
      };
    }

    QualityPrior toPrior(double ability, double sd, String source) {
      double mean = 1 / (1 + Math.exp(-(ease + slope * ability)));
      return new QualityPrior(mean, sd * slope * mean * (1 - mean), source);
    }
  }

  /** Ability by price, age, size and kind: a line through 80 models with figures. */
  private static final class Expectation {
    private static final double BASE = -0.8;
    private static final double PER_LOG_DOLLAR = 0.25;
    private static final double PER_YEAR = 1.2;
    private static final double REASONING = 0.7;
    private static final LocalDate YEAR_ZERO = LocalDate.of(2024, 5, 13);
    private static final double DAYS_A_YEAR = 365.25;
    private static final double LEAST_YEARS = -2;
    private static final double MOST_YEARS = 4;

    /** How long before the facts were read a model without a release date came out. */
    private static final double UNDATED_YEARS = 0.5;

    /** What hosts charge for a model of a billion parameters, in dollars per million tokens. */
    private static final double DOLLARS_A_BILLION = 0.01;

    private static final double UNPRICED_DOLLARS = 0.3;
    private static final double SD = 0.6;
    private static final double SD_UNDATED = 0.6;
    private static final double SD_UNPRICED = 0.5;
    private static final double NANOS_A_DOLLAR = 1e9;

    private Expectation() {}

    static Estimate of(ModelCard card) {
      OptionalDouble dollars = dollars(card);
      double years = years(card);
      boolean reasons = card.supports(Capability.REASONING) == Support.YES;
      double variance =
          SD * SD
              + (card.lifecycle().released().isPresent() ? 0 : SD_UNDATED * SD_UNDATED)
              + (dollars.isPresent() ? 0 : SD_UNPRICED * SD_UNPRICED);
      double price = PER_LOG_DOLLAR * Math.log(dollars.orElse(UNPRICED_DOLLARS));
      return card.kind() == ModelCard.Kind.EMBEDDING
          ? Estimate.of(price, Math.sqrt(variance))
          : Estimate.of(
              BASE + price + PER_YEAR * years + (reasons ? REASONING : 0), Math.sqrt(variance));
    }

    /** Years from year zero to the release; undated models in service are taken as recent. */
    private static double years(ModelCard card) {
      LocalDate read = card.provenance().asOf();
      Lifecycle.Stage stage = card.lifecycle().stage();
      boolean inService = stage == Lifecycle.Stage.ACTIVE || stage == Lifecycle.Stage.PREVIEW;
      double undated = inService && read.isAfter(YEAR_ZERO) ? yearsTo(read) - UNDATED_YEARS : 0;
      return Math.clamp(
          card.lifecycle().released().map(Expectation::yearsTo).orElse(undated),
          LEAST_YEARS,
          MOST_YEARS);
    }

    private static double yearsTo(LocalDate day) {
      return ChronoUnit.DAYS.between(YEAR_ZERO, day) / DAYS_A_YEAR;
    }

    /** Three parts of input and one of output at the list price; by size where that is 0. */
    private static OptionalDouble dollars(ModelCard card) {
      double blend = card.price().listRates().map(Expectation::blend).orElse(0.0);
      if (blend > 0) {
        return OptionalDouble.of(blend / NANOS_A_DOLLAR);
      }
      OptionalDouble size = card.provenance().billionParameters();
      return size.isPresent()
          ? OptionalDouble.of(size.getAsDouble() * DOLLARS_A_BILLION)
          : OptionalDouble.empty();
    }

    private static double blend(Rates rates) {
      double input = rates.input().orElse(0);
      return (3 * input + rates.output().orElse((long) input)) / 4;
    }
  }
}
