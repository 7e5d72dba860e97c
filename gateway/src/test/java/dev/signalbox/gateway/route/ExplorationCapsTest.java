package dev.signalbox.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Exploration;
import dev.signalbox.gateway.config.ExplorationConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ExplorationCapsTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final ExplorationConfig MOST = new ExplorationConfig(1_000, 500);
  private static final Target BEST = new Target("a", "best");
  private static final Target OTHER = new Target("a", "other");

  @Test
  void countsWhatIsExpectedUntilTheMoneyOfTheDayIsTaken() {
    ExplorationCaps caps = new ExplorationCaps(MOST, () -> 1);

    caps.took(exploration(BEST, 999, 10), NOON);
    assertThat(caps.open(NOON)).isTrue();
    caps.took(exploration(OTHER, 1, 0), NOON);

    assertThat(caps.open(NOON)).isFalse();
    assertThat(caps.state(NOON))
        .isEqualTo(
            new ExplorationCaps.State(LocalDate.of(2026, 11, 26), 1_000, 10, 2, 1, true, MOST));
  }

  @Test
  void restsWhenTheQualityOfTheDayIsTakenUntilTheNextDayInUtc() {
    ExplorationCaps caps = new ExplorationCaps(MOST, () -> 1);
    caps.took(exploration(OTHER, 0, 500), NOON);

    assertThat(caps.open(NOON.plus(Duration.ofHours(12)).minusMillis(1))).isFalse();
    assertThat(caps.open(NOON.plus(Duration.ofHours(12)))).isTrue();
    assertThat(caps.state(NOON).loss()).isZero(); // a request of the day before is late
  }

  @Test
  void otherCapsGoOnWithTheSameDay() {
    ExplorationCaps caps = new ExplorationCaps(MOST, () -> 1);
    caps.took(exploration(OTHER, 1_000, 0), NOON);

    ExplorationCaps wider = caps.under(new ExplorationConfig(2_000, 500));

    assertThat(wider.open(NOON)).isTrue();
    assertThat(wider.state(NOON).nanos()).isEqualTo(1_000);
    assertThat(caps.open(NOON)).isFalse();
  }

  @Test
  void nothingIsExploredWhereADayMayTakeNothing() {
    assertThat(new ExplorationCaps(new ExplorationConfig(0, 500), () -> 1).open(NOON)).isFalse();
  }

  @Test
  void eachOfSeveralProcessesMayTakeItsPartOfTheDay() {
    AtomicInteger nodes = new AtomicInteger(3);
    ExplorationCaps money = new ExplorationCaps(MOST, nodes::get);
    ExplorationCaps quality = new ExplorationCaps(MOST, nodes::get);
    money.took(exploration(OTHER, 333, 0), NOON);
    quality.took(exploration(OTHER, 0, 166), NOON);

    assertThat(money.open(NOON)).as("a third of 1,000 is taken").isFalse();
    assertThat(quality.open(NOON)).as("a third of 500 is taken").isFalse();
    nodes.set(2); // one has ended
    assertThat(money.open(NOON)).isTrue();
    assertThat(quality.open(NOON)).isTrue();
    assertThat(money.state(NOON).most()).isEqualTo(MOST);
  }

  private static Exploration exploration(Target drawn, long nanos, long loss) {
    return new Exploration(
        100_000,
        List.of(new Exploration.Chance(BEST, 950_000), new Exploration.Chance(OTHER, 50_000)),
        drawn,
        nanos,
        loss);
  }
}
