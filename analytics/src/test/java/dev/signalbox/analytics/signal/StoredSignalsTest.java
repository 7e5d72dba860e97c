package dev.signalbox.analytics.signal;

import static dev.signalbox.analytics.schema.Tables.FACT_SIGNALS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.ledger.Retention;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.schema.tables.records.FactDecisionsRecord;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.alert.Figures;
import dev.signalbox.signals.alert.Group;
import dev.signalbox.signals.intake.Answer;
import dev.signalbox.signals.intake.Facets;
import dev.signalbox.signals.intake.Intake;
import dev.signalbox.signals.intake.Means;
import dev.signalbox.signals.intake.Outcome;
import dev.signalbox.signals.intake.Receipt;
import dev.signalbox.signals.intake.Sender;
import dev.signalbox.signals.intake.Signal;
import dev.signalbox.signals.intake.State;
import dev.signalbox.signals.intake.Subject;
import dev.signalbox.signals.intake.Submission;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Reporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signals in both kinds of databases. */
final class StoredSignalsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final Sender BLUE = new Sender("blue", Optional.of("shop"), false);
  private static final Sender RED = new Sender("red", Optional.empty(), false);
  private static final Sender OPERATOR = new Sender("op", Optional.empty(), true);
  private static final Target MODEL = new Target("oa", "gpt/6");
  private static final Facets EDITED =
      Facets.of(
          Optional.of(Outcome.EDITED),
          OptionalDouble.of(0.25),
          List.of(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(0)));
  private static final FactWriter.Settings SETTINGS =
      new FactWriter.Settings(10_000, 100, Duration.ofMillis(5), "n1", Duration.ofSeconds(10));

  /** A store that is open, with two processes at it. */
  private static final class Open implements AutoCloseable {
    private final Database database;
    private final FactWriter writer;
    private final AtomicLong now = new AtomicLong(START.toEpochMilli());
    private final List<Notes> notes = List.of(new Notes(), new Notes());
    private final List<Intake> intakes = new ArrayList<>();
    private long requests;

    Open(Place place) {
      database = Database.open(place);
      writer = new FactWriter(database, Area.FACTS, SETTINGS, this::instant);
      for (int node = 0; node < 2; node++) {
        intakes.add(intake(node + 1, notes.get(node)));
      }
    }

    private Instant instant() {
      return Instant.ofEpochMilli(now.get());
    }

    Intake intake(int node, Notes lessons) {
      Intake intake =
          new Intake(
              new Means(
                  new StoredSignals(database, writer),
                  new StoredAnswers(database),
                  lessons,
                  this::instant,
                  new FactIds(node, this::instant)::next,
                  FactIds::firstAt,
                  node,
                  true,
                  0));
      intake.begin();
      return intake;
    }

    void pass(int ticks) {
      for (int i = 0; i < ticks; i++) {
        now.addAndGet(1_000);
        intakes.forEach(Intake::tick);
      }
    }

    Receipt send(int node, Submission signal) {
      now.addAndGet(5);
      return intakes.get(node).accept(List.of(signal)).getFirst();
    }

    /** A request of {@code asker} was answered. */
    void answer(String decision, String asker, String task) {
      long number = FactIds.firstAt(now.get()) + requests++;
      FactRequestsRecord request = filled(new FactRequestsRecord());
      request.setId(number);
      request.setRequestId("r-" + decision);
      request.setSessionId("s-" + asker);
      request.setKeyLabel(asker);
      request.setDecisionId(decision);
      request.setProvider("oa");
      FactDecisionsRecord row = filled(new FactDecisionsRecord());
      row.setId(number);
      row.setDecisionId(decision);
      row.setRequest(number);
      row.setAsker(asker);
      row.setAtMs(now.get());
      row.setProject("shop");
      row.setSource("(unattributed)");
      row.setTask(task);
      row.setFamily("code");
      row.setCluster(7);
      row.setClusterMix(ClusterMix.of(7).packed());
      row.setServed("oa/gpt/6");
      writer
          .write(
              batch -> {
                batch.insert(request);
                batch.insert(row);
              })
          .join();
    }

    private static <R extends TableRecord<R>> R filled(R row) {
      Map<String, Object> values = new HashMap<>();
      for (Field<?> field : row.fields()) {
        Class<?> type = field.getType();
        values.put(
            field.getName(),
            type == String.class ? "" : type == byte[].class ? new byte[0] : (Object) 0);
      }
      row.fromMap(values);
      return row;
    }

    DSLContext facts() {
      return database.reading(Area.FACTS);
    }

    @Override
    public void close() {
      writer.close();
      database.close();
    }
  }

  private static Submission said(Subject subject, double value) {
    return said(subject, value, "", OptionalLong.empty());
  }

  private static Submission said(
      Subject subject, double value, String key, OptionalLong supersedes) {
    return new Submission(
        new Signal(
            subject,
            "thumbs",
            Reporter.USER,
            OptionalDouble.of(value),
            Facets.NONE,
            0.5,
            1,
            OptionalLong.of(42),
            key,
            supersedes,
            Map.of("screen", "a\"b\\ü")),
        BLUE);
  }

  private static Signal unstated(Subject subject, Facets facets, long samples) {
    return new Signal(
        subject,
        "",
        Reporter.USER,
        OptionalDouble.empty(),
        facets,
        1,
        samples,
        OptionalLong.empty(),
        "",
        OptionalLong.empty(),
        Map.of());
  }

  private static Subject decision(String id) {
    return new Subject.OfDecision(id);
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void twoProcessesAndOneThatBeginsLaterKnowTheSame(Place place) {
    try (Open open = new Open(place)) {
      for (int i = 0; i < 6; i++) {
        open.answer("d" + i, "blue", "");
      }
      Receipt first = open.send(0, said(decision("d0"), 1));
      Receipt second = open.send(1, said(decision("d1"), 0.25, "k", OptionalLong.empty()));
      open.send(0, said(new Subject.OfPair("d2", "d3"), 0));
      Receipt early = open.send(1, said(new Subject.OfRequest("r-later"), 0.75));
      open.send(0, said(decision("d4"), 0, "", second.id()));
      open.pass(2);
      Receipt again = open.send(0, said(decision("d1"), 0.25, "k", OptionalLong.empty()));
      assertThat(open.intakes.get(1).revoke(first.id().orElseThrow(), "op"))
          .isEqualTo(Intake.Revocation.DONE);
      assertThat(open.intakes.get(0).revoke(first.id().orElseThrow(), "op"))
          .isEqualTo(Intake.Revocation.BEFORE);
      open.answer("later", "blue", "tickets");

      open.pass(70);

      assertThat(again).isEqualTo(second);
      assertThat(early.state()).isEqualTo(State.PENDING);
      assertThat(open.notes.getFirst().known).hasSize(4).isEqualTo(open.notes.getLast().known);
      Notes anew = new Notes();
      open.intake(3, anew);
      assertThat(anew.known).isEqualTo(open.notes.getFirst().known);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void whatBothFindOutCountsOnce(Place place) {
    try (Open open = new Open(place)) {
      Receipt early = open.send(0, said(decision("d0"), 1));
      Alarm alarm = new Alarm(0, START.toEpochMilli(), MODEL, "shop", "code", 5.25);
      open.notes.forEach(each -> each.found.add(alarm));
      Notes third = new Notes();
      open.intakes.add(open.intake(3, third)); // takes the waiting one over

      open.answer("d0", "blue", "");
      open.pass(8);

      assertThat(open.facts().fetchCount(FACT_SIGNALS, FACT_SIGNALS.KIND.eq("signal")))
          .isEqualTo(2);
      assertThat(open.facts().fetchCount(FACT_SIGNALS, FACT_SIGNALS.KIND.eq("alarm"))).isEqualTo(1);
      assertThat(third.known).hasSize(1).isEqualTo(open.notes.getFirst().known);
      assertThat(third.discounted).hasSize(1).isEqualTo(open.notes.getLast().discounted);
      assertThat(SignalSummary.alarms(0, 10, open.facts())).isEqualTo(third.discounted);
      assertThat(SignalList.one(early.id().orElseThrow(), open.facts()).orElseThrow().path("state"))
          .hasToString("\"applied\"");
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void findsAnswersByDecisionRequestAndSession(Place place) {
    try (Open open = new Open(place)) {
      open.answer("d0", "blue", "tickets");
      open.answer("d1", "blue", "");
      open.answer("d2", "red", "");
      StoredAnswers answers = new StoredAnswers(open.database);

      Map<String, Answer> decisions = answers.ofDecisions(List.of("d0", "d1", "none"));
      assertThat(decisions).containsOnlyKeys("d0", "d1");
      assertThat(decisions.values())
          .extracting(answer -> answer.place().orElseThrow())
          .containsExactlyInAnyOrder(
              new Observation.Place("shop", "tickets", TaskFamily.CODE, MODEL, ClusterMix.of(7)),
              new Observation.Place("shop", "code", TaskFamily.CODE, MODEL, ClusterMix.of(7)));
      assertThat(answers.ofRequests(List.of("r-d2", "r-none")))
          .containsOnlyKeys("r-d2")
          .allSatisfy((_, all) -> assertThat(all.getFirst().asker()).isEqualTo("red"));
      assertThat(answers.ofSessions(List.of("s-blue", "s-none")).get("s-blue"))
          .extracting(answer -> answer.decision())
          .containsExactly("d1");
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void listsWithWhatBecameOfEach(Place place) {
    try (Open open = new Open(place)) {
      open.answer("d0", "blue", "tickets");
      Receipt kept = open.send(0, said(decision("d0"), 1));
      Receipt revoked = open.send(0, said(decision("d0"), 0));
      open.intakes.getFirst().revoke(revoked.id().orElseThrow(), "op");
      Receipt pending = open.send(1, said(decision("d9"), 0));

      assertThat(ids(open, SignalFilter.ALL, Optional.empty()))
          .containsExactly(
              pending.id().orElseThrow(), revoked.id().orElseThrow(), kept.id().orElseThrow());
      for (SignalList.Standing each : SignalList.Standing.values()) {
        List<Long> expected =
            switch (each) {
              case APPLIED -> List.of(kept.id().orElseThrow());
              case PENDING -> List.of(pending.id().orElseThrow());
              case REVOKED -> List.of(revoked.id().orElseThrow());
              case REJECTED, SUPERSEDED -> List.of();
            };
        assertThat(ids(open, SignalFilter.ALL, Optional.of(each))).isEqualTo(expected);
      }
      ObjectNode one = SignalList.one(kept.id().orElseThrow(), open.facts()).orElseThrow();
      assertThat(one.at("/labels/screen").asText()).isEqualTo("a\"b\\ü");
      assertThat(one.path("request_id").asText()).isEqualTo("r-d0");
      assertThat(SignalList.ofDecision("d0", open.facts())).hasSize(2);
    }
  }

  private static List<Long> ids(
      Open open, SignalFilter filter, Optional<SignalList.Standing> standing) {
    return SignalList.page(
            filter, standing, new SignalList.Before(Long.MAX_VALUE, 10), open.facts())
        .stream()
        .map(each -> each.path("id").asLong())
        .toList();
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void sumsUpWhatHolds(Place place) {
    try (Open open = new Open(place)) {
      open.answer("d0", "blue", "tickets");
      open.send(0, said(decision("d0"), 1));
      open.send(0, said(decision("d0"), 0.5));
      Receipt revoked = open.send(0, said(decision("d0"), 0));
      open.intakes.getFirst().revoke(revoked.id().orElseThrow(), "op");
      long recentFrom = open.now.addAndGet(1_000);
      Signal edited = unstated(decision("d0"), EDITED, 1);
      open.send(1, new Submission(edited, OPERATOR));
      Signal together =
          unstated(
              new Subject.OfModel(MODEL, "tickets", Optional.empty()),
              new Facets(
                  Optional.empty(),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  OptionalDouble.of(0.5),
                  OptionalDouble.empty(),
                  OptionalDouble.empty()),
              40);
      open.send(1, new Submission(together, BLUE));
      assertThat(open.send(1, new Submission(together, RED)).state()).isEqualTo(State.REJECTED);

      Map<Group, Figures> sums = SignalSummary.of(SignalFilter.ALL, recentFrom, open.facts());

      assertThat(sums).containsOnlyKeys(new Group("oa/gpt/6", "tickets", "user"));
      Figures figures = sums.values().iterator().next();
      assertThat(figures.signals()).isEqualTo(4);
      assertThat(figures.samples()).isEqualTo(43);
      double mean = (0.5 * 1 + 0.5 * 0.5 + 0.75 + 40 * 0.5) / 42;
      assertThat(figures.quality().value().orElseThrow()).isCloseTo(mean, Offset.offset(1e-12));
      assertThat(figures.effective())
          .isCloseTo(42.0 * 42 / (0.25 + 0.25 + 41), Offset.offset(1e-9));
      assertThat(figures.editDistance().value()).hasValue(0.25);
      assertThat(figures.acceptance().value()).hasValue(0);
      assertThat(figures.parseSuccess().value()).hasValue((1 + 40 * 0.5) / 41);
      assertThat(figures.error().value()).isEmpty();
      assertThat(figures.trend().orElseThrow()).isCloseTo(20.75 / 41 - 0.75, Offset.offset(1e-12));
      assertThat(figures.interval().low()).isLessThan(mean);
      assertThat(figures.interval().high()).isGreaterThan(mean);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void goesWhenItIsOldEnough(Place place) {
    try (Open open = new Open(place)) {
      open.answer("d0", "blue", "");
      open.send(0, said(decision("d0"), 1));
      open.now.addAndGet(Duration.ofDays(3).toMillis());
      open.send(0, said(decision("d0"), 0));

      new Retention(
              open.writer, open.database, new Retention.Kept(Duration.ZERO, Duration.ofDays(2)))
          .run(open.now.get());

      assertThat(open.facts().fetchCount(FACT_SIGNALS)).isEqualTo(1);
    }
  }
}
