package dev.signalbox.analytics.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.engine.naming.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shadow decisions in both kinds of databases. */
final class StoredShadowsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final long START = 1_764_000_000_000L;
  private static final Target OLD = new Target("openai", "old");
  private static final Target NEW = new Target("google", "new");

  @ParameterizedTest
  @MethodSource(PLACES)
  void sumsWhatAPolicyComesToAndListsTheNewestFirst(Place place) {
    ShadowDecision moved =
        shadow(1, "r1", Optional.of(NEW), new ShadowDecision.Difference(-300, -20, 5));
    ShadowDecision again =
        shadow(2, "r1", Optional.of(NEW), new ShadowDecision.Difference(-100, -40, 7));
    ShadowDecision stayed =
        shadow(3, "r1", Optional.of(OLD), new ShadowDecision.Difference(0, 0, 0));
    ShadowDecision nobody =
        shadow(4, "r1", Optional.empty(), new ShadowDecision.Difference(0, 0, 0));
    ShadowDecision other =
        shadow(5, "r2", Optional.of(NEW), new ShadowDecision.Difference(9, 9, 9));
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(
                database, Area.FACTS, FactWriter.Settings.STANDARD, InstantSource.system())) {
      StoredShadows shadows = new StoredShadows(database, writer);
      List.of(moved, again, stayed, nobody, other).forEach(shadows::keep);
      writer.write(_ -> {}).join();

      assertThat(shadows.summary("r1"))
          .isEqualTo(
              new ShadowSummary(
                  4,
                  3,
                  1,
                  new ShadowDecision.Difference(-400, -60, 12),
                  List.of(
                      new ShadowSummary.Move(
                          "openai/old",
                          "google/new",
                          2,
                          new ShadowDecision.Difference(-400, -60, 12)),
                      new ShadowSummary.Move(
                          "openai/old", "", 1, ShadowDecision.Difference.NONE))));
      assertThat(shadows.newest("r1", Long.MAX_VALUE, 3)).containsExactly(nobody, stayed, again);
      assertThat(shadows.newest("r1", 2, 3)).containsExactly(moved);
      assertThat(shadows.summary("r3"))
          .isEqualTo(new ShadowSummary(0, 0, 0, ShadowDecision.Difference.NONE, List.of()));
    }
  }

  private static ShadowDecision shadow(
      long number, String revision, Optional<Target> to, ShadowDecision.Difference difference) {
    return new ShadowDecision(
        number,
        START + number,
        "d_" + number,
        revision,
        new ShadowDecision.Of("shop", "", "balanced"),
        OLD,
        to,
        difference);
  }
}
