package dev.signalbox.engine.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.LatencyPrior;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.latency.LatencySketch.Figures;
import dev.signalbox.engine.state.Latency;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class LatencyBlendTest {
  private static final Latency PRIOR = new Latency(1_000, 4_000, 50, 0, "catalog");

  @Test
  void aModelThatNobodyKnowsIsExpectedToBeOrdinary() {
    assertThat(LatencyBlend.priorOf(Optional.empty())).isEqualTo(Latency.ASSUMED);
  }

  @Test
  void theCardsTimeIsExpectedAndFourTimesAsLongAtWorst() {
    ModelCard card =
        ModelCard.builder("m/x", ModelCard.Kind.CHAT)
            .latency(new LatencyPrior(OptionalInt.of(300), OptionalInt.of(80), "bench"))
            .build();

    assertThat(LatencyBlend.priorOf(Optional.of(card)))
        .isEqualTo(new Latency(300, 1_200, 80, 0, "bench"));
  }

  @Test
  void firstTokensAndSpeedAreEachBelievedAsFarAsTheyWereMeasured() {
    Figures onlyFirst = new Figures(10, 200, 800, 0, 5, 100, Map.of());
    Figures onlySpeed = new Figures(0, 0, 0, 100, 10, 100, Map.of());

    assertThat(LatencyBlend.latency(PRIOR, onlyFirst))
        .isEqualTo(new Latency(600, 2_400, 50, 10, "measured"));
    assertThat(LatencyBlend.latency(PRIOR, onlySpeed))
        .isEqualTo(new Latency(1_000, 4_000, 75, 0, "catalog"));
  }
}
