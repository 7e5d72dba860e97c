package dev.signalbox.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.routing.Ask;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is stored of a decision as JSON. */
final class DecisionBodyTest {
  @Test
  void keepsWhatMakingSureOfTheAnswerCameTo() {
    DecisionBody body =
        new DecisionBody(Ask.NOON, Ask.auto().question(), List.of(), "mini-2", "agreed");

    assertThat(DecisionBody.read(body.write())).isEqualTo(body);
  }

  @Test
  void saysNothingWhereNothingWasDone() {
    DecisionBody body = new DecisionBody(Ask.NOON, Ask.auto().question(), List.of(), "", "");

    assertThat(body.write().has("verified")).isFalse();
    assertThat(DecisionBody.read(body.write())).isEqualTo(body);
  }
}
