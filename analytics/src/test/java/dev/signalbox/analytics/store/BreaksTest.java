package dev.signalbox.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;

final class BreaksTest {
  private final AtomicInteger waiting = new AtomicInteger();

  @Test
  void comeOftenWhereLittleWaits() {
    Breaks breaks = new Breaks(SQLDialect.SQLITE, waiting::get);
    waiting.set(60);

    assertThat(stepsToNext(breaks)).isEqualTo(4);
    breaks.take();
    assertThat(stepsToNext(breaks)).isEqualTo(4);
  }

  @Test
  void comeTheMoreRarelyTheMoreWaits() {
    Breaks breaks = new Breaks(SQLDialect.SQLITE, waiting::get);
    waiting.set(1_600);
    breaks.take();

    assertThat(stepsToNext(breaks)).as("a sixteenth of what waits").isEqualTo(100);

    waiting.set(64_000);
    breaks.take();
    assertThat(stepsToNext(breaks)).isEqualTo(4_000);

    waiting.set(0);
    breaks.take();
    assertThat(stepsToNext(breaks)).as("often again once it is written").isEqualTo(4);
  }

  @Test
  void leaveManyRowsTogetherThatAreSentToAServer() {
    assertThat(stepsToNext(new Breaks(SQLDialect.POSTGRES, waiting::get))).isEqualTo(64);
  }

  @Test
  void beginAnewOnceTaken() {
    Breaks breaks = new Breaks(SQLDialect.SQLITE, waiting::get);
    for (int i = 0; i < 4; i++) {
      breaks.step();
    }

    assertThat(stepsToNext(breaks)).as("the fourth step took it").isEqualTo(4);
  }

  private static int stepsToNext(Breaks breaks) {
    int steps = 1;
    while (!breaks.isDueAfterStep()) {
      steps++;
    }
    return steps;
  }
}
