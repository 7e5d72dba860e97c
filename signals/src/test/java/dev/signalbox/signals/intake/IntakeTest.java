package dev.signalbox.signals.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.signals.learning.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IntakeTest {
  private static final long HOUR_MILLIS = 3_600_000;

  private final World world = new World();
  private final World.Heart heart = new World.Heart();
  private final Intake intake = world.intake(1, heart);

  private Receipt send(Submission signal) {
    return intake.accept(List.of(signal)).getFirst();
  }

  private static Receipt refused(Reason reason) {
    return new Receipt(OptionalLong.empty(), State.REJECTED, Optional.of(reason));
  }

  @Test
  void waitsForADayAndNoLonger() {
    Receipt early = send(Said.good("d1"));
    world.now.addAndGet(24 * HOUR_MILLIS - 1_000);
    intake.tick();
    assertThat(early.state()).isEqualTo(State.PENDING);

    world.now.addAndGet(120_000);
    intake.tick();
    world.answer("d1", "blue", Optional.of(World.SOL));
    world.now.addAndGet(120_000);
    intake.tick();

    assertThat(heart.known).isEmpty();
    assertThat(world.ledger.all())
        .last()
        .satisfies(
            row -> assertThat(((Entry.Said) row).reason()).isEqualTo(Optional.of(Reason.EXPIRED)));
  }

  @Test
  void refusesMoreThanMayWait() {
    List<Submission> many =
        IntStream.range(0, Waiting.MOST + 5).mapToObj(i -> Said.good("d" + i)).toList();

    List<Receipt> receipts = new ArrayList<>();
    for (int from = 0; from < many.size(); from += 700) {
      world.now.incrementAndGet();
      receipts.addAll(intake.accept(many.subList(from, Math.min(many.size(), from + 700))));
    }

    assertThat(receipts.subList(Waiting.MOST, receipts.size()))
        .containsOnly(refused(Reason.TOO_MANY_PENDING));
  }

  @Test
  void saysNothingOfRequestsThatNobodyAnswered() {
    world.answer("d1", "blue", Optional.empty());

    assertThat(send(Said.good("d1"))).isEqualTo(refused(Reason.NOT_ANSWERED));
  }

  @Test
  void aComparisonTeachesThatOneWasGoodAndTheOtherBad() {
    world.answer("d1", "blue", Optional.of(World.SOL));
    world.answer("d2", "blue", Optional.of(World.LUNA));

    send(Said.of(new Subject.OfPair("d2", "d1"), 0.3, "", OptionalLong.empty()));

    assertThat(
            world.ledger.all().stream()
                .map(row -> ((Entry.Said) row).observation().orElseThrow())
                .map(it -> it.place().target().model() + " " + it.value()))
        .containsExactly("luna 1.0", "sol 0.0");
  }

  @Test
  void anAlarmComesBackOnceToAllAndAfterARestart() {
    World.Heart other = new World.Heart();
    Intake second = world.intake(2, other);
    world.answer("d1", "blue", Optional.of(World.SOL));
    Alarm alarm = new Alarm(0, World.START, World.SOL, "shop", "code", 5.5);
    heart.find(alarm);
    other.find(alarm);

    send(Said.good("d1"));
    for (int i = 0; i < 3; i++) {
      world.now.addAndGet(1_000);
      intake.tick();
      second.tick();
    }
    World.Heart anew = new World.Heart();
    world.intake(3, anew);

    assertThat(heart.discounted).hasSize(1).isEqualTo(other.discounted).isEqualTo(anew.discounted);
    assertThat(heart.discounted.getFirst().id()).isPositive();
  }

  @Test
  void whatIsTooOldIsForgottenWhileItRunsAsOneThatBeginsThenDoesNotReadIt() {
    world.keptMillis = HOUR_MILLIS;
    World.Heart live = new World.Heart();
    Intake keeping = world.intake(2, live);

    for (int i = 0; i < 40; i++) {
      world.answer("d" + i, "blue", Optional.of(World.SOL));
      if (i % 7 == 0) {
        live.find(new Alarm(0, world.now.get(), World.SOL, "shop", "code", 7));
      }
      keeping.accept(List.of(Said.good("d" + i)));
      world.now.addAndGet(HOUR_MILLIS / 13);
      keeping.tick();

      World.Heart anew = new World.Heart();
      world.intake(3, anew);
      assertThat(live.known).isEqualTo(anew.known);
      assertThat(live.discounted).isEqualTo(anew.discounted);
    }

    assertThat(world.ledger.all()).hasSizeGreaterThan(40);
    assertThat(live.known).hasSizeBetween(10, 13);
    assertThat(live.discounted).hasSizeBetween(1, 2);
  }

  @Test
  void whatOnlyDeniesHarmTeachesNothing() {
    world.answer("d1", "blue", Optional.of(World.SOL));
    Signal plain = Said.good("d1").signal();
    Facets harmless =
        Facets.of(
            Optional.empty(),
            OptionalDouble.empty(),
            List.of(OptionalDouble.empty(), OptionalDouble.of(0), OptionalDouble.of(0)));
    Signal silent =
        new Signal(
            plain.subject(),
            "",
            plain.source(),
            OptionalDouble.empty(),
            harmless,
            1,
            1,
            OptionalLong.empty(),
            "",
            OptionalLong.empty(),
            plain.labels());

    Receipt receipt = send(new Submission(silent, Said.BLUE));

    assertThat(receipt.state()).isEqualTo(State.APPLIED);
    assertThat(heart.known).isEmpty();
  }
}
