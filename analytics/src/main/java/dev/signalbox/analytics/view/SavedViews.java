package dev.signalbox.analytics.view;

import static dev.signalbox.analytics.schema.Tables.SAVED_VIEWS;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.schema.tables.records.SavedViewsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.FactWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The views in the control database, each change with its row of the audit trail. */
public final class SavedViews {
  /** Most views of one owner. */
  public static final int MOST = 100;

  /** Most views of others that a list has, the newest. */
  public static final int MOST_SHARED = 500;

  private final FactWriter writer;

  /**
   * Views.
   *
   * @param writer the one writer of {@link Area#CONTROL}
   */
  public SavedViews(FactWriter writer) {
    this.writer = writer;
  }

  /** What became of saving a view. */
  public sealed interface Saved {
    /** It is stored; with the id of the one of the same name, if there was one. */
    record Stored(SavedView view) implements Saved {}

    /** Its owner has {@link SavedViews#MOST} already. */
    record Full() implements Saved {}
  }

  /** Who may take a view away: its owner, and with {@code any} whoever sees it. */
  public record Remover(String owner, boolean any) {}

  /**
   * What {@code owner} sees: its own views by page and name, then those that others share.
   *
   * @param others whether it sees what others share
   */
  public static List<SavedView> of(String owner, boolean others, DSLContext dsl) {
    List<SavedView> all = read(SAVED_VIEWS.OWNER.eq(owner), MOST, dsl);
    if (others) {
      all.addAll(
          read(
              SAVED_VIEWS.SHARED.eq((short) 1).and(SAVED_VIEWS.OWNER.ne(owner)), MOST_SHARED, dsl));
    }
    return all;
  }

  private static List<SavedView> read(Condition which, int most, DSLContext dsl) {
    List<SavedView> views =
        dsl.selectFrom(SAVED_VIEWS)
            .where(which)
            .orderBy(SAVED_VIEWS.SAVED_MS.desc(), SAVED_VIEWS.ID)
            .limit(most)
            .fetch(SavedViews::viewOf);
    views.sort(
        Comparator.comparing(SavedView::page)
            .thenComparing(SavedView::name)
            .thenComparing(SavedView::id));
    return views;
  }

  /**
   * Stores {@code view} in the place of the one that its owner has under that name on that page.
   * Completes when it is stored.
   */
  public CompletionStage<Saved> save(SavedView view, AuditEntry.By by) {
    AtomicReference<Saved> saved = new AtomicReference<>(new Saved.Full());
    return writer
        .write(batch -> batch.change(dsl -> saved.set(save(view, by, dsl))))
        .thenApply(_ -> saved.get());
  }

  private static Saved save(SavedView view, AuditEntry.By by, DSLContext dsl) {
    Optional<String> former =
        dsl.select(SAVED_VIEWS.ID)
            .from(SAVED_VIEWS)
            .where(
                SAVED_VIEWS.OWNER.eq(view.owner()),
                SAVED_VIEWS.PAGE.eq(view.page()),
                SAVED_VIEWS.NAME.eq(view.name()))
            .fetchOptional(SAVED_VIEWS.ID);
    if (former.isEmpty()
        && dsl.fetchCount(SAVED_VIEWS, SAVED_VIEWS.OWNER.eq(view.owner())) >= MOST) {
      return new Saved.Full();
    }
    SavedView stored =
        new SavedView(
            former.orElse(view.id()),
            view.owner(),
            view.name(),
            view.page(),
            view.query(),
            view.shared(),
            view.savedAt());
    dsl.insertInto(SAVED_VIEWS)
        .set(rowOf(stored))
        .onConflict(SAVED_VIEWS.ID)
        .doUpdate()
        .setAllToExcluded()
        .execute();
    tell(by, "view.save", stored, dsl);
    return new Saved.Stored(stored);
  }

  /**
   * Takes a view away. Completes when it is gone.
   *
   * @return whether there was one that {@code remover} may take away
   */
  public CompletionStage<Boolean> remove(String id, Remover remover, AuditEntry.By by, Instant at) {
    AtomicReference<Boolean> removed = new AtomicReference<>(false);
    Condition theirs =
        SAVED_VIEWS
            .OWNER
            .eq(remover.owner())
            .or(remover.any() ? SAVED_VIEWS.SHARED.eq((short) 1) : DSL.falseCondition());
    return writer
        .write(
            batch ->
                batch.change(
                    dsl -> {
                      Optional<SavedView> view =
                          dsl.selectFrom(SAVED_VIEWS)
                              .where(SAVED_VIEWS.ID.eq(id), theirs)
                              .fetchOptional()
                              .map(SavedViews::viewOf);
                      view.ifPresent(
                          found -> {
                            dsl.deleteFrom(SAVED_VIEWS).where(SAVED_VIEWS.ID.eq(id)).execute();
                            tell(by, "view.remove", found.at(at), dsl);
                          });
                      removed.set(view.isPresent());
                    }))
        .thenApply(_ -> removed.get());
  }

  private static void tell(AuditEntry.By by, String action, SavedView view, DSLContext dsl) {
    AuditLog.append(
        dsl,
        AuditEntry.of(by, action, view.page() + "/" + view.name(), view.shared() ? "shared" : ""),
        view.savedAt().toEpochMilli());
  }

  private static SavedViewsRecord rowOf(SavedView view) {
    SavedViewsRecord row = new SavedViewsRecord();
    row.setId(view.id());
    row.setOwner(view.owner());
    row.setName(view.name());
    row.setPage(view.page());
    row.setQuery(view.query());
    row.setShared((short) (view.shared() ? 1 : 0));
    row.setSavedMs(view.savedAt().toEpochMilli());
    return row;
  }

  private static SavedView viewOf(SavedViewsRecord row) {
    return new SavedView(
        row.getId(),
        row.getOwner(),
        row.getName(),
        row.getPage(),
        row.getQuery(),
        row.getShared() == 1,
        Instant.ofEpochMilli(row.getSavedMs()));
  }
}
