package dev.signalbox.analytics.decision;

import static dev.signalbox.analytics.schema.Tables.FACT_DECISIONS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.SNAPSHOT_PARTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.decision.Decisions.About;
import dev.signalbox.analytics.ledger.Retention;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.archive.PartKind;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.state.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions in both kinds of databases. */
final class StoredDecisionsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final long DAY_MILLIS = 86_400_000;
  private static final FactWriter.Settings SETTINGS =
      new FactWriter.Settings(10_000, 100, Duration.ofMillis(5), "n1", Duration.ofSeconds(10));

  private static final DecisionStore.Beside BESIDE =
      new DecisionStore.Beside(30, Optional.empty(), OptionalLong.empty());

  private final Decisions decisions = new Decisions();
  private final Snapshot idle = Decisions.snapshot(30);

  /** A store that is open. */
  private record Open(Database database, FactWriter writer) implements AutoCloseable {
    static Open at(Place place) {
      Database database = Database.open(place);
      return new Open(
          database, new FactWriter(database, Area.FACTS, SETTINGS, () -> Decisions.START));
    }

    StoredDecisions store() {
      return new StoredDecisions(database, writer);
    }

    /** Waits until what was handed over is written. */
    void settle() {
      writer.write(_ -> {}).join();
    }

    DSLContext facts() {
      return database.reading(Area.FACTS);
    }

    int parts(PartKind kind, boolean whole) {
      return facts()
          .fetchCount(
              SNAPSHOT_PARTS,
              SNAPSHOT_PARTS
                  .KIND
                  .eq(kind.id())
                  .and(whole ? SNAPSHOT_PARTS.BASE.eq("") : SNAPSHOT_PARTS.BASE.ne("")));
    }

    @Override
    public void close() {
      writer.close();
      database.close();
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void isFoundAfterARestartWithAllItWasMadeFrom(Place place) {
    KeptDecision live = decisions.live(About.AUTO, idle);
    KeptDecision dry =
        decisions.decision(
            new About("", "", "", "provider-0/no-such-model"), DecisionMeta.Mode.DRY_RUN, idle);
    try (Open before = Open.at(place)) {
      before.store().keep(live, BESIDE);
      before.store().keep(dry, BESIDE);
    }

    try (Open after = Open.at(place)) {
      for (KeptDecision kept : List.of(live, dry)) {
        KeptDecision found = after.store().find(kept.id(), Optional.empty()).orElseThrow();

        assertThat(found.record()).isEqualTo(kept.record());
        assertThat(found.explained()).isEqualTo(kept.explained());
        assertThat(found.snapshot().standings()).isEqualTo(kept.snapshot().standings());
        assertThat(found.snapshot().policy()).isEqualTo(kept.snapshot().policy());
      }
      assertThat(after.store().find("d_none", Optional.empty())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void changesOfHealthAreStoredAsDifferencesAndEachPartOnce(Place place) {
    SplittableRandom random = new SplittableRandom(3);
    List<KeptDecision> made = new ArrayList<>();
    try (Open open = Open.at(place)) {
      StoredDecisions store = open.store();
      Snapshot wide = Decisions.snapshot(150);
      Snapshot now = wide;
      for (int i = 0; i < 2 * PartLedger.MOST_DIFFERENCES; i++) {
        made.add(decisions.live(About.AUTO, now));
        made.add(decisions.live(About.AUTO, now));
        now = Decisions.after(i % 40 == 0 ? wide : now, 1, random);
        decisions.pass(1_000);
      }
      made.forEach(kept -> store.keep(kept, BESIDE));
      open.settle();

      for (PartKind kind :
          List.of(PartKind.CONFIG, PartKind.CATALOG, PartKind.PRICES, PartKind.QUALITY)) {
        assertThat(open.parts(kind, true)).isEqualTo(1);
        assertThat(open.parts(kind, false)).isZero();
      }
      assertThat(open.parts(PartKind.HEALTH, true)).isBetween(2, 6);
      assertThat(open.parts(PartKind.HEALTH, false)).isGreaterThan(100);
      for (KeptDecision kept : made) {
        KeptDecision found = store.find(kept.id(), Optional.empty()).orElseThrow();
        assertThat(found.snapshot().standings()).isEqualTo(kept.snapshot().standings());
        assertThat(found.explained()).isEqualTo(kept.explained());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void whatTwoNodesStoreAsDifferencesToEachOthersPartsCanBeRead(Place place) {
    Snapshot one = Decisions.after(idle, 3, new SplittableRandom(1));
    Snapshot two = Decisions.after(idle, 3, new SplittableRandom(2));
    List<KeptDecision> made =
        List.of(
            decisions.live(About.AUTO, one),
            decisions.live(About.AUTO, two),
            decisions.live(About.AUTO, two),
            decisions.live(About.AUTO, one));
    try (Open open = Open.at(place)) {
      StoredDecisions first = open.store();
      StoredDecisions second = open.store();
      first.keep(made.get(0), BESIDE);
      second.keep(made.get(1), BESIDE);
      first.keep(made.get(2), BESIDE);
      second.keep(made.get(3), BESIDE);
      open.settle();

      for (KeptDecision kept : made) {
        assertThat(first.find(kept.id(), Optional.empty()).orElseThrow().explained())
            .isEqualTo(kept.explained());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void partsAreStoredEvenIfTheirFirstTransactionWasRolledBack(Place place) {
    KeptDecision one = decisions.live(About.AUTO, idle);
    KeptDecision two = decisions.live(About.AUTO, idle);
    try (Open open = Open.at(place)) {
      StoredDecisions store = open.store();
      store.keep(one, BESIDE);
      CompletableFuture<Void> wrong =
          open.writer()
              .write(
                  batch ->
                      batch.change(
                          dsl ->
                              dsl.insertInto(FACT_REQUESTS).set(FACT_REQUESTS.ID, 1L).execute()));
      store.keep(two, BESIDE);
      open.settle();

      assertThatThrownBy(wrong::join).hasMessageContaining("fact_requests");
      for (KeptDecision kept : List.of(one, two)) {
        assertThat(store.find(kept.id(), Optional.empty()).orElseThrow().explained())
            .isEqualTo(kept.explained());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void listsTheNewestOfThoseThatTheFilterAdmits(Place place) {
    List<KeptDecision> made = new ArrayList<>();
    for (String key : List.of("blue", "red", "")) {
      for (String project : List.of("shop", "")) {
        for (String requested : List.of("auto", "provider-0/unheard/of", "provider-1/of")) {
          About about = new About(key, project, project.isEmpty() ? "" : "till", requested);
          made.add(decisions.live(about, idle));
          made.add(decisions.decision(about, DecisionMeta.Mode.DRY_RUN, idle));
        }
      }
    }
    String chosen = made.getFirst().record().plan().getFirst().target().toString();
    try (Open open = Open.at(place)) {
      StoredDecisions store = open.store();
      made.forEach(kept -> store.keep(kept, BESIDE));
      open.settle();

      for (DecisionFilter filter : filters(chosen)) {
        List<DecisionRecord> admitted =
            made.reversed().stream().map(KeptDecision::record).filter(filter::admits).toList();
        List<DecisionRecord> all = store.newest(filter, Long.MAX_VALUE, 100);

        assertThat(all).as("%s", filter).isEqualTo(admitted).hasSizeLessThan(made.size());
        if (admitted.size() > 2) {
          assertThat(store.newest(filter, admitted.get(1).number(), 1))
              .isEqualTo(admitted.subList(2, 3));
        }
      }
    }
  }

  private static List<DecisionFilter> filters(String chosen) {
    DecisionFilter all =
        new DecisionFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<DecisionFilter> filters = new ArrayList<>();
    for (String key : List.of("blue", "", "nobody")) {
      filters.add(
          new DecisionFilter(
              Optional.of(key), all.project(), all.source(), all.model(), all.mode()));
    }
    for (String name : List.of("shop", "(unattributed)", "till")) {
      filters.add(
          new DecisionFilter(
              all.asker(), Optional.of(name), all.source(), all.model(), all.mode()));
      filters.add(
          new DecisionFilter(
              Optional.of("red"), all.project(), Optional.of(name), all.model(), all.mode()));
    }
    for (String model :
        List.of(
            "auto",
            chosen,
            chosen.substring(chosen.indexOf('/') + 1),
            "provider-0/unheard/of",
            "unheard/of",
            "of",
            "provider-1/of")) {
      filters.add(
          new DecisionFilter(
              all.asker(), all.project(), all.source(), Optional.of(model), all.mode()));
    }
    for (DecisionMeta.Mode mode : DecisionMeta.Mode.values()) {
      filters.add(
          new DecisionFilter(
              all.asker(), all.project(), all.source(), all.model(), Optional.of(mode)));
    }
    return filters;
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void othersDecisionsAreNotFound(Place place) {
    KeptDecision kept = decisions.live(About.AUTO, idle);
    try (Open open = Open.at(place)) {
      open.store().keep(kept, BESIDE);
      open.settle();

      assertThat(open.store().find(kept.id(), Optional.of("blue"))).isPresent();
      assertThat(open.store().find(kept.id(), Optional.of("red"))).isEmpty();
      assertThat(open.store().find(kept.id(), Optional.of(""))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void forgettingLeavesWhatYoungerDecisionsReferTo(Place place) {
    SplittableRandom random = new SplittableRandom(5);
    Snapshot lasting = Decisions.after(idle, 2, random);
    List<KeptDecision> old = new ArrayList<>();
    try (Open open = Open.at(place)) {
      StoredDecisions store = open.store();
      for (int i = 0; i < 40; i++) {
        old.add(decisions.live(About.AUTO, i == 20 ? lasting : Decisions.after(idle, 1, random)));
        decisions.pass(1_000);
      }
      decisions.pass(10 * DAY_MILLIS);
      KeptDecision young = decisions.live(About.AUTO, lasting);
      old.forEach(kept -> store.keep(kept, BESIDE));
      store.keep(young, BESIDE);
      open.settle();
      decisions.pass(DAY_MILLIS);

      Retention retention =
          new Retention(
              open.writer(),
              open.database(),
              new Retention.Kept(Duration.ofMillis(5 * DAY_MILLIS), Duration.ZERO));
      retention.run(decisions.now().toEpochMilli());

      assertThat(open.facts().fetchCount(FACT_DECISIONS)).isEqualTo(1);
      assertThat(store.find(young.id(), Optional.empty()).orElseThrow().explained())
          .isEqualTo(young.explained());
      assertThat(store.find(old.getFirst().id(), Optional.empty())).isEmpty();
      assertThat(open.parts(PartKind.HEALTH, true) + open.parts(PartKind.HEALTH, false))
          .isBetween(1, 2);
      assertThat(open.parts(PartKind.CATALOG, true)).isEqualTo(1);

      retention.run(decisions.now().toEpochMilli() + 6 * DAY_MILLIS);

      assertThat(open.facts().fetchCount(FACT_DECISIONS)).isZero();
      assertThat(open.facts().fetchCount(SNAPSHOT_PARTS)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void whatANewerVersionStoredIsRefusedByName(Place place) {
    KeptDecision kept = decisions.live(About.AUTO, idle);
    try (Open open = Open.at(place)) {
      open.store().keep(kept, BESIDE);
      open.writer()
          .write(
              batch ->
                  batch.change(
                      dsl ->
                          dsl.update(FACT_DECISIONS)
                              .set(FACT_DECISIONS.BODY, new byte[] {9, 1, 2})
                              .execute()))
          .join();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> open.store().find(kept.id(), Optional.empty()))
          .withMessage(
              "it is stored in format 9, and this version of Signalbox reads formats 1 and 2");
    }
  }
}
