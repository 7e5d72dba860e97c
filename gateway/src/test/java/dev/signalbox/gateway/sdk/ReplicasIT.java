package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.e2e.Eventually;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three replicas of the packaged program on one PostgreSQL, under load: what is changed on one
 * holds on all, one is killed, one is cut off from the database for a while, and in the end
 * everything that clients had is recorded, no budget is exceeded, and all decide the same.
 */
final class ReplicasIT {
  private static final Logger LOG = LoggerFactory.getLogger("replicas");
  private static final int CLIENTS_EACH = 2;
  private static final int LEASE_SECONDS = 5;

  /** Within which a change is in force everywhere. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  /** What may be lost of a process that is killed: the records of this long before its end. */
  private static final long LOSS_MILLIS = 250;

  /** From the last sign of life of a node to the end of its reservations. */
  private static final Duration RESERVED = Duration.ofSeconds(LEASE_SECONDS + 13);

  private static final long CAPPED_NANOS = 500_000;

  private static EmbeddedPostgres server;

  @TempDir Path folder;

  private final Map<String, Answered> answered = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** A whole answer of {@code node}, and when it had come. */
  private record Answered(String node, long nanos) {}

  /** A program at work; {@code origin} is where it listens. */
  private record Replica(String name, PackagedProgram program, String origin) {
    private Http.Reply get(String path) {
      return Http.send(Http.Ask.get(origin + path).with("x-api-key", "operator-key"));
    }

    private Http.Reply post(String path, String json) {
      return Http.send(Http.Ask.post(origin + path, json).with("x-api-key", "operator-key"));
    }

    private Http.Reply delete(String path) {
      return Http.send(
          new Http.Ask(
              "DELETE", origin + path, Map.of("x-api-key", "operator-key"), Optional.empty()));
    }

    private JsonNode node() {
      return get("/health").json().path("node");
    }
  }

  @Test
  @SuppressWarnings("try") // closing clients waits for them; a second time it does nothing
  void threeReplicasLoseNothingAndAgree() {
    long began = System.nanoTime();
    try (Cable cable = new Cable(server.getPort());
        PackagedProgram one = start("a", server.getPort());
        PackagedProgram two = start("b", server.getPort());
        PackagedProgram three = start("c", cable.port())) {
      Replica first = replica("a", one);
      Replica second = replica("b", two);
      Replica third = replica("c", three);
      aKeyHoldsOnAll(first, second, third);

      long killed = oneIsKilledAndOneIsCutOff(List.of(first, second, third), cable);

      Eventually.holds(
          () -> third.get("/health").json().at("/store/queued").intValue() == 0,
          "what waited is stored");
      replicasDecideTheSame(first, third);
      noBudgetIsExceeded(first, third);
      everythingIsRecorded(killed);
    }
    LOG.warn("{} answers in {}", answered.size(), since(began));
  }

