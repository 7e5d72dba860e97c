package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What pages are told as it happens. */
final class LiveTest {
  private RunningGateway gateway = started("");
  private Control operator = new Control(gateway, Control.OPERATOR);
  private Control blue = new Control(gateway, Control.BLUE);
  private Control red = new Control(gateway, Control.RED);

  private static RunningGateway started(String more) {
    return new RunningGateway(Control.CONFIG + more, SimulatorOptions.standard());
  }

  private void restart(String more) {
    gateway.close();
    gateway = started(more);
    operator = new Control(gateway, Control.OPERATOR);
    blue = new Control(gateway, Control.BLUE);
    red = new Control(gateway, Control.RED);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** Asks for an answer with the key of {@code as}, and gives the id of the request. */
  private String ask(Control as) {
    return ask(as, "oa/gpt-6-luna");
  }

  private String ask(Control as, String model) {
    return gateway
        .send(
            as.request("/v1/chat/completions")
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, false)))
                .build())
        .headers()
        .firstValue("x-request-id")
        .orElseThrow();
  }

  @Test
  void tellsARequestAsTheListOfThemDoes() {
    try (LivePage page = LivePage.of(operator)) {
      String id = ask(blue);
      gateway.stored(id);

      assertThat(page.first("record", _ -> true))
          .isEqualTo(operator.get("/v1/records?limit=1").at("/data/0"));
      assertThat(page.response().headers().firstValue("content-type"))
          .contains("text/event-stream");
      assertThat(page.response().headers().firstValue("x-accel-buffering")).contains("no");
      assertThat(page.response().headers().firstValue("cache-control")).contains("no-store");
    }
  }

  @Test
  void tellsACallerOfItsOwnRequestsAlone() {
    try (LivePage page = LivePage.of(blue)) {
      ask(red);
      String own = ask(blue);

      JsonNode tick = page.first("tick", each -> each.path("projects").size() > 0);

      assertThat(page.requests(1)).containsExactly(own);
      assertThat(tick.path("projects").findValuesAsText("project")).containsExactly("blue-project");
      assertThat(page.all("alert")).isEmpty();
    }
  }

  @Test
  void tellsNoCallerOfAlerts() {
    assertThat(blue.get("/v1/live?topics=records,alerts").status()).isEqualTo(403);
    assertThat(operator.get("/v1/live?topics=recordz").at("/error/param").asText())
        .isEqualTo("topics");
    assertThat(new Control(gateway, "").get("/v1/live").status()).isEqualTo(401);
  }

  @Test
  void losesNothingWhileAPageIsAway() {
    List<String> asked = new ArrayList<>();
    LivePage page = LivePage.of(operator);
    asked.add(ask(blue));
    page.requests(1);
    String last = page.lastId();
    page.close();
    for (int i = 0; i < 30; i++) {
      asked.add(ask(red));
    }

    try (LivePage again = LivePage.back(operator, last)) {
      asked.add(ask(blue));

      assertThat(again.requests(31)).isEqualTo(asked.subList(1, 32));
      assertThat(again.all("reset")).isEmpty();
    }
  }

  @Test
  void hasAPageReadAnewThatComesBackToAnotherProcess() {
    String last = lastIdOfAPage();
    restart("");

    try (LivePage again = LivePage.back(operator, last)) {
      assertThat(again.first("reset", _ -> true).path("why").asText()).isEqualTo("unknown_id");
    }
  }

  private String lastIdOfAPage() {
    try (LivePage page = LivePage.of(operator)) {
      return page.lastId();
    }
  }

  @Test
  void refusesViewersBeyondTheConfiguredAndForgetsThoseThatLeft() {
    restart("[portal]\nlive_viewers = 1\n");
    try (LivePage page = LivePage.of(operator)) {
      page.lastId();
      Control.Answer refused = operator.get("/v1/live");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.at("/error/code").asText()).isEqualTo("too_many_viewers");
      assertThat(refused.at("/error/message").asText()).contains("portal.live_viewers");
    }
    Eventually.holds(
        () -> {
          try (LivePage next = LivePage.of(operator)) {
            return next.response().statusCode() == 200;
          }
        },
        "room for another viewer");
  }

  @Test
  void endsWhenTheKeyIsTakenBack() {
    JsonNode made = operator.post("/v1/keys", "{\"label\": \"t\", \"role\": \"viewer\"}").json();
    try (LivePage page = LivePage.of(new Control(gateway, made.path("key").asText()));
        LivePage other = LivePage.of(operator)) {
      page.lastId();

      operator.delete("/v1/keys/" + made.path("id").asText());

      page.awaitEnd();
      assertThat(other.hasEnded()).isFalse();
    }
  }

  @Test
  void endsWhenTheSessionEnds() {
    restart("[access]\nadmin_password = \"correct horse battery\"\n");
    var login =
        gateway.post(
            "/v1/login", "{\"username\": \"admin\", \"password\": \"correct horse battery\"}");
    String cookie = login.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    String token = StrictJson.parse(login.body()).path("csrf_token").asText();
    try (LivePage page = new LivePage(gateway.request("/v1/live").header("cookie", cookie))) {
      page.lastId();

      gateway.send(
          gateway
              .request("/v1/logout")
              .header("cookie", cookie)
              .header("x-csrf-token", token)
              .POST(BodyPublishers.ofString("{}"))
              .build());

      page.awaitEnd();
    }
  }

  @Test
  void stopsAtOnceHoweverManyLookOnAndWhetherTheyReadOrNot() {
    String last = lastIdOfAPage();
    for (int i = 0; i < 300; i++) {
      ask(blue);
    }
    try (RawClient deaf = new RawClient(gateway.port());
        LivePage page = LivePage.of(operator)) {
      deaf.send(
          """
          GET /v1/live HTTP/1.1\r
          host: localhost\r
          x-api-key: %s\r
          last-event-id: %s\r
          \r
          """
              .formatted(Control.OPERATOR, last));
      assertThat(deaf.readUntil("retry")).contains("200 OK");

      long begun = System.nanoTime();
      RunningGateway.await(gateway.stop());

      assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
      page.awaitEnd();
    }
  }

  @Test
  void goesOnUnderAnotherConfigurationAndTellsOfIt() {
    try (LivePage page = LivePage.of(operator)) {
      page.lastId();
      RunningGateway.await(gateway.reload(Control.CONFIG + "[ask]\nper_minute = 7\n"));
      JsonNode taken = page.first("config", _ -> true);
      gateway.reload("nonsense").otherwiseEmpty();
      JsonNode refused = page.first("config", each -> each.has("last_error"));
      String id = ask(blue);

      assertThat(page.requests(1)).containsExactly(id);
      assertThat(taken).isEqualTo(withoutError(operator.get("/health").at("/config")));
      assertThat(refused.at("/revision")).isEqualTo(taken.at("/revision"));
      assertThat(page.hasEnded()).isFalse();
    }
  }

  private static JsonNode withoutError(JsonNode config) {
    return ((ObjectNode) config.deepCopy()).without("last_error");
  }

  @Test
  void tellsWhatIsUnderWay() {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try (RawUpstream upstream =
        RawUpstream.of(new Act.ReadRequest(), new Act.Await(over), new Act.Close())) {
      restart(
          """
          [[providers]]
          id = "slow"
          provider_type = "openai_chat"
          endpoint = "%s"
          """
              .formatted(upstream.origin()));
      try (LivePage page = LivePage.of(operator);
          RawClient client = new RawClient(gateway.port())) {
        client.send(
            RawClient.post("/v1/chat/completions", ClientApi.CHAT.body("slow/m", true))
                .replace(
                    "host: localhost",
                    "host: localhost\r\nx-source: cart\r\nx-api-key: " + Control.BLUE));

        JsonNode stream =
            page.first("tick", each -> each.at("/projects/0/streams/0/model").isTextual())
                .at("/projects/0/streams/0");
        over.complete(null);
        JsonNode record = page.first("record", _ -> true);
        page.first("tick", each -> each.path("open").asInt() == 0);

        assertThat(stream.path("model").asText()).isIn("slow/m");
        assertThat(stream.path("source").asText()).isEqualTo("cart");
        assertThat(record.path("id")).isEqualTo(stream.path("request_id"));
        assertThat(record.path("at")).isEqualTo(stream.path("started_at"));
      }
    }
  }

  @Test
  void tellsWhenACircuitOpens() {
    try (RawUpstream upstream = RawUpstream.of(new Act.ReadRequest(), new Act.Close())) {
      restart(
          """
          [[providers]]
          id = "ill"
          provider_type = "openai_chat"
          endpoint = "%s"
          breaker = { min_calls = 1 }
          """
              .formatted(upstream.origin()));
      try (LivePage page = LivePage.of(operator)) {
        page.lastId();
        ask(blue, "ill/m");

        JsonNode change = page.first("health", _ -> true);

        assertThat(change.path("deployment").asText()).isEqualTo("ill/m");
        assertThat(change.path("circuit").asText()).isEqualTo("open");
        assertThat(change.path("until").isTextual()).isTrue();
      }
    }
  }

  @Test
  void tellsThatAModelGivesBadAnswersOnceItDoes() {
    restart("[signals.alerts]\nleast_samples = 3\nquality = 0.6\n");
    try (LivePage page = LivePage.of(operator);
        LivePage other = LivePage.of(blue)) {
      page.lastId();
      judged(0.9);
      judged(0.9);
      judged(0.2);
      ask(blue);
      page.requests(4);
      assertThat(operator.get("/v1/alerts").at("/data")).isEmpty();

      judged(0);
      JsonNode alert = page.first("alert", _ -> true);

      assertThat(alert).isEqualTo(operator.get("/v1/alerts").at("/data/0"));
      assertThat(alert.path("kind").asText()).isEqualTo("threshold");
      assertThat(alert.path("metric").asText()).isEqualTo("quality");
      assertThat(alert.path("value").doubleValue()).isCloseTo(0.5, within(0.001));
      assertThat(alert.path("threshold").doubleValue()).isEqualTo(0.6);
      assertThat(alert.path("model").asText()).isEqualTo("oa/gpt-6-luna");
      assertThat(page.all("alert")).hasSize(1);
      assertThat(other.all("alert")).isEmpty();
    }
  }

  /** Has an answer, and says how good it was. */
  private void judged(double value) {
    String request = ask(blue);
    gateway.stored(request);
    Control.Answer taken =
        operator.post(
            "/v1/signals",
            "{\"request_id\": \"%s\", \"name\": \"rating\", \"value\": %s}"
                .formatted(request, value));
    assertThat(taken.at("/results/0/state").asText()).as("%s", taken.json()).isEqualTo("applied");
  }

  /** Connections are spread over event loops, those of pages and those of clients alike. */
  @Test
  void tellsTheSameOnEveryEventLoop() {
    gateway.close();
    gateway = RunningGateway.onLoops(2, Control.CONFIG);
    operator = new Control(gateway, Control.OPERATOR);
    blue = new Control(gateway, Control.BLUE);
    List<LivePage> pages = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        pages.add(LivePage.of(operator));
      }
      pages.forEach(LivePage::lastId);
      List<CompletableFuture<String>> asked = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        asked.add(CompletableFuture.supplyAsync(() -> ask(blue)));
      }
      List<String> ids = asked.stream().map(CompletableFuture::join).toList();

      List<String> told = pages.getFirst().requests(12);

      assertThat(told).containsExactlyInAnyOrderElementsOf(ids);
      for (LivePage page : pages) {
        assertThat(page.requests(12)).isEqualTo(told);
        page.first("tick", each -> each.path("open").asInt() == 0);
      }
    } finally {
      pages.forEach(LivePage::close);
    }
  }

  @Test
  void tellsFiftyPagesTheSame() {
    List<LivePage> pages = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        pages.add(LivePage.of(operator));
      }
      pages.forEach(LivePage::lastId);
      List<String> asked = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        asked.add(ask(blue));
      }

      for (LivePage page : pages) {
        assertThat(page.requests(10)).isEqualTo(asked);
      }
    } finally {
      pages.forEach(LivePage::close);
    }
  }
}
