package dev.signalbox.analytics.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.schema.tables.records.AuditLogRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SavedViewsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final AuditEntry.By ANN = new AuditEntry.By("ann", "127.0.0.1", "req_1");

  /** Views in a database, written and read. */
  private static final class Kept implements AutoCloseable {
    private final Database database;
    private final FactWriter writer;
    private final SavedViews views;

    Kept(Place place) {
      database = Database.open(place);
      writer =
          new FactWriter(database, Area.CONTROL, FactWriter.Settings.STANDARD, () -> Instant.EPOCH);
      views = new SavedViews(writer);
    }

    SavedViews.Saved save(SavedView view) {
      return views.save(view, ANN).toCompletableFuture().join();
    }

    boolean remove(String id, String owner, boolean any) {
      return views
          .remove(id, new SavedViews.Remover(owner, any), ANN, NOW)
          .toCompletableFuture()
          .join();
    }

    List<SavedView> of(String owner, boolean others) {
      return SavedViews.of(owner, others, database.reading(Area.CONTROL));
    }

    List<String> audited() {
      return AuditLog.newest(
              database.reading(Area.CONTROL), Optional.empty(), Long.MAX_VALUE, 1_000)
          .stream()
          .map((AuditLogRecord row) -> row.getAction() + " " + row.getTarget())
          .toList();
    }

    @Override
    public void close() {
      writer.close();
      database.close();
    }
  }

  private static SavedView view(String id, String owner, String name, boolean shared) {
    return new SavedView(id, owner, name, "requests", "result=failed", shared, NOW);
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void eachSeesItsOwnAndWhatIsShared(Place place) {
    SavedView own = view("v1", "ann", "my failures", false);
    SavedView secret = view("v2", "bob", "secret", false);
    SavedView shared = view("v3", "bob", "for all", true);
    try (Kept kept = new Kept(place)) {
      List.of(own, secret, shared).forEach(kept::save);

      assertThat(kept.of("ann", true)).containsExactly(own, shared);
      assertThat(kept.of("ann", false)).containsExactly(own);
      assertThat(kept.of("bob", true)).containsExactly(shared, secret);
      assertThat(kept.of("", true)).containsExactly(shared);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void aNameIsSavedAnew(Place place) {
    SavedView before = view("v1", "ann", "mine", false);
    SavedView after =
        new SavedView("v2", "ann", "mine", "requests", "status=503", true, NOW.plusSeconds(1));
    SavedView expected =
        new SavedView("v1", "ann", "mine", "requests", "status=503", true, NOW.plusSeconds(1));
    try (Kept kept = new Kept(place)) {
      kept.save(before);

      assertThat(kept.save(after)).isEqualTo(new SavedViews.Saved.Stored(expected));
      assertThat(kept.of("ann", true)).containsExactly(expected);
      assertThat(kept.audited())
          .containsExactly("view.save requests/mine", "view.save requests/mine");
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void nobodyKeepsMoreThanAHundred(Place place) {
    try (Kept kept = new Kept(place)) {
      for (int i = 0; i < SavedViews.MOST; i++) {
        assertThat(kept.save(view("v" + i, "ann", "view " + i, false)))
            .isInstanceOf(SavedViews.Saved.Stored.class);
      }

      assertThat(kept.save(view("more", "ann", "one more", false)))
          .isEqualTo(new SavedViews.Saved.Full());
      assertThat(kept.save(view("again", "ann", "view 7", true)))
          .isInstanceOf(SavedViews.Saved.Stored.class);
      assertThat(kept.save(view("bob", "bob", "his", false)))
          .isInstanceOf(SavedViews.Saved.Stored.class);
      assertThat(kept.of("ann", true)).hasSize(SavedViews.MOST);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void onlyItsOwnerTakesAViewAwayOrWhoeverMayAnyShared(Place place) {
    try (Kept kept = new Kept(place)) {
      kept.save(view("v1", "ann", "mine", false));
      kept.save(view("v2", "ann", "for all", true));

      assertThat(kept.remove("v1", "bob", true)).isFalse();
      assertThat(kept.remove("v2", "bob", false)).isFalse();
      assertThat(kept.remove("nothing", "ann", true)).isFalse();
      assertThat(kept.remove("v2", "bob", true)).isTrue();
      assertThat(kept.remove("v1", "ann", false)).isTrue();
      assertThat(kept.of("ann", true)).isEmpty();
      assertThat(kept.audited()).startsWith("view.remove requests/mine");
    }
  }
}
