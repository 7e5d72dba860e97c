package dev.signalbox.gateway.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AlertWatchTest {
  private final AlertWatch watch = new AlertWatch();

  private static ObjectNode alert(String model, double value) {
    return StrictJson.object()
        .put("kind", "threshold")
        .put("model", model)
        .put("metric", "error")
        .put("value", value);
  }

  @Test
  void whatWasThereAtFirstIsNoNews() {
    assertThat(watch.hasBegun()).isFalse();
    assertThat(watch.news(List.of(alert("a", 1)))).isEmpty();
    assertThat(watch.hasBegun()).isTrue();
  }

  @Test
  void tellsWhatIsNewOnceHoweverItsFiguresChange() {
    watch.news(List.of(alert("a", 1)));

    assertThat(watch.news(List.of(alert("a", 2), alert("b", 1)))).containsExactly(alert("b", 1));
    assertThat(watch.news(List.of(alert("a", 3), alert("b", 2)))).isEmpty();
  }

  @Test
  void tellsAgainWhatWentAndCameBack() {
    watch.news(List.of(alert("a", 1)));
    watch.news(List.of());

    assertThat(watch.news(List.of(alert("a", 1)))).containsExactly(alert("a", 1));
  }
}
