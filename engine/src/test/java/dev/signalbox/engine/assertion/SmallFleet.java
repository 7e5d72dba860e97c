package dev.signalbox.engine.assertion;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Standing;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Three deployments: {@code far/good} ($1 and $4 per million tokens, reads images), {@code
 * far/cheap} (a tenth of that), and {@code near/own} of which no price is known.
 */
final class SmallFleet {
  private SmallFleet() {}

  static Fleet fleet() {
    ProviderFacts far = provider("far", false);
    ProviderFacts near = provider("near", true);
    return new Fleet(
        Map.of("far", far, "near", near),
        List.of(
            standing(far, card("good", price(1_000_000_000L), Support.YES), 900_000_000),
            standing(far, card("cheap", price(100_000_000L), Support.NO), 700_000_000),
            standing(near, card("own", PriceSheet.UNKNOWN, Support.NO), 600_000_000)));
  }

  private static ProviderFacts provider(String id, boolean local) {
    return new ProviderFacts(
        id, List.of("openai_chat"), true, local, Set.of(), Set.of(), Support.UNKNOWN, false);
  }

  private static PriceSheet price(long nanosPerMillion) {
    return PriceSheet.of(Rates.of(nanosPerMillion, 4 * nanosPerMillion), "test", LocalDate.EPOCH);
  }

  private static ModelCard card(String model, PriceSheet price, Support vision) {
    return ModelCard.builder("maker/" + model, ModelCard.Kind.CHAT)
        .family(Optional.of("fam-" + model))
        .price(price)
        .capabilities(Map.of(Capability.VISION, vision))
        .build();
  }

  private static Standing standing(ProviderFacts provider, ModelCard card, long quality) {
    Quality same = new Quality(quality, 0, 0, List.of(new Quality.Part("card", quality)));
    return new Standing(
        new Deployment(new Target(provider.id(), card.upstreamId()), provider, Optional.of(card)),
        Health.GOOD,
        new Latency(100, 400, 100, 0, "test"),
        Output.UNKNOWN,
        Arrays.stream(TaskFamily.values())
            .collect(Collectors.toMap(Function.identity(), _ -> same)));
  }
}
