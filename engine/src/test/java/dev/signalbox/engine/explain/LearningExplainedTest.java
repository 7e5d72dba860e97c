package dev.signalbox.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.routing.Ask;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Sample;
import dev.signalbox.engine.routing.Wants;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of learning and chance. */
final class LearningExplainedTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Sample HAIKU = Sample.of("anthropic/haiku");
  private static final Sample MINI = Sample.of("openai/mini").quality(790_000_000);
  private static final DecisionMeta META =
      new DecisionMeta("d_1", Ask.NOON, DecisionMeta.Mode.LIVE, 9, Optional.empty(), "");

  @Test
  void everyTermIsToldWithItsValueDeviationWeightAndAge() throws JsonProcessingException {
    JsonNode worth = json(decision(3)).path("layers").path(4).path("scored").path(1);

    assertThat(worth)
        .isEqualTo(
            MAPPER.readTree(
                """
                {"model": "openai/mini", "q": 0.775000001, "sd": 0.02, "n_eff": 57.3,
                 "parts": {"card": 0.79, "task": -0.025, "model": 0.01, "rounding": 0.000000001},
                 "evidence": [
                  {"part": "task", "sd": 0.01, "n_eff": 40, "age_s": 10800},
                  {"part": "model", "sd": 0.015, "n_eff": 17.3}],
                 "term": 775000001}
                """));
  }

  @Test
  void whatChanceDidIsToldWithAllItChoseAmong() throws JsonProcessingException {
    assertThat(json(decision(elsewhere())).path("exploration"))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"share": 0.1,
                 "candidates": [
                  {"model": "openai/mini", "propensity": 0.95},
                  {"model": "anthropic/haiku", "propensity": 0.05}],
                 "drawn": "anthropic/haiku",
                 "expected_extra_nanos": 0, "expected_extra_usd": 0, "expected_loss": 0,
                 "text": "chance drew anthropic/haiku among 2 that may be the best; it takes part \
                in 10 % of such requests"}
                """));
  }

  @Test
  void whyNotSaysWhoWasDrawnAndWhoWasTheBest() {
    Decision decision = decision(elsewhere());

    assertThat(DecisionJson.whyNot(decision, HAIKU.target()).path("text").asText())
        .isEqualTo("it is the first of the plan: drawn by chance, to learn of it");
    assertThat(DecisionJson.whyNot(decision, MINI.target()).path("text").asText())
        .isEqualTo(
            "it is number 2 of the plan: highest utility; chance drew anthropic/haiku to learn of"
                + " it");
  }

  @Test
  void theTableShowsTermsAndChances() {
    assertThat(DecisionTable.of(decision(elsewhere()), false))
        .contains(
            """
              openai/mini                     77.50       77.50  ± 2.00, n 57
                card 79.00, task -2.50 ± 1.00 (n 40, 3 h), model 1.00 ± 1.50 (n 17), rounding 0.00
            """)
        .contains(
            """
              1  anthropic/haiku              70.50  drawn by chance, to learn of it
              2  openai/mini                  70.50  highest utility
            """)
        .contains(
            """
            exploration
              chance drew anthropic/haiku among 2 that may be the best; it takes part in 10 % of such requests
                    95 %  openai/mini
                     5 %  anthropic/haiku
            """);
  }

  @Test
  void agesAreToldInTheLargestUnitThatSaysEnough() {
    assertThat(age(Duration.ZERO)).isEqualTo("task 0.00 ± 1.00 (n 1, 0 s)");
    assertThat(age(Duration.ofSeconds(119))).endsWith("119 s)");
    assertThat(age(Duration.ofMinutes(2))).endsWith("2 min)");
    assertThat(age(Duration.ofHours(2))).endsWith("2 h)");
    assertThat(age(Duration.ofDays(2))).endsWith("2 d)");
    assertThat(age(Duration.ofSeconds(-5))).endsWith("0 s)");
  }

  private static String age(Duration age) {
    Instant now = Ask.NOON;
    Quality.Part part =
        new Quality.Part("task", 0, 10_000_000, 1_000, now.minus(age).toEpochMilli());
    return QualityTerms.words(new Quality(0, 0, 0, List.of(part)), now);
  }

  private static long elsewhere() {
    for (long seed = 0; ; seed++) {
      if (decision(seed).exploration().orElseThrow().isElsewhere()) {
        return seed;
      }
    }
  }

  /** One of two, of which the better by its card was seen to be hardly better. */
  private static Decision decision(long seed) {
    Quality.Part task =
        new Quality.Part(
            "task", -25_000_000, 10_000_000, 40_000, Ask.NOON.minusSeconds(10_800).toEpochMilli());
    QualityTable.Row row =
        new QualityTable.Row(
            task,
            Map.of(
                HAIKU.target(),
                new QualityTable.Learned(List.of(), 50_000_000, 0),
                MINI.target(),
                new QualityTable.Learned(
                    List.of(
                        new Quality.Part("model", 10_000_000, 15_000_000, 17_300, 0),
                        new Quality.Part("rounding", 1)),
                    20_000_000,
                    57_300)),
            false);
    return Router.decide(
        Ask.auto().exploring(seed).question(),
        Wants.nothing()
            .exploring(100_000, Sample.DOLLAR)
            .over(HAIKU, MINI)
            .withQuality(
                "q2", QualityTable.of(Map.of(), Map.of(TaskFamily.GENERAL, row), Map.of())));
  }

  private static JsonNode json(Decision decision) throws JsonProcessingException {
    return MAPPER.readTree(MAPPER.writeValueAsString(DecisionJson.write(decision, META)));
  }
}
