package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.CardBuilder;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Standing;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A deployment for tests. As {@link #of} makes it, it can do everything, takes 1 s to the first
 * token and 100 tokens/s after it, has a quality of 0.8, and costs $1 and $2.50 per million tokens.
 */
public record Sample(Standing standing) {
  /** $1 per million tokens. */
  public static final long DOLLAR = 1_000_000_000L;

  /** {@code provider/model}. */
  public static Sample of(String name) {
    Target target = new Target(name.split("/", 2)[0], name.split("/", 2)[1]);
    ProviderFacts provider =
        new ProviderFacts(
            target.provider(),
            List.of("chat"),
            true,
            false,
            Set.of(),
            Set.of(),
            Support.UNKNOWN,
            false);
    Map<Capability, Support> all = new EnumMap<>(Capability.class);
    for (Capability capability : Capability.values()) {
      all.put(capability, Support.YES);
    }
    ModelCard card =
        ModelCard.builder("maker/" + target.model(), ModelCard.Kind.CHAT)
            .capabilities(all)
            .price(price(DOLLAR, 2 * DOLLAR + DOLLAR / 2))
            .build();
    return new Sample(
        new Standing(
            new Deployment(target, provider, Optional.of(card)),
            Health.GOOD,
            new Latency(1_000, 2_000, 100, 50, "measured"),
            Output.UNKNOWN,
            qualities(800_000_000)));
  }

  /** Prices of input and output in nano-dollars per million tokens. */
  public static PriceSheet price(long input, long output) {
    return PriceSheet.of(Rates.of(input, output), "test", LocalDate.of(2026, 11, 20));
  }

  private static Map<TaskFamily, Quality> qualities(long value) {
    Map<TaskFamily, Quality> quality = new EnumMap<>(TaskFamily.class);
    for (TaskFamily family : TaskFamily.values()) {
      quality.put(
          family, new Quality(value, 50_000_000, 0, List.of(new Quality.Part("card", value))));
    }
    return quality;
  }

  public Target target() {
    return standing.deployment().target();
  }

  public Sample provider(UnaryOperator<ProviderFacts> change) {
    return with(
        new Deployment(
            target(),
            change.apply(standing.deployment().provider()),
            standing.deployment().card()));
  }

  public Sample card(UnaryOperator<CardBuilder> change) {
    CardBuilder card = standing.deployment().card().orElseThrow().toBuilder();
    return with(
        new Deployment(
            target(), standing.deployment().provider(), Optional.of(change.apply(card).build())));
  }

  public Sample withoutCard() {
    return with(new Deployment(target(), standing.deployment().provider(), Optional.empty()));
  }

  /** With one capability supported otherwise. */
  public Sample support(Capability capability, Support support) {
    Map<Capability, Support> all =
        new EnumMap<>(standing.deployment().card().orElseThrow().capabilities());
    all.put(capability, support);
    return card(card -> card.capabilities(all));
  }

  public Sample priced(PriceSheet price) {
    return card(card -> card.price(price));
  }

  public Sample priced(long input, long output) {
    return priced(price(input, output));
  }

  /** With every price times {@code factor}; as it is where none is known. */
  public Sample priceTimes(long factor) {
    return standing.deployment().card().isEmpty() || standing.deployment().price().rows().isEmpty()
        ? this
        : priced(
            PriceSheet.of(
                times(factor, standing.deployment().price().rows().getFirst().rates()),
                "test",
                LocalDate.of(2026, 11, 20)));
  }

  private static Rates times(long factor, Rates rates) {
    OptionalLong none = OptionalLong.empty();
    return new Rates(
        times(factor, rates.input()),
        times(factor, rates.output()),
        times(factor, rates.cacheRead()),
        none,
        none,
        none,
        none,
        none);
  }

  private static OptionalLong times(long factor, OptionalLong rate) {
    return rate.isPresent() ? OptionalLong.of(factor * rate.getAsLong()) : rate;
  }

  /** The same model at the same provider under another name. */
  public Sample named(String model) {
    return with(
        new Deployment(
            new Target(target().provider(), model),
            standing.deployment().provider(),
            standing.deployment().card()));
  }

  public Sample health(Health health) {
    return new Sample(standing.with(health, standing.latency(), standing.output()));
  }

  public Sample latency(Latency latency) {
    return new Sample(standing.with(standing.health(), latency, standing.output()));
  }

  public Sample output(Output output) {
    return new Sample(standing.with(standing.health(), standing.latency(), output));
  }

  /** With a quality in billionths, for every kind of task. */
  public Sample quality(long value) {
    return quality(qualities(value));
  }

  /** With qualities that so many thousandths of a signal stand behind. */
  public Sample signals(long effectiveSamplesMilli) {
    Map<TaskFamily, Quality> judged = new EnumMap<>(TaskFamily.class);
    standing
        .quality()
        .forEach(
            (family, one) ->
                judged.put(
                    family,
                    new Quality(one.value(), one.sd(), effectiveSamplesMilli, one.parts())));
    return quality(judged);
  }

  private Sample quality(Map<TaskFamily, Quality> quality) {
    return new Sample(
        new Standing(
            standing.deployment(),
            standing.health(),
            standing.latency(),
            standing.output(),
            quality));
  }

  private Sample with(Deployment deployment) {
    return new Sample(
        new Standing(
            deployment,
            standing.health(),
            standing.latency(),
            standing.output(),
            standing.quality()));
  }
}
