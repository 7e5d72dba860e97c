package dev.signalbox.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WorthTest {
  private static final Duration LATE = Duration.ofMinutes(10);

  @Test
  void oneModelGetsWorseAndTheOthersStay() {
    assertThat(Worth.of(Worth.DRIFTING, "chat", Duration.ZERO)).isGreaterThan(0.8);
    assertThat(Worth.of(Worth.DRIFTING, "chat", LATE)).isLessThan(0.3);
    assertThat(Worth.of("gpt-5.5", "chat", LATE))
        .isEqualTo(Worth.of("gpt-5.5", "chat", Duration.ZERO));
  }

  @Test
  void modelsDifferByTask() {
    assertThat(Worth.of("gpt-6-sol", "code", LATE))
        .isLessThan(Worth.of("gpt-6-sol", "math", LATE))
        .isLessThan(Worth.of("claude-sonnet-5-5", "code", LATE));
  }

  @Test
  void signalsAreOfTheTeamsReporterAboutTheDecisionAndMostlyAsTheModelIs() {
    Errands errands = new Errands(1, "test-");
    SplittableRandom random = new SplittableRandom(1);

    List<ObjectNode> signals =
        Stream.generate(() -> errands.next(12))
            .limit(2_000)
            .map(errand -> Worth.signal(errand, "d_" + errand.number(), 0.8, random))
            .flatMap(Optional::stream)
            .toList();

    assertThat(signals).hasSizeBetween(500, 1_500);
    assertThat(signals.stream().map(each -> each.path("source").asText()).distinct())
        .containsExactlyInAnyOrder("user", "judge", "test", "validator", "business");
    assertThat(signals).allMatch(each -> each.path("decision_id").asText().startsWith("d_"));
    List<ObjectNode> thumbs =
        signals.stream().filter(each -> each.path("name").asText().equals("thumbs")).toList();
    assertThat(thumbs.stream().filter(each -> each.path("value").asBoolean()).count())
        .isBetween(thumbs.size() * 7L / 10, thumbs.size() * 9L / 10);
  }
}
