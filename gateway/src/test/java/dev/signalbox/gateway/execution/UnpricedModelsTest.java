package dev.signalbox.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class UnpricedModelsTest {
  private final List<String> alarms = new ArrayList<>();
  private final UnpricedModels models = new UnpricedModels(alarms::add);

  @Test
  @DisplayName("K12 every answer counts, and the first of a model is an alarm")
  void everyAnswerCountsAndTheFirstOfAModelIsAnAlarm() {
    models.answered("home/grown");
    models.answered("home/grown");
    models.answered("home/other");

    assertThat(models.all()).isEqualTo(Map.of("home/grown", 2L, "home/other", 1L));
    assertThat(alarms).containsExactly("home/grown", "home/other");
  }

  @Test
  @DisplayName("O10 names that never end fill neither memory nor the log")
  void namesThatNeverEndFillNeitherMemoryNorTheLog() {
    for (int i = 0; i < 10 * UnpricedModels.MOST_TOLD; i++) {
      models.answered("home/" + i);
    }
    models.answered("home/0");

    assertThat(models.all()).hasSize(UnpricedModels.MOST_TOLD + 1);
    assertThat(models.all().get("(others)")).isEqualTo(9L * UnpricedModels.MOST_TOLD);
    assertThat(models.all().get("home/0")).isEqualTo(2);
    assertThat(alarms).hasSize(UnpricedModels.MOST_TOLD);
  }

  @Test
  @DisplayName("I13 what a client calls a model is told so that it misleads nobody")
  void whatAClientCallsAModelIsToldSoThatItMisleadsNobody() {
    String odd = "home/\u001b[31mred\n\u202Eevil\u2028\ud800 模型";
    String safe = "home/?[31mred??evil?? 模型";

    models.answered(odd);
    models.answered(odd);
    models.answered("home/" + "x".repeat(10_000));

    assertThat(alarms)
        .containsExactly(
            safe, "home/" + "x".repeat(UnpricedModels.LONGEST_NAME - "home/".length()) + "…");
    assertThat(models.all()).containsEntry(safe, 2L);
  }
}
