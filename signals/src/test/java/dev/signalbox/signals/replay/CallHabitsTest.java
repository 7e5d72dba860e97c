package dev.signalbox.signals.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.engine.naming.Target;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallHabitsTest {
  private static final Target OLD = new Target("p", "old");
  private static final Target NEW = new Target("p", "new");
  private static final double NANOS_PER_TOKEN = 15_000;

  @Test
  void saysNothingBelowThirtyCalls() {
    CallHabits habits = new CallHabits();
    for (int i = 0; i < 29; i++) {
      habits.add(new LoggedCall(NEW, "code", 90, 100, 0, 10, 5));
    }
    boolean before = habits.of(NEW, "code").isPresent();
    habits.add(new LoggedCall(NEW, "code", 90, 100, 40, 40, 5));

    CallHabits.Habit habit = habits.of(NEW, "code").orElseThrow();

    assertThat(before).isFalse();
    assertThat(habit.calls()).isEqualTo(30);
    assertThat(habit.output().mean()).isCloseTo(11, within(1e-9));
    assertThat(habit.output().variance()).isCloseTo(30, within(1e-9));
    assertThat(habit.cachedShare()).isCloseTo(40 / 3_000.0, within(1e-12));
    assertThat(habit.counted()).isCloseTo(100 / 90.0, within(1e-12));
    assertThat(habits.of(NEW, "chat")).isEmpty();
    assertThat(habits.of(OLD, "code")).isEmpty();
  }

  /** Log-normal lengths, one request in two moves to another model. */
  @ParameterizedTest
  @ValueSource(ints = {150, 1_000})
  void costIsWithinFivePercentAndItsIntervalHoldsTheTruth(int calls) {
    int held = 0;
    double worst = 0;
    for (int log = 0; log < 200; log++) {
      Random random = new Random(7_000 + log);
      CallHabits habits = new CallHabits();
      for (int i = 0; i < calls; i++) {
        habits.add(new LoggedCall(NEW, "code", 100, 100, 0, length(random), 5));
      }
      CallHabits.Habit habit = habits.of(NEW, "code").orElseThrow();
      Shift shift = new Shift();
      double truth = 0;
      double spent = 0;
      for (int i = 0; i < 2_000; i++) {
        double known = 400 * NANOS_PER_TOKEN;
        double happens = length(random) * NANOS_PER_TOKEN;
        if (i % 2 == 0) {
          shift.add(Shift.Amount.known(known), Shift.Amount.known(known));
          spent += known;
        } else {
          truth += happens - known;
          spent += happens;
          shift.add(
              Shift.Amount.known(known),
              Shift.Amount.predicted(
                  habit.output().mean() * NANOS_PER_TOKEN,
                  new Shift.Basis(
                      habit.cell(), calls, habit.output().variance(), NANOS_PER_TOKEN)));
        }
      }
      Estimate difference = shift.difference();
      held += difference.low() <= truth && truth <= difference.high() ? 1 : 0;
      worst += Math.abs(shift.after() - spent) / spent;
    }

    assertThat(worst / 200).isLessThan(0.05);
    assertThat(held).isGreaterThanOrEqualTo(170);
  }

  @Test
  void countsWhatHasNoLoggedCallBehindIt() {
    Shift shift = new Shift();
    shift.add(Shift.Amount.known(10), Shift.Amount.assumed(30));
    shift.add(Shift.Amount.known(5), Shift.Amount.known(5));

    assertThat(shift.before()).isEqualTo(15);
    assertThat(shift.after()).isEqualTo(35);
    assertThat(shift.requests()).isEqualTo(2);
    assertThat(shift.unfounded()).isEqualTo(1);
    assertThat(shift.difference()).isEqualTo(Estimate.certain(20));
  }

  /** Of mean 330. */
  private static long length(Random random) {
    return Math.round(Math.exp(random.nextGaussian() * 0.6 + Math.log(330) - 0.18));
  }
}
