package dev.signalbox.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.access.AccessStore;
import dev.signalbox.analytics.access.StoredUser;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.control.WrappedKeys;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.vault.MasterKeys;
import dev.signalbox.gateway.vault.Vault;
import io.vertx.core.MultiMap;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long sessions last, on a clock of the test. */
final class SessionsTest {
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

  @TempDir private Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Database database;
  private FactWriter writer;
  private AccessState state;
  private Sessions sessions;

  @BeforeEach
  void open() {
    database = Database.open(new Place.Folder(folder.resolve("data")));
    writer = new FactWriter(database, Area.CONTROL, FactWriter.Settings.STANDARD, now::get);
    AccessStore store = new AccessStore(database, writer, now::get);
    Vault vault =
        Vault.open(
            MasterKeys.find(Optional.empty(), folder.resolve("key")),
            new WrappedKeys(database, writer, now::get));
    state = new AccessState(store, vault);
    sessions =
        new Sessions(
            state,
            new KeyedHash(vault.subkey("access")),
            new AccessRules(
                true,
                Role.ADMIN,
                Optional.empty(),
                Duration.ofMinutes(30),
                Duration.ofHours(12),
                now::get));
    store
        .people()
        .add(new StoredUser("ann", "operator", "", "", 0, "", 0), AuditEntry.By.GATEWAY)
        .join();
    state.refresh();
  }

  @AfterEach
  void close() {
    writer.close();
    database.close();
  }

  private MultiMap begun() {
    Sessions.Begun begun = sessions.begin("ann", Role.OPERATOR, AuditEntry.By.GATEWAY).join();
    state.refresh();
    return MultiMap.caseInsensitiveMultiMap()
        .add("cookie", "other=1; " + Sessions.COOKIE + "=" + begun.id());
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void endsHalfAnHourAfterItWasUsedLast() {
    MultiMap headers = begun();

    pass(Duration.ofMinutes(29));
    assertThat(sessions.of(headers)).isPresent();
    pass(Duration.ofMinutes(29));
    assertThat(sessions.of(headers)).isPresent();
    pass(Duration.ofMinutes(30));
    assertThat(sessions.of(headers)).isEmpty();
  }

  @Test
  void lookingWhetherItStillCountsIsNoUse() {
    MultiMap headers = begun();

    pass(Duration.ofMinutes(29));
    assertThat(sessions.unused(headers)).isPresent();
    pass(Duration.ofMinutes(1));

    assertThat(sessions.unused(headers)).isEmpty();
    assertThat(sessions.of(headers)).isEmpty();
  }

  @Test
  void endsAfterTwelveHoursHoweverMuchItIsUsed() {
    MultiMap headers = begun();
    for (int i = 0; i < 47; i++) {
      pass(Duration.ofMinutes(15));
      assertThat(sessions.of(headers)).isPresent();
    }

    pass(Duration.ofMinutes(15));

    assertThat(sessions.of(headers)).isEmpty();
  }

  @Test
  void useIsStoredSoThatItHoldsInAnotherProcess() {
    MultiMap headers = begun();
    pass(Duration.ofMinutes(20));
    sessions.of(headers);

    sessions.tidy();
    pass(Duration.ofMinutes(20));
    sessions.tidy();

    assertThat(sessions.of(headers)).isPresent();
    assertThat(state.book().sessions()).hasSize(1);
    pass(Duration.ofMinutes(31));
    sessions.tidy();
    assertThat(state.book().sessions()).isEmpty();
  }

  @Test
  void hasTheRoleThatThePersonHasNow() {
    MultiMap headers = begun();
    assertThat(sessions.of(headers).map(Session::role)).contains(Role.OPERATOR);

    state
        .store()
        .people()
        .change("ann", "user.change", user -> user.with("viewer", ""), AuditEntry.By.GATEWAY)
        .join();
    state.refresh();

    assertThat(sessions.of(headers)).isEmpty();
    assertThat(sessions.of(begun()).map(Session::role)).contains(Role.VIEWER);
  }

  @Test
  void nothingInTheDatabaseIsTheCookie() {
    String cookie = Optional.ofNullable(begun().get("cookie")).orElseThrow();
    String id = cookie.substring(cookie.lastIndexOf('=') + 1);

    assertThat(state.book().sessions().keySet()).doesNotContain(id).hasSize(1);
    assertThat(
            sessions.of(
                MultiMap.caseInsensitiveMultiMap()
                    .add(
                        "cookie",
                        Sessions.COOKIE
                            + "="
                            + state.book().sessions().keySet().iterator().next())))
        .isEmpty();
  }
}