  /** Under load; when the second was killed. */
  private long oneIsKilledAndOneIsCutOff(List<Replica> all, Cable cable) {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Replica each : all) {
        for (int client = 0; client < CLIENTS_EACH; client++) {
          String prefix = each.name() + client + "-";
          clients.execute(() -> load(each, prefix));
        }
      }
      try {
        Eventually.holds(() -> answered.size() > 30, "requests are answered");
        long killed = System.nanoTime();
        all.get(1).program().kill();
        aCutOffNodeGoesOnServing(all.get(2), cable);
        theLostNodeIsTold(all.getFirst(), killed);
        return killed;
      } finally {
        over.set(true);
      }
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).truncatedTo(ChronoUnit.MILLIS);
  }

  private static <T> void within(
      Duration bound, String what, Supplier<T> asked, Predicate<T> wanted) {
    long began = System.nanoTime();
    Eventually.get(what, asked, wanted);
    assertThat(since(began)).as(what).isLessThan(bound);
    LOG.warn("{} after {}", what, since(began));
  }

  private static void aKeyHoldsOnAll(Replica first, Replica second, Replica third) {
    JsonNode made = first.post("/v1/keys", "{\"label\": \"team\"}").json();
    String key = made.path("key").asText();
    for (Replica each : new Replica[] {second, third}) {
      within(BOUND, "a key opens " + each.name(), () -> statusWith(each, key), is -> is == 200);
    }
    second.delete("/v1/keys/" + made.path("id").asText());
    for (Replica each : new Replica[] {first, third}) {
      within(
          BOUND,
          "a key opens no more " + each.name(),
          () -> statusWith(each, key),
          is -> is == 401);
    }
  }

  private static int statusWith(Replica replica, String key) {
    return Http.send(Http.Ask.get(replica.origin() + "/v1/models").with("x-api-key", key)).status();
  }

  private static Http.Reply ask(Replica replica, String model, String id, String project) {
    return Http.send(
        Http.Ask.post(
                replica.origin() + "/v1/chat/completions",
                "{\"model\":\"%s\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                    .formatted(model))
            .with("x-api-key", "operator-key")
            .with("x-request-id", id)
            .with("x-project", project));
  }

  private void load(Replica replica, String prefix) {
    try {
      for (int i = 0; !over.get(); i++) {
        String id = prefix + i;
        if (ask(replica, "sim-chat", id, "load").status() == 200) {
          answered.put(id, new Answered(replica.name(), System.nanoTime()));
        }
      }
    } catch (UncheckedIOException _) {
      // killed in the middle of it: nothing was promised
    }
  }

  private long answersOf(String node) {
    return answered.values().stream().filter(each -> each.node().equals(node)).count();
  }

  private void aCutOffNodeGoesOnServing(Replica third, Cable cable) {
    cable.cut();
    long before = answersOf(third.name());
    within(
        Duration.ofSeconds(LEASE_SECONDS),
        "c knows that it is cut off",
        () -> third.node().path("stand").asText(),
        stand -> stand.equals("cut_off"));
    assertThat(third.get("/health").json().path("degraded").toString()).contains("node");
    assertThat(third.get("/health/ready").status()).isEqualTo(200);
    Eventually.get("c goes on", () -> answersOf(third.name()), answers -> answers > before);

    cable.mend();

    within(
        BOUND, "c is back", () -> third.node().path("stand").asText(), is -> is.equals("joined"));
  }

  private static void theLostNodeIsTold(Replica first, long killed) {
    Eventually.get(
        "b is lost",
        () -> first.get("/v1/nodes").json().path("data"),
        nodes -> nodes.findValuesAsText("state").stream().filter("lost"::equals).count() == 1);
    Eventually.holds(() -> openReservations("b") == 0, "its reservations are ended");
    assertThat(since(killed)).isLessThan(RESERVED);
  }

  private static void replicasDecideTheSame(Replica first, Replica third) {
    for (int i = 0; i < 20; i++) {
      Replica each = i % 2 == 0 ? first : third;
      each.post(
          "/v1/signals",
          "{\"model\": \"sim/sim-chat\", \"task\": \"t\", \"project\": \"p\", \"value\": %d}"
              .formatted(i % 3 == 0 ? 1 : 0));
    }
    String question = "{\"model\": \"auto\", \"task\": \"t\", \"project\": \"p\"}";
    within(
        BOUND,
        "both have learnt the same",
        () ->
            List.of(
                first.post("/v1/route", question).json().at("/revisions/quality").asText(),
                third.post("/v1/route", question).json().at("/revisions/quality").asText()),
        revisions -> revisions.getFirst().equals(revisions.getLast()));
    for (int i = 0; i < 5; i++) {
      Http.Reply reply = ask(i % 2 == 0 ? first : third, "auto", "decided-" + i, "p").good();
      String path = "/v1/decisions/" + reply.header("x-signalbox-decision").orElseThrow();
      Replica other = i % 2 == 0 ? third : first;
      Eventually.holds(() -> other.get(path).status() == 200, "the decision is stored");
      JsonNode replayed = other.post(path + "/replay", "{}").json();
      assertThat(replayed.path("equal").booleanValue()).as("%s", replayed).isTrue();
    }
  }

  private static void noBudgetIsExceeded(Replica first, Replica third) {
    Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 120; i++) {
        Replica each = i % 2 == 0 ? first : third;
        String id = "capped-" + i;
        clients.execute(() -> statuses.merge(decided(each, id), 1, Integer::sum));
      }
    }
    assertThat(statuses).containsOnlyKeys(200, 429);
    long spent = on(Area.CONTROL, control -> RecordedFacts.booked(control, "capped"));
    assertThat(spent).isPositive().isLessThanOrEqualTo(CAPPED_NANOS);
  }

  /** A budget that is closed is asked again where a node does not wait for a slow database. */
  private static int decided(Replica replica, String id) {
    return Eventually.get(
            "a budget decides on " + id,
            () -> ask(replica, "sim-chat", id, "capped"),
            reply -> reply.status() != 503)
        .status();
  }

  private void everythingIsRecorded(long killed) {
    Eventually.holds(() -> openReservations("") == 0, "everything is settled");
    on(
        Area.FACTS,
        facts -> {
          Set<String> recorded = RecordedFacts.requestIds(facts);
          answered.forEach(
              (id, answer) -> {
                boolean mayBeLost =
                    answer.node().equals("b")
                        && TimeUnit.NANOSECONDS.toMillis(killed - answer.nanos()) < LOSS_MILLIS;
                assertThat(mayBeLost || recorded.contains(id)).as(id).isTrue();
              });
          RecordedFacts.sumsAgree(facts);
          assertThat(
                  facts
                      .selectDistinct(field("node", String.class))
                      .from(table("fact_requests"))
                      .where(field("outcome").eq("interrupted"))
                      .fetchSet(field("node", String.class)))
              .isSubsetOf("b");
          return facts.fetchCount(table("fact_requests"));
        });
  }

  /** Reservations that are open, those of the node {@code name} or of all. */
  private static int openReservations(String name) {
    return on(
        Area.CONTROL,
        dsl ->
            dsl.fetchSingle(
                    """
                    select count(*) from reserved_requests
                    where {0} = '' or request / 4096 % 1024 in (select number from nodes where name = {0})
                    """,
                    DSL.inline(name))
                .get(0, Integer.class));
  }

  private static <T> T on(Area area, Function<DSLContext, T> work) {
    try (Database database = Database.toRead(place(server.getPort()), area)) {
      return work.apply(database.reading(area));
    }
  }

  private static Place.Server place(int port) {
    return new Place.Server(
        "jdbc:postgresql://localhost:%d/postgres".formatted(port), "postgres", "");
  }

  private PackagedProgram start(String name, int port) {
    try {
      Path own = Files.createDirectories(folder.resolve(name));
      Files.writeString(own.resolve("config.toml"), config(name, port));
      return PackagedProgram.start(own, "serve", "-p", "0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Replica replica(String name, PackagedProgram program) {
    List<String> lines = program.linesUntil(each -> each.startsWith("listening on "));
    assertThat(lines.getLast()).as(name).startsWith("listening on http://");
    return new Replica(name, program, lines.getLast().split(" ", 4)[2]);
  }

  private String config(String name, int port) {
    return """
    [server]
    api_key = "operator-key"

    [[providers]]
    id = "sim"
    provider_type = "simulator"
    protocol = "openai_chat"
    maker = "openai"
    local = false
    models = ["sim-chat", "sim-mini"]
    first_token_delay_ms = 20
    token_delay_ms = 0

    [[cards]]
    id = "openai/sim-chat"
    price = { rows = [{ input = 1, output = 1 }] }

    [[budgets]]
    name = "all"
    scope = "total"
    limit_usd = 1000000
    on_store_failure = "open"

    [[budgets]]
    name = "capped"
    scope = "project"
    subject = "capped"
    limit_usd = 0.0005

    [database]
    url = "jdbc:postgresql://localhost:%d/postgres?user=postgres"
    dir = "%s"

    [overload.breaker]
    open_seconds = 2

    [cluster]
    node = "%s"
    lease_seconds = %d
    """
        .formatted(port, folder, name, LEASE_SECONDS);
  }
}
