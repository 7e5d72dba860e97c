package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LogLevelsTest {
  @Test
  void setsTheRootAndNamedLoggers() {
    LoggerContext context = new LoggerContext();

    LogLevels.parse(" info, dev.signalbox.gateway = DEBUG ,").applyTo(context);

    assertThat(context.getLogger("x").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(context.getLogger("dev.signalbox.gateway.http").getEffectiveLevel())
        .isEqualTo(Level.DEBUG);
  }

  @Test
  void takesEmptyTextForNoChange() {
    assertThat(LogLevels.parse("")).isEqualTo(new LogLevels(Map.of()));
  }

  @Test
  void refusesWhatIsNoLevel() {
    assertThatThrownBy(() -> LogLevels.parse("dev.signalbox=loud"))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "`SIGNALBOX_LOG` must be levels such as `info,dev.signalbox.gateway=debug`, each one of"
                + " off, error, warn, info, debug, trace, not `loud`");
  }
}
