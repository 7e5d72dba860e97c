package dev.signalbox.analytics.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.Decisions.About;
import dev.signalbox.engine.archive.DecisionBody;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.archive.Packed;
import dev.signalbox.engine.archive.PartKind;
import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.archive.Worded;
import dev.signalbox.engine.state.Snapshot;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What stored decisions weigh (docs/routing.md has the figures). */
final class StoredSizesTest {
  private final Snapshot snapshot = Decisions.snapshot(150);
  private final Decisions decisions = new Decisions();

  @Test
  void aDecisionTakesAFewHundredBytesHoweverManyModelsThereAre() {
    int auto = bodyBytes(decisions.live(About.AUTO, snapshot));
    int named =
        bodyBytes(
            decisions.live(
                new About(
                    "blue",
                    "shop",
                    "till",
                    snapshot.standings().getFirst().deployment().target().toString()),
                snapshot));

    assertThat(auto).isLessThan(330);
    assertThat(named).isLessThan(160);
  }

  @Test
  void aSecondOfTrafficToTenOf150ModelsTakesAFractionOfTheWholeHealth() {
    SplittableRandom random = new SplittableRandom(1);
    Snapshot base = Decisions.after(snapshot, 100, random);
    ObjectNode whole = SnapshotCodec.write(PartKind.HEALTH, base);
    ObjectNode next = SnapshotCodec.write(PartKind.HEALTH, Decisions.after(base, 10, random));

    int difference = Packed.pack(SnapshotCodec.difference(whole, next)).length;

    assertThat(difference).isLessThan(600);
    assertThat(Packed.pack(whole).length).isBetween(1_200, 6_000);
  }

  @Test
  void thePartsThatOnlyAChangeOfTheConfigurationChangesAreSmallEnoughToKeep() {
    assertThat(partBytes(PartKind.CONFIG)).isLessThan(600);
    assertThat(partBytes(PartKind.CATALOG)).isLessThan(60_000);
    assertThat(partBytes(PartKind.PRICES)).isLessThan(10_000);
    assertThat(partBytes(PartKind.QUALITY)).isLessThan(6_000);
  }

  private int partBytes(PartKind kind) {
    return Packed.pack(SnapshotCodec.write(kind, snapshot)).length;
  }

  private static int bodyBytes(KeptDecision kept) {
    return Worded.pack(DecisionBody.of(kept.record()).write()).length;
  }
}
