package dev.signalbox.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Sample;
import dev.signalbox.engine.routing.Wants;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QualityTableTest {
  private static final Sample KNOWN = Sample.of("a/known");
  private static final Sample OTHER = Sample.of("a/other");
  private static final QualityTable.Key MAIL = new QualityTable.Key("shop", "mail");
  private static final Quality.Part CARD = new Quality.Part("card", 800_000_000);
  private static final Quality.Part TASK = new Quality.Part("task", -50_000_000, 9, 8, 7);
  private static final Quality.Part MODEL = new Quality.Part("model", 30_000_000, 6, 5, 4);
  private static final QualityTable.Learned LEARNED =
      new QualityTable.Learned(List.of(MODEL), 20_000_000, 40_000);
  private static final Quality.Part FIRST = new Quality.Part("cluster", 1_000_000);
  private static final Quality.Part SECOND = new Quality.Part("cluster", 2_000_000);

  @Test
  void whatIsLearntIsAddedToTheCardWithItsOwnDeviationAndWeight() {
    assertThat(view(table(row(true)), 1).of(KNOWN.standing()))
        .isEqualTo(
            new Quality(782_000_000, 20_000_000, 40_000, List.of(CARD, TASK, MODEL, SECOND)));
  }

  @Test
  void aModelThatNoSignalIsAboutHasWhatTheTaskHasAlone() {
    assertThat(view(table(row(true)), 1).of(OTHER.standing()))
        .isEqualTo(new Quality(750_000_000, 50_000_000, 0, List.of(CARD, TASK)));
  }

  @Test
  void clustersCountOnlyWhereTheRowSaysSoAndTheClusterIsKnown() {
    List<Quality.Part> without = List.of(CARD, TASK, MODEL);

    assertThat(view(table(row(false)), 1).of(KNOWN.standing()).parts()).isEqualTo(without);
    assertThat(view(table(row(true)), -1).of(KNOWN.standing()).parts()).isEqualTo(without);
    assertThat(view(table(row(true)), 2).of(KNOWN.standing()).parts()).isEqualTo(without);
  }

  @Test
  void aKeyWithoutARowHasThatOfItsFamilyAndElseTheCardAlone() {
    QualityTable table = QualityTable.of(Map.of(), Map.of(TaskFamily.CODE, row(false)), Map.of());

    assertThat(table.view(MAIL, TaskFamily.CODE, ClusterMix.NONE).of(KNOWN.standing()).parts())
        .containsExactly(CARD, TASK, MODEL);
    assertThat(table.view(MAIL, TaskFamily.CHAT, ClusterMix.NONE).of(KNOWN.standing()).parts())
        .containsExactly(CARD);
  }

  @Test
  void aSumBeyondTheRangeIsKeptWithinItByAPartOfItsOwn() {
    Quality.Part much = new Quality.Part("model", 900_000_000);
    Quality.Part little = new Quality.Part("model", -900_000_000);

    assertThat(learning(much).parts())
        .containsExactly(CARD, TASK, much, new Quality.Part("bounds", -650_000_000));
    assertThat(learning(much).value()).isEqualTo(1_000_000_000);
    assertThat(learning(little).parts())
        .containsExactly(CARD, TASK, little, new Quality.Part("bounds", 150_000_000));
    assertThat(learning(little).value()).isZero();
  }

  @Test
  void aModelWithoutACardBeginsWithWhatIsAssumed() {
    Standing stranger =
        Standing.ofStranger(new Target("a", "new"), KNOWN.standing().deployment().provider());

    assertThat(view(table(row(true)), -1).of(stranger))
        .isEqualTo(
            new Quality(
                450_000_000,
                250_000_000,
                0,
                List.of(new Quality.Part("assumed", 500_000_000), TASK)));
  }

  @Test
  void aSnapshotFindsWhatIsLearntByPlaceAndKeepsItOverChanges() {
    Snapshot snapshot = Wants.nothing().over(OTHER, KNOWN).withQuality("q7", table(row(true)));
    Quality expected = view(table(row(true)), 0).of(KNOWN.standing());

    for (Snapshot each :
        List.of(
            snapshot,
            snapshot.refreshed("h2", standing -> standing, Map.of()),
            snapshot.under("c2", snapshot.policy()))) {
      assertThat(each.revisions().quality()).isEqualTo("q7");
      assertThat(each.placeOf(KNOWN.target())).isEqualTo(1);
      assertThat(
              each.quality()
                  .view(MAIL, TaskFamily.GENERAL, ClusterMix.of(0))
                  .valueOf(KNOWN.standing(), 1, CARD.value()))
          .isEqualTo(expected.value());
      assertThat(each.quality()).isEqualTo(table(row(true)));
    }
    assertThat(snapshot.placeOf(new Target("a", "new"))).isNegative();
  }

  @Test
  void refusesAKeyWithoutATaskAndEvidenceBelowNothing() {
    assertThatThrownBy(() -> new QualityTable.Key("shop", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QualityTable.Learned(List.of(), -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QualityTable.Learned(List.of(), 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quality.Part("model", 1_000_000_000_001L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quality.Part("model", 0, 0, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Quality learning(Quality.Part part) {
    return view(
            QualityTable.of(
                Map.of(
                    MAIL,
                    new QualityTable.Row(
                        TASK,
                        Map.of(KNOWN.target(), new QualityTable.Learned(List.of(part), 0, 0)),
                        false)),
                Map.of(),
                Map.of()),
            -1)
        .of(KNOWN.standing());
  }

  private static QualityTable.Row row(boolean clusters) {
    return new QualityTable.Row(TASK, Map.of(KNOWN.target(), LEARNED), clusters);
  }

  private static QualityTable table(QualityTable.Row row) {
    return QualityTable.of(
        Map.of(MAIL, row), Map.of(), Map.of(KNOWN.target(), List.of(FIRST, SECOND)));
  }

  private static QualityTable.View view(QualityTable table, int cluster) {
    return table.view(
        MAIL, TaskFamily.GENERAL, cluster < 0 ? ClusterMix.NONE : ClusterMix.of(cluster));
  }
}
