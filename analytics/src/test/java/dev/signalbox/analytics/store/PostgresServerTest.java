package dev.signalbox.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** P08: the server when a gateway starts. */
final class PostgresServerTest {
  private static final Duration PATIENCE = Duration.ofMillis(600);

  /** Longer than readers wait for a connection once the server is known to be there. */
  private static final Duration SLOW = Duration.ofMillis(700);

  @Test
  @DisplayName("P08 a server that is not there when the time is up is a sentence")
  void aServerThatIsNotThereIsASentence() throws IOException {
    Place nobody = at(freePort());
    long began = System.nanoTime();

    assertThatThrownBy(() -> Database.open(nobody, PATIENCE))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("the server of `database.url` cannot be reached: ")
        .hasMessageContaining("refused")
        .hasMessageNotContaining("sb-password");

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(PATIENCE, PATIENCE.plusMillis(250));
  }

  @Test
  @DisplayName("P08 a server that comes a little later is waited for")
  void aServerThatComesLaterIsWaitedFor() throws Exception {
    int port = freePort();
    CompletableFuture<EmbeddedPostgres> starting =
        CompletableFuture.supplyAsync(() -> started(port));

    try (Database database = Database.open(at(port), Duration.ofSeconds(30))) {
      assertThat(database.reading(Area.FACTS).fetchCount(DSL.table("fact_requests"))).isZero();
    } finally {
      starting.join().close();
    }
  }

  @Test
  @DisplayName("P08 a server that takes its time to connect is waited for")
  void aServerThatIsSlowToConnectIsWaitedFor() throws IOException {
    Place.Server there = TestPlaces.server();
    Matcher port = Pattern.compile(":(\\d+)/").matcher(there.url());
    assertThat(port.find()).isTrue();

    try (SlowLine line = new SlowLine(Integer.parseInt(port.group(1)), SLOW)) {
      String through = there.url().replace(port.group(), ":%d/".formatted(line.port()));
      Place slow = new Place.Server(through, there.user(), there.password());
      Database.open(there).close();
      try (Database database = Database.open(slow)) {
        assertThat(database.reading(Area.FACTS).fetchCount(DSL.table("fact_requests"))).isZero();
        assertThat(database.reading(Area.CONTROL).fetchCount(DSL.table("budget_periods"))).isZero();
      }
      try (Database database = Database.toRead(slow, Area.FACTS)) {
        assertThat(database.reading(Area.FACTS).fetchCount(DSL.table("fact_requests"))).isZero();
      }
    }
  }

  @Test
  @DisplayName("P08 a server that has no such database says so at once")
  void aServerThatRefusesSaysSoAtOnce() {
    Place.Server there = TestPlaces.server();
    Place.Server other = new Place.Server(there.url().replaceFirst("/test\\d+", "/none"), "", "");
    long began = System.nanoTime();

    assertThatThrownBy(() -> Database.open(other, Duration.ofSeconds(30)))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("\"none\" does not exist");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  @DisplayName("P08 commands that need the server say the same, and do not wait")
  void commandsSayTheSame() throws IOException {
    Place nobody = at(freePort());

    assertThatThrownBy(() -> Database.toRead(nobody, Area.CONTROL))
        .hasMessageContaining("cannot be reached");
    assertThatThrownBy(() -> Database.join(nobody, Area.CONTROL))
        .hasMessageContaining("cannot be reached");
  }

  private static Place.Server at(int port) {
    return new Place.Server(
        "jdbc:postgresql://localhost:%d/postgres".formatted(port), "postgres", "sb-password");
  }

  private static EmbeddedPostgres started(int port) {
    try {
      return EmbeddedPostgres.builder().setPort(port).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
