package dev.signalbox.signals.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever is sent to two processes that share a ledger, in whatever order: both know in the end
 * what the ledger says and nothing else, and so does one that begins then.
 */
final class IntakePropertiesTest {
  private static final int STEPS = 60;
  private static final int DECISIONS = 8;

  /** A random history. */
  private static final class History {
    private final World world = new World();
    private final Random random;
    private final World.Heart[] hearts = {new World.Heart(), new World.Heart()};
    private final Intake[] intakes = {world.intake(1, hearts[0]), world.intake(2, hearts[1])};
    private final List<Long> signals = new ArrayList<>();

    History(long seed) {
      random = new Random(seed);
    }

    void go() {
      for (int i = 0; i < STEPS; i++) {
        world.now.addAndGet(random.nextInt(700));
        step(intakes[random.nextInt(2)]);
      }
      world.ledger.silent(false);
      for (int i = 0; i < 80; i++) {
        world.now.addAndGet(1_000);
        intakes[0].tick();
        intakes[1].tick();
      }
    }

    private void step(Intake intake) {
      switch (random.nextInt(8)) {
        case 0 -> answered();
        case 1 -> revoke(intake);
        case 2 -> tick(intake);
        case 3 -> world.ledger.silent(random.nextInt(4) == 0);
        default -> send(intake);
      }
    }

    private void answered() {
      world.answer(
          decision(),
          random.nextInt(5) == 0 ? "red" : "blue",
          random.nextInt(6) == 0 ? Optional.empty() : Optional.of(World.SOL));
    }

    private String decision() {
      return "d" + random.nextInt(DECISIONS);
    }

    private void revoke(Intake intake) {
      if (!signals.isEmpty()) {
        try {
          intake.revoke(signals.get(random.nextInt(signals.size())), "op");
        } catch (Ledger.NotStored _) {
          Statistics.label("unsure").collect("revoked");
        }
      }
    }

    private void tick(Intake intake) {
      try {
        intake.tick();
      } catch (Ledger.NotStored _) {
        Statistics.label("unsure").collect("tick");
      }
    }

    private void send(Intake intake) {
      List<Submission> batch = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        batch.add(signal());
      }
      try {
        intake.accept(batch).forEach(receipt -> receipt.id().ifPresent(signals::add));
      } catch (Ledger.NotStored _) {
        Statistics.label("unsure").collect("sent");
      }
    }

    private Submission signal() {
      OptionalLong old =
          !signals.isEmpty() && random.nextInt(4) == 0
              ? OptionalLong.of(signals.get(random.nextInt(signals.size())))
              : OptionalLong.empty();
      String key = random.nextInt(3) == 0 ? "k" + random.nextInt(6) : "";
      return Said.of(subject(), random.nextInt(5) / 4.0, key, old);
    }

    private Subject subject() {
      int number = random.nextInt(DECISIONS);
      return switch (random.nextInt(5)) {
        case 0 -> new Subject.OfRequest("r-d" + number);
        case 1 -> new Subject.OfPair("d" + number, "d" + (number + 1) % DECISIONS);
        default -> new Subject.OfDecision("d" + number);
      };
    }
  }

  @Property
  void allKnowWhatTheLedgerSaysAndNothingElseNorAnythingTwice(@ForAll long seed) {
    History history = new History(seed);

    history.go();

    allKnowWhatHolds(history);
    nothingCountsTwiceUnderOneKey(history.world.ledger.all());
    nothingCountsThatWasTakenBack(history);
  }

  private static void allKnowWhatHolds(History history) {
    var holding = history.world.ledger.holding();
    assertThat(history.hearts[0].known).isEqualTo(holding);
    assertThat(history.hearts[1].known).isEqualTo(holding);
    World.Heart anew = new World.Heart();
    history.world.intake(3, anew);
    assertThat(anew.known).isEqualTo(holding);
    Statistics.label("something is learnt").collect(!holding.isEmpty());
  }

  private static void nothingCountsTwiceUnderOneKey(List<Entry> all) {
    for (int i = 0; i < 6; i++) {
      String key = "k" + i;
      assertThat(
              all.stream()
                  .filter(Entry.Said.class::isInstance)
                  .map(Entry.Said.class::cast)
                  .filter(said -> said.of().signal().idempotencyKey().equals(key))
                  .map(said -> said.head().signal())
                  .distinct())
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  private static void nothingCountsThatWasTakenBack(History history) {
    for (Entry row : history.world.ledger.all()) {
      if (row instanceof Entry.Revoked(_, _, var signal, _, _)) {
        assertThat(history.world.ledger.ofSignals(List.of(signal)).get(signal))
            .allSatisfy(of -> assertThat(history.hearts[0].known).doesNotContainKey(of.id()));
      }
    }
  }
}
