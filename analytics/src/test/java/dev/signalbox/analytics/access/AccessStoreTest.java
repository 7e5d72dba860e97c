package dev.signalbox.analytics.access;

import static dev.signalbox.analytics.schema.Tables.AUDIT_LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.schema.tables.records.AuditLogRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.analytics.store.TestPlaces;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, people and the audit trail in the database. */
final class AccessStoreTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final AuditEntry.By ADMIN = new AuditEntry.By("user:ann", "127.0.0.1", "req-1");
  private static final FactWriter.Settings IMPATIENT =
      new FactWriter.Settings(1_000, 100, Duration.ofMillis(5), "", Duration.ofMillis(300));
  private static final StoredKey BLUE =
      new StoredKey(
          "key_1",
          "blue",
          "caller",
          "shop",
          "{}",
          NOW,
          "user:ann",
          0,
          0,
          List.of(new StoredSecret("h1", "gw-abcde", "wxyz", NOW, 0)),
          Map.of("openai", "sealed"));

  /** A database with a writer, as a process has it. */
  private record Opened(Database database, FactWriter writer) implements AutoCloseable {
    static Opened at(Place place) {
      return of(Database.open(place));
    }

    static Opened of(Database database) {
      return new Opened(
          database,
          new FactWriter(database, Area.CONTROL, IMPATIENT, () -> Instant.ofEpochMilli(NOW)));
    }

    AccessStore store() {
      return new AccessStore(database, writer, () -> Instant.ofEpochMilli(NOW));
    }

    DSLContext reading() {
      return database.reading(Area.CONTROL);
    }

    void tamper(String sql) throws SQLException {
      try (Connection connection = database.writing(Area.CONTROL)) {
        DSL.using(
                connection,
                database.dialect() == SQLDialect.SQLITE ? SQLDialect.SQLITE : SQLDialect.POSTGRES,
                new Settings().withRenderSchema(false))
            .execute(sql);
      }
    }

    @Override
    public void close() {
      writer.close();
      database.close();
    }
  }

  static List<Place> places() {
    return TestPlaces.all().toList();
  }

  @ParameterizedTest
  @MethodSource("places")
  void keepsAKeyWithItsPartsAndCountsTheChange(Place place) {
    try (Opened opened = Opened.at(place)) {
      AccessStore store = opened.store();

      store.keys().add(BLUE, ADMIN).join();

      assertThat(store.keys().all()).containsExactly(BLUE);
      assertThat(store.versions())
          .containsEntry(SharedPart.KEYS, 1L)
          .containsEntry(SharedPart.PEOPLE, 0L);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void aLabelIsGivenOnceEvenAfterItsKeyWasTakenBack(Place place) {
    try (Opened opened = Opened.at(place)) {
      AccessStore store = opened.store();
      store.keys().add(BLUE, ADMIN).join();
      store.keys().change("key_1", "key.revoke", key -> key.revokedAt(NOW), ADMIN).join();

      assertThatThrownBy(() -> store.keys().add(BLUE, ADMIN).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(ChangeRefused.class);
      assertThat(store.keys().all())
          .containsExactly(BLUE.revokedAt(NOW))
          .allMatch(key -> key.secrets().isEmpty() && key.credentials().isEmpty());
      assertThat(AuditLog.newest(opened.reading(), Optional.empty(), Long.MAX_VALUE, 10))
          .extracting(AuditLogRecord::getAction)
          .containsExactly("key.revoke", "key.create");
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void aChangeOfAPersonEndsItsSessions(Place place) {
    try (Opened opened = Opened.at(place)) {
      PeopleStore people = opened.store().people();
      people.add(new StoredUser("bob", "viewer", "hash", "", NOW, "", 0), ADMIN).join();
      people.begin(new StoredSession("s1", "bob", NOW, NOW, ""), ADMIN).join();
      people.begin(new StoredSession("s2", "eve", NOW, NOW, ""), ADMIN).join();

      people.change("bob", "user.change", user -> user.with("admin", "hash"), ADMIN).join();

      assertThat(people.sessions()).extracting(StoredSession::hash).containsExactly("s2");
      assertThat(people.all()).extracting(StoredUser::role).containsExactly("admin");
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void takesOutSessionsThatAreOver(Place place) {
    try (Opened opened = Opened.at(place)) {
      PeopleStore people = opened.store().people();
      people.begin(new StoredSession("old", "bob", 10, 500, ""), ADMIN).join();
      people.begin(new StoredSession("unused", "bob", 200, 200, ""), ADMIN).join();
      people.begin(new StoredSession("used", "bob", 200, 200, ""), ADMIN).join();

      people.seen(Map.of("used", 600L), 100, 300).join();

      assertThat(people.sessions()).containsExactly(new StoredSession("used", "bob", 200, 600, ""));
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void theTrailSaysWhichRowIsNotAsItWasWritten(Place place) throws SQLException {
    try (Opened opened = Opened.at(place)) {
      AccessStore store = opened.store();
      store.keys().add(BLUE, ADMIN).join();
      store.tell(AuditEntry.of(ADMIN, "sql", "", "select 1")).join();
      store.tell(AuditEntry.of(ADMIN, "sql", "", "select 2")).join();
      AuditLog.Verification sound = AuditLog.verify(opened.reading());

      opened.tamper("update audit_log set detail = 'select 3' where id = 2");
      AuditLog.Verification changed = AuditLog.verify(opened.reading());
      opened.tamper("delete from audit_log where id = 1");
      AuditLog.Verification shortened = AuditLog.verify(opened.reading());

      assertThat(sound.rows()).isEqualTo(3);
      assertThat(sound.broken()).isEmpty();
      assertThat(changed.broken()).contains(2L);
      assertThat(shortened.broken()).contains(1L);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void aChangeIsNotMadeWhenTheTrailCannotBeTold(Place place) throws SQLException {
    try (Opened opened = Opened.at(place)) {
      AccessStore store = opened.store();
      opened.tamper("drop table audit_log");

      var change = store.keys().add(BLUE, ADMIN);
      opened.writer().close();

      assertThat(change).isCompletedExceptionally();
      assertThat(store.keys().all()).isEmpty();
    }
  }

  @Test
  void anotherProcessMakesChangesWhileTheGatewayRuns() {
    Place.Folder place = TestPlaces.folder();
    try (Opened gateway = Opened.at(place);
        Opened command = Opened.of(Database.join(place, Area.CONTROL))) {
      gateway.store().tell(AuditEntry.of(ADMIN, "first", "", "")).join();

      command.store().keys().add(BLUE, ADMIN).join();
      gateway.store().tell(AuditEntry.of(ADMIN, "last", "", "")).join();

      assertThat(gateway.store().keys().all()).containsExactly(BLUE);
      assertThat(gateway.store().versions()).containsEntry(SharedPart.KEYS, 1L);
      assertThat(AuditLog.verify(gateway.reading()).rows()).isEqualTo(3);
      assertThat(gateway.reading().select(AUDIT_LOG.ACTION).from(AUDIT_LOG).fetch(AUDIT_LOG.ACTION))
          .containsExactlyInAnyOrder("first", "key.create", "last");
    }
  }

  @Test
  void anotherProcessMakesTheDatabaseWhereThereIsNone() {
    try (Opened command = Opened.of(Database.join(TestPlaces.folder(), Area.CONTROL))) {
      command.store().keys().add(BLUE, ADMIN).join();

      assertThat(command.store().keys().all()).containsExactly(BLUE);
    }
  }
}
