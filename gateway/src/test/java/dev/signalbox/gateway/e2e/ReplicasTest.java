package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.Future;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one PostgreSQL: what is changed on one holds on the other, and both know it. */
final class ReplicasTest {
  /** Within which a change is in force everywhere. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  private static final String CONFIG =
      Control.CONFIG + "[access]\nadmin_password = \"correct horse battery\"\n";

  @TempDir private static Path folder;

  private static Replicas replicas;
  private static RunningGateway first;
  private static RunningGateway second;
  private static Control here;
  private static Control there;

  @BeforeAll
  static void start() {
    replicas = new Replicas(CONFIG, folder);
    first = replicas.start("a");
    second = replicas.start("b");
    here = new Control(first, Control.OPERATOR);
    there = new Control(second, Control.OPERATOR);
  }

  @AfterAll
  static void stop() {
    replicas.close();
  }

  /** Waits until {@code asked} is as wanted on the other node, which may not take long. */
  private static <T> T within(String what, Supplier<T> asked, Predicate<? super T> wanted) {
    long began = System.nanoTime();
    T got = Eventually.get(what, asked, wanted);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(BOUND);
    return got;
  }

  private static int asked(RunningGateway gateway, String key, String model) {
    return gateway
        .send(
            new Control(gateway, key)
                .request("/v1/chat/completions")
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, false)))
                .build())
        .statusCode();
  }

  @Test
  @DisplayName("K05 a key made on one node opens the other, and one taken back opens none")
  void keysHoldEverywhere() {
    JsonNode made = here.post("/v1/keys", "{\"label\": \"team\"}").json();
    String key = made.path("key").asText();

    within("it opens", () -> asked(second, key, "oa/gpt-6-sol"), status -> status == 200);
    here.delete("/v1/keys/" + made.path("id").asText());
    within("it opens no more", () -> asked(second, key, "oa/gpt-6-sol"), status -> status == 401);
  }

  @Test
  void peopleAndTheirSessionsHoldEverywhere() {
    Browser admin = Browser.of(first, "admin", "correct horse battery");
    admin.post(
        "/v1/users", "{\"name\": \"ann\", \"role\": \"viewer\", \"password\": \"0123456789\"}");
    within(
        "she may log in",
        () -> Browser.login(second, "ann", "0123456789").statusCode(),
        status -> status == 200);
    Browser ann = Browser.of(second, "ann", "0123456789");

    here.delete("/v1/users/ann");

    within("her session ends", () -> ann.get("/v1/records"), status -> status == 401);
  }

  @Test
  void profilesHoldEverywhereWithTheirVersions() {
    here.put("/v1/profiles/mine", "{\"deny\": [\"oa\"]}");

    within("it is there", () -> there.get("/v1/profiles/mine").status(), is -> is == 200);
    assertThat(there.post("/v1/route", "{\"model\": \"profile:mine\"}").dropped("filter"))
        .contains("oa/gpt-6-sol denied");
    assertThat(there.put("/v1/profiles/mine", "{}").at("/versions/0/version").intValue())
        .isEqualTo(2);
    within(
        "the second version is here",
        () -> here.get("/v1/profiles/mine").at("/versions/0/version").intValue(),
        version -> version == 2);
    there.delete("/v1/profiles/mine");
    within("it is gone", () -> here.get("/v1/profiles/mine").status(), is -> is == 404);
  }

  @Test
  void providersGatewaysAndDrainsHoldEverywhere() {
    String provider =
        """
        {"id": "late", "provider_type": "openai_chat", "api_key": "k", "allow_private": true,
         "endpoint": "%s", "models": ["late-model"]}
        """
            .formatted(first.simulator().origin());
    assertThat(here.post("/v1/providers", provider).status()).isEqualTo(200);
    within(
        "it serves",
        () -> asked(second, Control.OPERATOR, "late/late-model"),
        status -> status == 200);

    here.post("/v1/providers/late/drain", "{\"drain\": true}");
    within(
        "it is drained",
        () -> asked(second, Control.OPERATOR, "late/late-model"),
        status -> status == 503);
    here.delete("/v1/providers/late");
    within("it is gone", () -> there.get("/v1/providers/late").status(), is -> is == 404);
  }

  @Test
  void signalsTeachAllNodesTheSameWhereverTheyCome() {
    String untaught = quality(here);
    for (int i = 0; i < 40; i++) {
      String signal =
          """
          {"model": "oa/gpt-6-%s", "task": "mails", "project": "shop", "value": %d, "source": "test"}
          """
              .formatted(i % 2 == 0 ? "sol" : "luna", i % 3 == 0 ? 1 : 0);
      Control.Answer taken = (i % 4 < 2 ? here : there).post("/v1/signals", signal);
      assertThat(taken.status()).isEqualTo(202);
    }

    within(
        "both know the same, and all of it",
        () -> List.of(quality(here), quality(there), weight(here), weight(there)),
        known ->
            known.get(0).equals(known.get(1))
                && !known.get(0).equals(untaught)
                && known.get(2).equals(known.get(3))
                && Double.parseDouble(known.get(2)) > 35);
    Control.Answer one = here.post("/v1/route", QUESTION);
    Control.Answer other = there.post("/v1/route", QUESTION);
    // what each knows of the health and the speed of providers is its own, and plans follow it
    for (String part : List.of("config", "catalog", "prices", "quality")) {
      assertThat(one.at("/revisions/" + part)).isEqualTo(other.at("/revisions/" + part));
    }
    assertThat(one.json().findValues("q")).isEqualTo(other.json().findValues("q"));
  }

  private static final String QUESTION =
      "{\"model\": \"auto\", \"profile\": \"best\", \"task\": \"mails\", \"project\": \"shop\"}";

  /** Names what a node knows of quality. */
  private static String quality(Control node) {
    return node.post("/v1/route", QUESTION).at("/revisions/quality").asText();
  }

  /** How much it has learnt from. */
  private static String weight(Control node) {
    return node.post("/v1/route", QUESTION).at("/layers/4/scored/0/evidence/0/n_eff").asText("0");
  }

  @Test
  void aDecisionOfOneNodeComesOutTheSameOnTheOther() {
    String decision =
        here.decisionOf(
            here.request("/v1/chat/completions")
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body("auto", false))));

    Control.Answer replayed =
        Eventually.get(
            "it is stored",
            () -> there.post("/v1/decisions/" + decision + "/replay", ""),
            answer -> answer.status() == 200);

    JsonNode told = here.get("/v1/decisions/" + decision).json();
    assertThat(replayed.at("/equal").booleanValue()).isTrue();
    assertThat(replayed.at("/decision/layers")).isEqualTo(told.at("/layers"));
    assertThat(replayed.at("/decision/revisions")).isEqualTo(told.at("/revisions"));
  }

  /** Each wrote whole sums under the same name, so that those of one took the others' place. */
  @Test
  void anAnswerOfOneIsContinuedReadAndForgottenByTheOther() {
    String model = "\"model\": \"an/claude-sonnet-5-5\", \"input\": ";
    String id =
        here.post("/v1/responses", "{%s\"my name is Ann\"}".formatted(model)).at("/id").asText();

    Control.Answer next =
        there.post(
            "/v1/responses",
            "{%s\"what is my name\", \"previous_response_id\": \"%s\"}".formatted(model, id));

    assertThat(next.status()).isEqualTo(200);
    assertThat(second.simulator().received().getLast().body().toString())
        .contains("my name is Ann", "what is my name");
    String path = "/v1/responses/" + id;
    assertThat(there.get(path + "/input_items").json().toString()).contains("my name is Ann");
    assertThat(new Control(second, Control.BLUE).get(path).status()).isEqualTo(404);
    assertThat(there.delete(path).status()).isEqualTo(200);
    assertThat(there.delete(path).status()).isEqualTo(404);
    assertThat(here.get(path).status()).isEqualTo(404);
  }

  @Test
  void sumsCountTheRequestsOfBoth() {
    for (int i = 0; i < 3; i++) {
      first.stored(here.answered("oa/gpt-6-sol", "x-project", "sums"));
      second.stored(there.answered("oa/gpt-6-sol", "x-project", "sums"));
    }

    Control.Answer stats = there.get("/v1/stats?project=sums");
    JsonNode records = there.get("/v1/records?project=sums").at("/data");

    assertThat(stats.at("/requests").intValue()).isEqualTo(6);
    assertThat(
            StreamSupport.stream(records.spliterator(), false)
                .map(row -> row.path("node").asText()))
        .containsExactlyInAnyOrder("a", "a", "a", "b", "b", "b");
  }

  @Test
  void eachKnowsTheOthersAndOneLeads() {
    JsonNode nodes =
        within(
            "one leads",
            () -> there.get("/v1/nodes").at("/data"),
            data ->
                data.findValues("leads").stream().filter(JsonNode::booleanValue).count() == 1
                    && !data.findValuesAsText("config").contains(""));

    assertThat(nodes.findValuesAsText("name")).containsExactlyInAnyOrder("a", "b");
    assertThat(nodes.findValuesAsText("state")).containsOnly("alive");
    assertThat(nodes.findValuesAsText("number")).doesNotHaveDuplicates();
    assertThat(there.get("/health").at("/node/name").asText()).isEqualTo("b");
    assertThat(there.get("/health").at("/node/stand").asText()).isEqualTo("joined");
    assertThat(there.get("/health/ready").status()).isEqualTo(200);
    assertThat(new Control(second, Control.BLUE).get("/v1/nodes").status()).isEqualTo(403);
  }

  @Test
  void anotherLeadsWhenTheOneThatLedHasLeft(@TempDir Path own) {
    try (Replicas two = new Replicas(CONFIG, own)) {
      RunningGateway leader = two.start("a");
      Control leading = new Control(leader, Control.OPERATOR);
      within("it leads", () -> leads(leading), is -> is);
      Control other = new Control(two.start("b"), Control.OPERATOR);
      assertThat(leads(other)).isFalse();

      RunningGateway.await(leader.stop());

      within("the other leads", () -> leads(other), is -> is);
      assertThat(other.get("/v1/nodes").at("/data").findValuesAsText("state"))
          .containsExactlyInAnyOrder("alive", "left");
    }
  }

  @Test
  void aNodeThatIsToStopSaysSoAndServesUntilBalancersHaveTurnedAway(@TempDir Path own) {
    try (Replicas one = new Replicas(CONFIG, own)) {
      RunningGateway leaving = one.start("a", "leave_seconds = 2\n");
      Control control = new Control(leaving, Control.OPERATOR);

      Future<Void> stopped = leaving.stop();

      Control.Answer ready = control.get("/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.at("/status").asText()).isEqualTo("draining");
      assertThat(asked(leaving, Control.OPERATOR, "oa/gpt-6-sol")).isEqualTo(200);
      try (RawClient balancer = new RawClient(leaving.port())) {
        assertThat(lives(balancer).head()).doesNotContain("connection: close");
        Eventually.holds(() -> isRefused(leaving.port()), "nobody is let in");

        RawClient.Answer last = lives(balancer);

        assertThat(last.status()).isEqualTo(200);
        assertThat(last.head()).contains("connection: close");
      }
      RunningGateway.await(stopped);
    }
  }

  private static RawClient.Answer lives(RawClient client) {
    return client.send("GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n").answer();
  }

  private static boolean isRefused(int port) {
    try (RawClient client = new RawClient(port)) {
      return !client.takes("");
    } catch (UncheckedIOException refused) {
      return true;
    }
  }

  private static boolean leads(Control node) {
    return node.get("/health").at("/node/leads").booleanValue();
  }

  @Test
  void aCanaryThatStandsDownStandsDownOnAllNodesAndOverStarts(@TempDir Path own) {
    String config = TrialTest.canary(50, "max_error_points = 5.0\n");
    try (Replicas three = new Replicas(config, own)) {
      RunningGateway failing = three.start("a");
      Control one = new Control(failing, Control.OPERATOR);
      Control other = new Control(three.start("b"), Control.OPERATOR);
      assertThat(canary(other)).isEqualTo("running");
      for (int i = 0; i < 200; i++) {
        failing.script().onUri("gemini", Step.Status.of(400));
      }
      for (int i = 0; i < 200 && canary(one).equals("running"); i++) {
        asked(failing, Control.OPERATOR, "auto");
      }

      within("it is stopped there", () -> canary(other), state -> state.equals("stopped"));
      assertThat(other.get("/v1/canary").at("/stopped/guard").asText()).isEqualTo("errors");
      assertThat(canary(new Control(three.start("c"), Control.OPERATOR))).isEqualTo("stopped");
    }
  }

  private static String canary(Control node) {
    return node.get("/health").at("/canary/state").asText();
  }
}
