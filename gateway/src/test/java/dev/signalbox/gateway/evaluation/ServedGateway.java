package dev.signalbox.gateway.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.CardWriter;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.gateway.config.TomlText;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import dev.signalbox.gateway.sdk.PackagedProgram;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The packaged program over a set of outcomes, and what is said to it over HTTP. */
final class ServedGateway implements AutoCloseable {
  /** The profile that requests are routed by. */
  static final String PROFILE = "measured";

  /** One of others, which never go to some model. */
  static final String OTHER = "other";

  private static final String PROVIDER = "set";
  private static final String KEY = "operator-key";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path folder;
  private final OutcomeSet set;
  private Gateway gateway;

  /**
   * An answer.
   *
   * @param decision what signals about it name
   * @param model place of who gave it
   * @param good whether it was right
   */
  record Answer(String decision, int model, boolean good) {}

  /**
   * Starts it in {@code folder}.
   *
   * @param origin where the provider listens
   */
  ServedGateway(Path folder, OutcomeSet set, Catalog catalog, String origin) throws IOException {
    this.folder = folder;
    this.set = set;
    Files.writeString(folder.resolve("config.toml"), config(set, catalog, origin));
    this.gateway = start();
  }

  private Gateway start() {
    return Gateway.of(
        PackagedProgram.start(
            folder, "serve", "-c", folder.resolve("config.toml").toString(), "-p", "0"));
  }

  /** Ends it and starts it over what it has stored. */
  void restart() {
    gateway.close();
    gateway = start();
  }

  private static String config(OutcomeSet set, Catalog catalog, String origin) {
    ArrayNode models = StrictJson.object().arrayNode();
    set.models().forEach(model -> models.add(model.model()));
    StringBuilder config =
        new StringBuilder(
            """
            [server]
            api_key = "%s"
            [database]
            dir = "data"
            [signals]
            clusters = true
            daily_cap = 1000000
            explore_usd_per_day = 1000000
            explore_points_per_day = 1000000000
            [[providers]]
            id = "%s"
            provider_type = "openai_chat"
            endpoint = "%s/v1"
            maker = "%s"
            models = %s
            """
                .formatted(KEY, PROVIDER, origin, PROVIDER, TomlText.value(models)));
    for (OutcomeSet.Priced model : set.models()) {
      ObjectNode card = CardWriter.toJson(Stage.cardOf(model, catalog));
      config.append("[[cards]]\n");
      for (String key : List.of("id", "price", "quality", "lifecycle")) {
        if (card.has(key)) {
          config.append(TomlText.pair(key, card.path(key))).append('\n');
        }
      }
    }
    return config.toString();
  }

  /** Says what is wanted: a good answer is worth as much as {@code 1 / worth} dollars. */
  void want(double worth, double exploration) {
    ObjectNode profile = profile(worth);
    if (exploration > 0) {
      profile.put("exploration", exploration).put("exploration_cost_cap", 1);
    }
    put("/v1/profiles/" + PROFILE, profile);
  }

  /** Has requests of others never go to {@code model}. */
  void keepOthersFrom(int model, double worth) {
    put("/v1/profiles/" + OTHER, without(model, worth));
  }

  /** As a profile is written that never goes to {@code model}. */
  ObjectNode without(int model, double worth) {
    ObjectNode profile = profile(worth);
    profile.putArray("deny").add(nameOf(model));
    return profile;
  }

  /** Never goes to {@code model} from now on, and leaves nothing to chance. */
  void wantWithout(int model, double worth) {
    put("/v1/profiles/" + PROFILE, without(model, worth));
  }

  /** The same without any part of chance, as a profile is written. */
  static ObjectNode profile(double worth) {
    return StrictJson.object()
        .put("based_on", "balanced")
        .put("point_usd_per_1000", Math.round(1e7 / worth) / 1e6)
        .put("second_points", 0)
        .put("switch_points", 0)
        .put("max_attempts", 1);
  }

  /** Has {@code row} answered; every fourth one as a stream. */
  Answer ask(OutcomeSet.Row row, long number) {
    return ask(row, number, PROFILE);
  }

