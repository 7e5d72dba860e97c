package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** O03: A running gateway goes over to another configuration. */
final class ReloadTest {
  private static final String FIRST = configuration("first");
  private static final String EVENT =
      "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";

  private final RunningGateway gateway =
      new RunningGateway(FIRST, SimulatorOptions.standard().withKeptRequests(100_000));

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** A provider {@code name} behind the alias {@code m}, with everything called by that name. */
  private static String configuration(String name) {
    return """
        api_key = "caller-NAME"
        [[providers]]
        id = "NAME"
        provider_type = "openai_chat"
        api_key = "key-NAME"
        endpoint = "UPSTREAM"
        headers = { x-set = "NAME" }
        [models.m]
        targets = ["NAME/model-NAME"]
        """
        .replace("NAME", name);
  }

  @Test
  void servesTheNextRequestUnderTheNewConfiguration() {
    assertThat(chat("first")).isEqualTo("first/model-first");

    assertThat(RunningGateway.await(gateway.reload(configuration("second")))).isEmpty();

    assertThat(chat("second")).isEqualTo("second/model-second");
    assertThat(post("first", "m").statusCode()).isEqualTo(401);
    assertThat(post("second", "first/x").statusCode()).isEqualTo(404);
  }

  @Test
  void changesEverythingThatIsMadeOfTheConfiguration() {
    RunningGateway.await(
        gateway.reload(
            FIRST
                + """
                [[apps]]
                name = "app"
                path = "/app"
                [[routing.rewrites]]
                model_exact = "old"
                provider = "first"
                model = "new"
                [profiles.mine]
                allow_unknown = true
                [[cards]]
                id = "openai/fresh"
                """));

    assertThat(served(post("first", "old"))).isEqualTo("first/new");
    assertThat(served(post("first", "profile:mine"))).startsWith("first/");
    assertThat(served(post("first", "fresh"))).isEqualTo("first/fresh");
    assertThat(
            gateway
                .send(
                    gateway
                        .request("/app/v1/models")
                        .header("authorization", "Bearer caller-first")
                        .GET()
                        .build())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void letsAStreamFinishAtAProviderThatIsRemovedAndClosesItsConnectionsThen() {
    CompletableFuture<Void> reloaded = new CompletableFuture<>();
    try (RawUpstream upstream =
        RawUpstream.answering(
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                + chunk(EVENT.formatted("before", "null")),
            new Act.Await(reloaded),
            Act.text(
                chunk(EVENT.formatted("after", "\"stop\""))
                    + chunk("data: [DONE]\n\n")
                    + chunk("")),
            new Act.AwaitClose())) {
      String leaving = FIRST.replace("UPSTREAM", upstream.origin());
      RunningGateway.await(gateway.reload(leaving));
      try (RawClient client = new RawClient(gateway.port())) {
        client.send(
            RawClient.post(
                    "/v1/chat/completions",
                    "{\"model\": \"m\", \"stream\": true, \"messages\": []}")
                .replace("host: localhost", "host: localhost\r\nx-api-key: caller-first"));
        String begun = client.readUntil("before");

        RunningGateway.await(gateway.reload(configuration("second")));
        assertThat(chat("second")).isEqualTo("second/model-second");
        boolean open = !upstream.connection(0).closed().isDone();
        reloaded.complete(null);

        assertThat(begun).contains("x-signalbox-model: first/model-first");
        assertThat(open).isTrue();
        assertThat(client.readUntil("[DONE]")).contains("after", "[DONE]");
        assertThat(upstream.closed(0)).isEqualTo(RawUpstream.Closed.FIN);
      }
    }
  }

  @Test
  void keepsTheConnectionsOfAProviderThatStaysTheSame() {
    try (RawUpstream upstream = RawUpstream.ofPlays(List.of(answers(3)))) {
      String staying = FIRST.replace("UPSTREAM", upstream.origin());
      RunningGateway.await(gateway.reload(staying));
      assertThat(post("first", "m").statusCode()).isEqualTo(200);

      RunningGateway.await(gateway.reload(staying + "[routing]\nprofile = \"cheap\"\n"));
      assertThat(post("first", "m").statusCode()).isEqualTo(200);
      RunningGateway.await(gateway.reload(staying + "[routing]\nprofile = \"best\"\n"));
      assertThat(post("first", "m").statusCode()).isEqualTo(200);

      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [models.m                       | test.toml:12 is not valid TOML
          colour = "red"                  | unknown key `models.m.colour` at test.toml:12
          [[rules]];name = "${NOT_SET}";task = "t" | needs the environment variable `NOT_SET`, which is not set
          [[assertions]];name = "dear";model = "m";expect_max_cost_usd = 0;[[assertions]];name = "gone";model = "none";expect_model = "x" | the assertion `dear` breaks: expected at most $0.00, but `first/model-first` is chosen for a price that is not known;the assertion `gone` breaks: expected an answer, but nothing serves the model `none`
          """)
  void staysAsItIsWhenTheNewConfigurationCannotBeUsedAndSaysWhy(String added, String message) {
    var failure = gateway.reload(FIRST + added.replace(';', '\n')).otherwiseEmpty();
    RunningGateway.await(failure);

    assertThat(chat("first")).isEqualTo("first/model-first");
    JsonNode health = health();
    assertThat(health.path("status").asText()).isEqualTo("ok");
    assertThat(health.path("config").path("last_error").path("message").asText())
        .contains(message.replace(';', '\n'));

    RunningGateway.await(gateway.reload(FIRST));
    assertThat(health().path("config").has("last_error")).isFalse();
  }

  @Test
  @DisplayName("X16 the last key stays while other machines can connect")
  void doesNotTakeAwayTheLastKeyWhileOtherMachinesCanConnect() {
    try (RunningGateway open =
        new RunningGateway("host = \"0.0.0.0\"\n" + FIRST, SimulatorOptions.standard())) {
      var reload = open.reload(FIRST.replace("api_key = \"caller-first\"\n", ""));

      assertThatThrownBy(() -> RunningGateway.await(reload))
          .hasMessageContaining(
              "`server.host` stays `0.0.0.0` until the next start, where a key is needed");
    }
  }

  @Test
  void doesNotStartWithABrokenAssertion() {
    assertThatThrownBy(
            () ->
                new RunningGateway(
                    FIRST + "[[assertions]]\nname = \"a\"\nmodel = \"m\"\nexpect_model = \"x\"\n",
                    SimulatorOptions.standard()))
        .hasMessageContaining(
            "the assertion `a` breaks: expected `x`, but `first/model-first` is chosen");
  }

  @Test
  void tellsWhichConfigurationIsServed() {
    JsonNode before = health().path("config");

    RunningGateway.await(gateway.reload(FIRST));
    JsonNode same = health().path("config");
    RunningGateway.await(gateway.reload(configuration("second")));
    JsonNode other = health().path("config");

    assertThat(same.path("revision")).isEqualTo(before.path("revision"));
    assertThat(same.path("loaded_at")).isNotEqualTo(before.path("loaded_at"));
    assertThat(other.path("revision")).isNotEqualTo(before.path("revision"));
    assertThat(health().path("providers").path(0).asText()).isEqualTo("second");
  }

  @Test
  void leavesWhatHoldsToTheEndOfTheProcessAndAppliesTheRest() {
    String other =
        "max_connections = 7\nevent_loops = 2\n"
            + configuration("second")
            + "[database]\ndir = \"elsewhere\"\n";

    List<String> notes = RunningGateway.await(gateway.reload(other));

    assertThat(notes)
        .containsExactly(
            "`server.event_loops` has changed, which counts at the next start",
            "`server.max_connections` has changed, which counts at the next start",
            "`database.dir` has changed, which counts at the next start");
    assertThat(chat("second")).isEqualTo("second/model-second");
  }

  @Test
  void warnsOfWhatIsProbablyAMistake() {
    List<String> notes =
        RunningGateway.await(
            gateway.reload(
                FIRST
                    + """
                    [routing]
                    fallbacks = { m = ["nope"] }
                    [[rules]]
                    name = "r"
                    deny = ["frist/x"]
                    """));

    assertThat(notes)
        .containsExactly(
            "the rule r names `frist/x`, which fits no model that is known to be served",
            "the fallback `nope` of `m` stands for no model that is known to be served");
  }

  @Test
  void noRequestSeesAMixtureOfTwoConfigurations() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Set<String>>> seen =
          IntStream.range(0, 6)
              .mapToObj(number -> clients.submit(() -> answersUntil(over, number)))
              .toList();
      for (int round = 0; round < 25; round++) {
        RunningGateway.await(gateway.reload(configuration(round % 2 == 0 ? "second" : "first")));
      }
      over.set(true);

      Set<String> answers = new TreeSet<>();
      for (Future<Set<String>> each : seen) {
        answers.addAll(each.get());
      }
      assertThat(answers)
          .contains("first 200 first/model-first", "second 200 second/model-second")
          .isSubsetOf(
              "first 200 first/model-first",
              "first 401 ",
              "second 200 second/model-second",
              "second 401 ");
    }
    Set<String> upstream = new TreeSet<>();
    for (Received received : gateway.simulator().received()) {
      JsonNode body = StrictJson.parse(received.body().getBytes());
      upstream.add(
          String.join(
              " ",
              received.headers().get("authorization"),
              received.headers().get("x-set"),
              body.path("model").asText()));
    }
    assertThat(upstream)
        .containsExactly(
            "Bearer key-first first model-first", "Bearer key-second second model-second");
  }

  private Set<String> answersUntil(AtomicBoolean over, int number) {
    Set<String> answers = new TreeSet<>();
    for (int i = number; !over.get(); i++) {
      String caller = i % 2 == 0 ? "first" : "second";
      HttpResponse<byte[]> response = post(caller, "m");
      answers.add(caller + " " + response.statusCode() + " " + served(response));
    }
    return answers;
  }

  private String chat(String caller) {
    HttpResponse<byte[]> response = post(caller, "m");
    assertThat(response.statusCode())
        .as(() -> caller + " is told " + new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return served(response);
  }

  private static String served(HttpResponse<byte[]> response) {
    return response.headers().firstValue("x-signalbox-model").orElse("");
  }

  private HttpResponse<byte[]> post(String caller, String model) {
    String body =
        "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"
            .formatted(model);
    return gateway.send(
        gateway
            .request("/v1/chat/completions")
            .header("authorization", "Bearer caller-" + caller)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode health() {
    HttpResponse<byte[]> response = gateway.send(gateway.request("/health").GET().build());
    return StrictJson.parse(response.body());
  }

  private static List<Act> answers(int count) {
    String body =
        "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
            + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},"
            + "\"finish_reason\":\"stop\"}]}";
    String answer =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    return IntStream.range(0, count)
        .boxed()
        .flatMap(_ -> List.of(new Act.ReadRequest(), Act.text(answer)).stream())
        .toList();
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }
}
