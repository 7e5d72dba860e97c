package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.e2e.Eventually;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * O02 and P01: The packaged program is killed under load, again and again on the same database:
 * what clients had of it is recorded, and sums agree with what they are sums of. {@code -Dkills=50}
 * does it fifty times each.
 */
final class CrashIT {
  private static final int KILLS = Integer.getInteger("kills", 1);
  private static final int CLIENTS = 8;
  private static final long SEED = Long.getLong("seed", 20_261_126);

  /** What may be lost without {@code sync}: the records of this long before the end. */
  private static final long LOSS_MILLIS = 100;

  private static EmbeddedPostgres server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"sqlite, sync", "sqlite, async", "postgres, sync", "postgres, async"})
  void losesNoMoreThanItSays(String kind, String durability) throws Exception {
    Place place = kind.equals("sqlite") ? new Place.Folder(folder.resolve("data")) : database();
    Files.writeString(folder.resolve("config.toml"), config(place, durability));
    Random random = new Random(SEED);
    Set<String> lostBefore = ConcurrentHashMap.newKeySet();

    for (int kill = 0; kill < KILLS; kill++) {
      Map<String, Long> answered = answeredUntilKilled(kill, 200 + random.nextInt(600));
      long killed = System.nanoTime();

      try (Database after = Database.open(place)) {
        DSLContext facts = after.reading(Area.FACTS);
        Set<String> recorded =
            facts
                .select(field("request_id", String.class))
                .from(table("fact_requests"))
                .fetchSet(field("request_id", String.class));
        assertThat(answered).as("answers before kill %d, seed %d", kill, SEED).isNotEmpty();
        answered.forEach(
            (id, atNanos) -> {
              if (!recorded.contains(id)) {
                lostBefore.add(id);
                assertThat(durability).as("%s is lost", id).isEqualTo("async");
                assertThat(TimeUnit.NANOSECONDS.toMillis(killed - atNanos))
                    .as("%s was lost, and had been answered so many milliseconds before", id)
                    .isLessThan(LOSS_MILLIS + 150);
              }
            });
        sumsAgree(facts);
        long cost = costNanos(facts);
        assertThat(cost > 0).as("cost of what is recorded").isEqualTo(!recorded.isEmpty());
        assertThat(budget(after, "spent_nanos + reserved_nanos"))
            .as("what the budget counts after kill %d", kill)
            .isGreaterThanOrEqualTo(cost);
        if (kind.equals("sqlite")) {
          assertThat(facts.fetchValue("pragma integrity_check")).isEqualTo("ok");
        }
      }
    }
    if (place instanceof Place.Folder) { // on a server other nodes may be behind reservations
      restartOnce();
      everythingIsSettled(place);
    }
  }

  private void restartOnce() {
    try (PackagedProgram program = PackagedProgram.start(folder, "serve", "-p", "0")) {
      port(program);
      program.stop();
    }
  }

  /** What killed processes left open is ended by the next one. */
  private static void everythingIsSettled(Place place) {
    try (Database after = Database.open(place)) {
      DSLContext control = after.reading(Area.CONTROL);
      assertThat(control.fetchCount(table("reservations"))).isZero();
      assertThat(control.fetchCount(table("reserved_requests"))).isZero();
      assertThat(budget(after, "reserved_nanos")).isZero();
      assertThat(budget(after, "spent_nanos"))
          .isGreaterThanOrEqualTo(costNanos(after.reading(Area.FACTS)));
    }
  }

  private static long costNanos(DSLContext facts) {
    return facts
        .select(total("cost_nanos"))
        .from(table("fact_requests"))
        .fetchSingle()
        .value1()
        .longValue();
  }

  private static long budget(Database database, String expression) {
    return database
        .reading(Area.CONTROL)
        .select(total(expression))
        .from(table("budget_periods"))
        .fetchSingle()
        .value1()
        .longValue();
  }

  private Place.Server database() {
    String name = "crash" + DATABASES.incrementAndGet();
    try (var connection = server.getPostgresDatabase().getConnection();
        var create = connection.prepareStatement("create database " + name)) {
      create.execute();
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
    return new Place.Server(
        "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), name), "postgres", "");
  }

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static String config(Place place, String durability) {
    String database =
        switch (place) {
          case Place.Folder(var dir) -> "dir = \"%s\"".formatted(dir);
          case Place.Server server -> "url = \"%s?user=%s\"".formatted(server.url(), server.user());
        };
    return """
        [[providers]]
        id = "sim"
        provider_type = "simulator"
        protocol = "openai_chat"
        maker = "openai"
        local = false
        models = ["sim-chat"]
        first_token_delay_ms = 5
        token_delay_ms = 0

        [[cards]]
        id = "openai/sim-chat"
        price = { rows = [{ input = 1, output = 1 }] }

        [[budgets]]
        name = "all"
        scope = "total"
        limit_usd = 1000000

        [database]
        %s

        [analytics]
        durability = "%s"
        """
        .formatted(database, durability);
  }

  /** Ids of requests whose answer came whole, with the moment it had. */
  private Map<String, Long> answeredUntilKilled(int kill, long loadMillis) throws Exception {
    Map<String, Long> answered = new ConcurrentHashMap<>();
    AtomicBoolean over = new AtomicBoolean();
    try (PackagedProgram program = PackagedProgram.start(folder, "serve", "-p", "0");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = port(program);
      for (int client = 0; client < CLIENTS; client++) {
        String prefix = "k%d-%d-".formatted(kill, client);
        clients.execute(() -> ask(port, prefix, answered, over));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(loadMillis));
      Eventually.holds(() -> !answered.isEmpty(), "something is answered");
      program.kill();
      over.set(true);
      program.linesUntil(_ -> false);
    }
    return answered;
  }

  private static void ask(int port, String prefix, Map<String, Long> answered, AtomicBoolean over) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; !over.get(); i++) {
        String id = prefix + i;
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                    .header("content-type", "application/json")
                    .header("x-request-id", id)
                    .header("x-project", "crash")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"model\":\"sim-chat\",\"max_tokens\":5,\"messages\":"
                                + "[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          answered.put(id, System.nanoTime());
        }
      }
    } catch (IOException _) {
      // killed in the middle of it: nothing was promised
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sumsAgree(DSLContext facts) {
    var raw =
        facts.select(count(), total("output_tokens")).from(table("fact_requests")).fetchSingle();
    for (String grain : new String[] {"minute", "hour", "day"}) {
      var sums =
          facts
              .select(total("requests"), total("output_tokens"))
              .from(table("rollups"))
              .where(field("grain", String.class).eq(grain))
              .fetchSingle();
      assertThat(sums.value1()).as(grain).isEqualByComparingTo(BigDecimal.valueOf(raw.value1()));
      assertThat(sums.value2()).as(grain).isEqualByComparingTo(raw.value2());
    }
  }

  private static Field<BigDecimal> total(String column) {
    return coalesce(sum(field(column, BigDecimal.class)), inline(BigDecimal.ZERO));
  }

  private static int port(PackagedProgram program) {
    String line = program.linesUntil(each -> each.startsWith("listening on ")).getLast();
    return URI.create(line.split(" ", 4)[2]).getPort();
  }
}
