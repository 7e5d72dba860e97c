package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ReasonCodeTest {
  @Test
  void hasOneForEachReasonUnderTheSameName() {
    assertThat(Arrays.stream(ReasonCode.values()).map(ReasonCode::id))
        .containsExactlyElementsOf(
            Arrays.stream(Reason.class.getPermittedSubclasses())
                .map(
                    type ->
                        type.getSimpleName()
                            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                            .toLowerCase(Locale.ROOT))
                .toList());
  }
}
