package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.table;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * O02 and P01: The packaged program is killed under load, again and again on the same database:
 * what clients had of it is recorded, budgets count all of it, and sums agree with what they are
 * sums of. {@code -Dkills=50} does it fifty times each, as {@code -Dfull=true} does.
 */
final class CrashIT {
  private static final Logger LOG = LoggerFactory.getLogger("crash");
  private static final int KILLS = Integer.getInteger("kills", Boolean.getBoolean("full") ? 50 : 1);
  private static final int CLIENTS = 8;
  private static final long SEED = Long.getLong("seed", 20_261_126);

  /** What may be lost without {@code sync}: the records of this long before the end. */
  private static final long LOSS_MILLIS = 100;

  /** The program's writer may have waited for a busy machine. */
  private static final long LATE_MILLIS = 150;

  /** What a token costs. */
  private static final long TOKEN_NANOS = 1_000;

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
    Loss loss = new Loss();

    for (int kill = 0; kill < KILLS; kill++) {
      Killed killed = answeredUntilKilled(kill, 200 + random.nextInt(600));

      try (Database after = Database.open(place)) {
        DSLContext facts = after.reading(Area.FACTS);
        assertThat(killed.answered())
            .as("answers before kill %d, seed %d", kill, SEED)
            .isNotEmpty();
        loss.add(killed, RecordedFacts.requestIds(facts));
        RecordedFacts.sumsAgree(facts);
        long cost = costNanos(facts);
        long counted = budget(after, "spent_nanos + reserved_nanos");
        assertThat(counted)
            .as("what the budget counts after kill %d, and records come to", kill)
            .isGreaterThanOrEqualTo(cost);
        assertThat(counted)
            .as("what the budget counts after kill %d, and clients had", kill)
            .isGreaterThanOrEqualTo(loss.answeredNanos);
        if (kind.equals("sqlite")) {
          assertThat(facts.fetchValue("pragma integrity_check")).isEqualTo("ok");
          assertThat(after.reading(Area.CONTROL).fetchValue("pragma integrity_check"))
              .isEqualTo("ok");
        }
      }
    }
    LOG.warn("{}, {}: {} kills, {}", kind, durability, KILLS, loss);
    assertThat(loss.count == 0 || durability.equals("async"))
        .as("%s: %s", durability, loss)
        .isTrue();
    assertThat(loss.longestMillis).as("%s", loss).isLessThan(LOSS_MILLIS + LATE_MILLIS);
    if (place instanceof Place.Folder) { // on a server other nodes may be behind reservations
      restartOnce();
      everythingIsSettled(place, loss.answeredNanos);
    }
  }

  /**
   * What clients had of a process until it was killed.
   *
   * @param answered by request id
   * @param nanos when it was killed
   */
  private record Killed(Map<String, Answered> answered, long nanos) {}

  /**
   * A whole answer.
   *
   * @param nanos when it had come
   * @param tokens what was used for it
   */
  private record Answered(long nanos, long tokens) {}

  /** What is not recorded although a client had it. */
  private static final class Loss {
    private int answered;
    private int count;
    private long longestMillis;
    private long answeredNanos;

    private void add(Killed killed, Set<String> recorded) {
      killed
          .answered()
          .forEach(
              (id, answer) -> {
                answered++;
                answeredNanos += answer.tokens() * TOKEN_NANOS;
                if (!recorded.contains(id)) {
                  count++;
                  long before = TimeUnit.NANOSECONDS.toMillis(killed.nanos() - answer.nanos());
                  longestMillis = Math.max(longestMillis, before);
                }
              });
    }

    @Override
    public String toString() {
      return "of %d answers %d are not recorded, the first of them %d ms before its kill"
          .formatted(answered, count, longestMillis);
    }
  }

  private void restartOnce() {
    try (PackagedProgram program = PackagedProgram.start(folder, "serve", "-p", "0")) {
      port(program);
      program.stop();
    }
  }

  /** What killed processes left open is ended by the next one. */
  private static void everythingIsSettled(Place place, long answeredNanos) {
    try (Database after = Database.open(place)) {
      DSLContext control = after.reading(Area.CONTROL);
      assertThat(control.fetchCount(table("reservations"))).isZero();
      assertThat(control.fetchCount(table("reserved_requests"))).isZero();
      assertThat(budget(after, "reserved_nanos")).isZero();
      assertThat(budget(after, "spent_nanos"))
          .isGreaterThanOrEqualTo(costNanos(after.reading(Area.FACTS)))
          .isGreaterThanOrEqualTo(answeredNanos);
    }
  }

  private static long costNanos(DSLContext facts) {
    return facts
        .select(RecordedFacts.total("cost_nanos"))
        .from(table("fact_requests"))
        .fetchSingle()
        .value1()
        .longValue();
  }

  private static long budget(Database database, String expression) {
    return database
        .reading(Area.CONTROL)
        .select(RecordedFacts.total(expression))
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

  private Killed answeredUntilKilled(int kill, long loadMillis) throws Exception {
    Map<String, Answered> answered = new ConcurrentHashMap<>();
    long killed;
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
      killed = System.nanoTime();
      program.kill();
      over.set(true);
      program.linesUntil(_ -> false);
    }
    return new Killed(Map.copyOf(answered), killed);
  }

  private static void ask(
      int port, String prefix, Map<String, Answered> answered, AtomicBoolean over) {
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
          long now = System.nanoTime();
          answered.put(id, new Answered(now, tokens(response.body())));
        }
      }
    } catch (IOException _) {
      // killed in the middle of it: nothing was promised
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static long tokens(String answer) {
    return StrictJson.parse(answer.getBytes(StandardCharsets.UTF_8))
        .at("/usage/total_tokens")
        .asLong();
  }

  private static int port(PackagedProgram program) {
    String line = program.linesUntil(each -> each.startsWith("listening on ")).getLast();
    return URI.create(line.split(" ", 4)[2]).getPort();
  }
}
