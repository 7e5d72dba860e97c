package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.signals.alert.Metric;
import dev.signalbox.signals.learning.LearningSettings.Trust;
import dev.signalbox.signals.learning.Reporter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignalsSectionTest {
  private static SignalsConfig parse(String toml) {
    return new ConfigLoader(Map.of()).parse("config.toml", toml).config().signals();
  }

  @Test
  void readsSourcesBoundsAndTheCap() {
    SignalsConfig config =
        parse(
            """
            [signals]
            retention_hours = 24
            daily_cap = 7
            [signals.sources.judge]
            sensitivity = 0.7
            [signals.alerts]
            least_samples = 3
            error = 0.25
            """);

    assertThat(config.enabled()).isTrue();
    assertThat(config.retention()).isEqualTo(Duration.ofDays(1));
    assertThat(config.dailyCap()).isEqualTo(7);
    assertThat(config.sources())
        .containsOnlyKeys(Reporter.values())
        .containsEntry(Reporter.JUDGE, new Trust(0.7, 0.9, 0.8))
        .containsEntry(Reporter.USER, new Trust(0.95, 0.95, 1));
    assertThat(config.alerts().leastSamples()).isEqualTo(3);
    assertThat(config.alerts().bounds())
        .containsEntry(Metric.ERROR, 0.25)
        .containsEntry(Metric.PARSE_SUCCESS, 0.9);
  }

  @Test
  void refusesASourceThatIsRightNoMoreOftenThanChance() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    [signals.sources.judge]
                    sensitivity = 0.5
                    specificity = 0.5
                    """))
        .hasMessageContaining("signals.sources.judge.specificity")
        .hasMessageContaining("above 1 together");
    assertThatThrownBy(() -> parse("[signals.sources.user]\nweight = 0\n"))
        .hasMessageContaining("signals.sources.user.weight")
        .hasMessageContaining("must be above 0");
    assertThatThrownBy(() -> parse("[signals.sources.users]\nweight = 1\n"))
        .hasMessageContaining("user");
  }
}