  /** The same by another profile. */
  Answer ask(OutcomeSet.Row row, long number, String profile) {
    boolean streams = number % 4 == 0;
    Http.Reply reply =
        Http.send(
                request("POST", "/v1/chat/completions", body(row.prompt()).put("stream", streams))
                    .with("x-task", row.group())
                    .with("x-profile", profile))
            .good();
    String by = reply.header("x-signalbox-model").orElseThrow();
    boolean good =
        streams
            ? reply.body().contains("\"content\":\"%s\"".formatted(TableProvider.GOOD))
            : reply.json().at("/choices/0/message/content").asText().equals(TableProvider.GOOD);
    return new Answer(reply.header("x-signalbox-decision").orElseThrow(), placeOf(by), good);
  }

  private int placeOf(String deployment) {
    return set.indexOf(deployment.substring(deployment.indexOf('/') + 1));
  }

  private static ObjectNode body(String prompt) {
    ObjectNode body = StrictJson.object().put("model", "auto");
    body.putArray("messages").addObject().put("role", "user").put("content", prompt);
    return body;
  }

  /** The dry run of a row whose prompt is written as {@code prompt}. */
  JsonNode route(OutcomeSet.Row row, String prompt) {
    return Http.send(
            request("POST", "/v1/route", body(prompt))
                .with("x-task", row.group())
                .with("x-profile", PROFILE))
        .good()
        .json();
  }

  /** Who would answer, without any part of chance. */
  int choice(OutcomeSet.Row row, String prompt) {
    return placeOf(route(row, prompt).at("/plan/0/model").asText());
  }

  /** Sends signals; the states of all. */
  List<String> signal(ArrayNode signals) {
    Http.Reply reply = Http.send(request("POST", "/v1/signals", signals));
    if (reply.status() != 202) {
      throw new IllegalStateException("signals are not taken: " + reply);
    }
    return reply.json().path("results").valueStream().map(it -> it.path("state").asText()).toList();
  }

  /** The alarms so far, of models that got worse. */
  List<String> alarms() {
    return get("/v1/alerts")
        .path("data")
        .valueStream()
        .filter(alert -> alert.path("kind").asText().equals("degraded"))
        .map(alert -> alert.path("model").asText())
        .toList();
  }

  JsonNode get(String path) {
    return Http.send(with(Http.Ask.get(gateway.at(path)))).good().json();
  }

  private void put(String path, JsonNode body) {
    Http.send(request("PUT", path, body)).good();
  }

  JsonNode post(String path, JsonNode body) {
    return Http.send(request("POST", path, body)).good().json();
  }

  private Http.Ask request(String method, String path, JsonNode body) {
    Http.Ask post = Http.Ask.post(gateway.at(path), body.toString());
    return with(new Http.Ask(method, post.address(), post.headers(), post.body()));
  }

  private static Http.Ask with(Http.Ask ask) {
    return ask.with("authorization", "Bearer " + KEY).with("x-project", Stage.PROJECT);
  }

  /** The address of {@code path}, and the header that lets in there. */
  HttpRequest.Builder viewer(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.at(path)))
        .header("authorization", "Bearer " + KEY);
  }

  /** The name of the deployment of a model of the set. */
  String nameOf(int model) {
    return PROVIDER + "/" + set.models().get(model).model();
  }

  /** Names what is known of quality; a dry run of {@code row} tells. */
  String revision(OutcomeSet.Row row) {
    return route(row, row.prompt()).at("/revisions/quality").asText();
  }

  /**
   * Waits until more is known, or for three seconds: the gateway looks once a second at what was
   * said, and whoever asks here is far faster than people are.
   */
  void awaitAnother(OutcomeSet.Row row) {
    String before = revision(row);
    await(3, () -> revision(row), now -> !now.equals(before));
  }

  /** Waits until what was said is decided on: nothing has changed for three seconds. */
  void settle(OutcomeSet.Row row) {
    String last = "";
    String now = revision(row);
    while (!now.equals(last)) {
      String before = now;
      last = before;
      now = await(3, () -> revision(row), each -> !each.equals(before));
    }
  }

  /** What {@code asked} gives when it is as wanted, or after so many seconds. */
  static <T> T await(int seconds, Supplier<T> asked, Predicate<? super T> wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    T seen = asked.get();
    while (!wanted.test(seen) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE_NANOS);
      seen = asked.get();
    }
    return seen;
  }

  @Override
  public void close() {
    gateway.close();
  }
}
