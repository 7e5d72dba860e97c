package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.access.AccessStore;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.access.KeyText;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K05, X05 and X06: Keys that are made at run time. */
final class KeysTest {
  private static final String CHAT =
      "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}";

  private static RunningGateway gateway() {
    return new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
  }

  private static Control admin(RunningGateway gateway) {
    return new Control(gateway, Control.OPERATOR);
  }

  private static int chat(RunningGateway gateway, String key, String model) {
    return chatted(gateway, key, model).statusCode();
  }

  private static HttpResponse<byte[]> chatted(RunningGateway gateway, String key, String model) {
    return gateway.send(
        new Control(gateway, key)
            .request("/v1/chat/completions")
            .POST(HttpRequest.BodyPublishers.ofString(CHAT.formatted(model)))
            .build());
  }

  @Test
  void aKeyIsShownOnceAndLetsIn() {
    try (RunningGateway gateway = gateway()) {
      Control admin = admin(gateway);

      Control.Answer made = admin.post("/v1/keys", "{\"label\": \"Team Alpha\"}");
      String key = made.at("/key").asText();
      String shown = admin.get("/v1/keys/" + made.at("/id").asText()).json().toString();

      assertThat(KeyText.isOne(key)).isTrue();
      assertThat(chat(gateway, key, "gpt-6-sol")).isEqualTo(200);
      assertThat(shown).doesNotContain(key).contains("\"prefix\":\"" + key.substring(0, 8) + "\"");
      assertThat(new Control(gateway, key).get("/v1/me").json().toString())
          .isEqualTo(
              "{\"authenticated\":true,\"by\":\"key\",\"label\":\"Team Alpha\",\"role\":\"caller\",\"project\":null}");
      assertThat(admin.post("/v1/keys", "{\"label\": \"Team Alpha\"}").status()).isEqualTo(409);
      assertThat(admin.post("/v1/keys", "{\"label\": \"blue\"}").status()).isEqualTo(409);
    }
  }

  @Test
  @DisplayName("K05 X06 a key that was taken back is refused at once, like one that never was")
  void aKeyThatWasTakenBackIsRefusedAtOnceLikeOneThatNeverWas() {
    try (RunningGateway gateway = gateway()) {
      Control admin = admin(gateway);
      JsonNode made = admin.post("/v1/keys", "{\"label\": \"t\"}").json();
      String key = made.path("key").asText();
      assertThat(chat(gateway, key, "gpt-6-sol")).isEqualTo(200);

      admin.delete("/v1/keys/" + made.path("id").asText());
      HttpResponse<byte[]> revoked = chatted(gateway, key, "gpt-6-sol");
      HttpResponse<byte[]> unknown = chatted(gateway, KeyText.random(), "gpt-6-sol");

      assertThat(revoked.statusCode()).isEqualTo(401);
      assertThat(revoked.body()).isEqualTo(unknown.body());
      assertThat(admin.get("/v1/keys/" + made.path("id").asText()).at("/state").asText())
          .isEqualTo("revoked");
    }
  }

  @Test
  void theFormerSecretCountsWhileTheNewOneTakesItsPlace() {
    try (RunningGateway gateway = gateway()) {
      Control admin = admin(gateway);
      JsonNode made = admin.post("/v1/keys", "{\"label\": \"t\"}").json();
      String path = "/v1/keys/" + made.path("id").asText() + "/rotate";
      String first = made.path("key").asText();

      String second = admin.post(path, "{\"overlap_seconds\": 600}").at("/key").asText();
      int both = chat(gateway, first, "gpt-6-sol") + chat(gateway, second, "gpt-6-sol");
      String third = admin.post(path, "{\"overlap_seconds\": 0}").at("/key").asText();

      assertThat(both).isEqualTo(400);
      assertThat(chat(gateway, first, "gpt-6-sol")).isEqualTo(401);
      assertThat(chat(gateway, second, "gpt-6-sol")).isEqualTo(401);
      assertThat(chat(gateway, third, "gpt-6-sol")).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("K05 what another process changes counts soon")
  void whatAnotherProcessChangesCountsWithinASecond(@TempDir Path folder) throws Exception {
    try (RunningGateway gateway =
        new RunningGateway(Control.CONFIG, SimulatorOptions.standard(), folder)) {
      JsonNode made = admin(gateway).post("/v1/keys", "{\"label\": \"t\"}").json();
      String key = made.path("key").asText();
      assertThat(chat(gateway, key, "gpt-6-sol")).isEqualTo(200);
      long began;
      try (Database database =
              Database.join(new Place.Folder(folder.resolve("data")), Area.CONTROL);
          FactWriter writer =
              new FactWriter(
                  database,
                  Area.CONTROL,
                  FactWriter.Settings.STANDARD,
                  () -> Instant.ofEpochMilli(1))) {
        new AccessStore(database, writer, () -> Instant.ofEpochMilli(1))
            .keys()
            .change(
                made.path("id").asText(),
                "key.revoke",
                stored -> stored.revokedAt(1),
                AuditEntry.By.GATEWAY)
            .join();
        began = System.nanoTime();
      }
      while (chat(gateway, key, "gpt-6-sol") != 401) {
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
      }

      assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(3));
    }
  }

  @Test
  void aKeyUsesWhatItMayAndIsToldOfNothingElse() {
    try (RunningGateway gateway = gateway()) {
      String key =
          admin(gateway)
              .post(
                  "/v1/keys",
                  """
                  {"label": "t", "models": ["gpt-*", "an/claude-haiku-*"], "profiles": ["fast"],
                   "providers": ["oa", "an"], "doors": ["chat/completions", "models"]}
                  """)
              .at("/key")
              .asText();
      Control team = new Control(gateway, key);

      Control.Answer models = team.get("/v1/models");
      HttpResponse<byte[]> other = chatted(gateway, key, "claude-haiku-5-4");

      assertThat(models.all("/data", "id"))
          .containsExactlyInAnyOrder("gpt-6-sol", "gpt-6-luna", "claude-haiku-5-5");
      assertThat(other.statusCode()).isEqualTo(404);
      assertThat(new String(other.body(), StandardCharsets.UTF_8))
          .contains("model_not_found")
          .contains("claude-haiku-5-5")
          .doesNotContain("gemini", "gpt-oss");
      assertThat(chat(gateway, key, "claude-sonnet-5-5")).isEqualTo(404);
      assertThat(chat(gateway, key, "go/gemini-3.8-flash")).isEqualTo(404);
      assertThat(chat(gateway, key, "profile:best")).isEqualTo(404);
      assertThat(team.post("/v1/embeddings", "{}").status()).isEqualTo(403);
      assertThat(team.get("/v1/profiles").all("/data", "id")).containsExactly("fast");
      assertThat(chat(gateway, key, "gpt-6-luna")).isEqualTo(200);
    }
  }

  @Test
  void whereTheEngineChoosesItSaysWhyNotAndReplaysTheSame() {
    try (RunningGateway gateway = gateway()) {
      Control admin = admin(gateway);
      String key =
          admin
              .post("/v1/keys", "{\"label\": \"t\", \"models\": [\"groq/*\"]}")
              .at("/key")
              .asText();
      Control team = new Control(gateway, key);

      String id = team.decisionOf(chatRequest(team, "auto"));
      Control.Answer decision = team.get("/v1/decisions/" + id);
      Control.Answer asked = team.post("/v1/route", "{\"allowed_models\": [\"oa/*\"]}");
      Control.Answer replay =
          admin.post("/v1/decisions/" + id + "/replay", "{\"against\": \"stored\"}");

      assertThat(decision.all("/plan", "model")).isNotEmpty().allMatch(m -> m.startsWith("groq/"));
      assertThat(decision.dropped("filter")).contains("oa/gpt-6-sol not_allowed");
      assertThat(asked.all("/plan", "model")).isNotEmpty().allMatch(m -> m.startsWith("groq/"));
      assertThat(replay.status()).isEqualTo(200);
    }
  }

  private static HttpRequest.Builder chatRequest(Control as, String model) {
    return as.request("/v1/chat/completions")
        .POST(HttpRequest.BodyPublishers.ofString(CHAT.formatted(model)));
  }

  @Test
  @DisplayName("X05 two teams use their own keys, and see their own")
  void twoTeamsUseTheirOwnProviderKeysAndSeeTheirOwn() {
    try (RunningGateway gateway = gateway()) {
      Control admin = admin(gateway);
      Control alpha = team(admin, "alpha", "alpha-provider-key");
      Control beta = team(admin, "beta", "beta-provider-key");

      String alphas = id(gateway.send(chatRequest(alpha, "gpt-6-sol").build()));
      String betas = id(gateway.send(chatRequest(beta, "gpt-6-sol").build()));
      gateway.record(betas);

      assertThat(gateway.simulator().received())
          .extracting(KeysTest::bearer)
          .containsExactly("Bearer alpha-provider-key", "Bearer beta-provider-key");
      assertThat(seen(alpha, "/v1/records")).contains("alpha").doesNotContain("beta");
      assertThat(seen(beta, "/v1/records")).contains("beta").doesNotContain("alpha");
      for (String path :
          List.of("/v1/stats", "/v1/projects", "/v1/decisions", "/v1/failures", "/v1/budgets")) {
        assertThat(seen(beta, path)).as(path).doesNotContain("alpha");
      }
      assertThat(beta.get("/v1/records/" + alphas).status()).isEqualTo(404);
      assertThat(beta.get("/v1/records?project=alpha-project").at("/data")).isEmpty();
      assertThat(seen(admin, "/v1/records")).contains("alpha").contains("beta");
    }
  }

  private static Control team(Control admin, String name, String providerKey) {
    String key =
        admin
            .post(
                "/v1/keys",
                """
                {"label": "%s", "project": "%s-project", "provider_keys": {"oa": "%s"},
                 "budgets": [{"limit_usd": 5, "period": "month"}]}
                """
                    .formatted(name, name, providerKey))
            .at("/key")
            .asText();
    return new Control(admin.gateway(), key);
  }

  private static String id(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue("x-request-id").orElseThrow();
  }

  private static String bearer(Received received) {
    return Optional.ofNullable(received.headers().get("authorization")).orElse("");
  }

  /** What {@code as} is answered, once everything so far is stored. */
  private static String seen(Control as, String path) {
    Eventually.get("records", () -> as.get("/v1/records").at("/data"), data -> !data.isEmpty());
    return as.get(path).json().toString();
  }

  @Test
  void aKeyStopsAtItsOwnBudget() {
    try (RunningGateway gateway = gateway()) {
      Control admin = admin(gateway);
      JsonNode made =
          admin
              .post(
                  "/v1/keys",
                  "{\"label\": \"t\", \"budgets\": [{\"limit_usd\": 0, \"period\": \"day\"}]}")
              .json();
      Control team = new Control(gateway, made.path("key").asText());

      int beyond = chat(gateway, team.key(), "gpt-6-sol");
      admin.patch("/v1/keys/" + made.path("id").asText(), "{\"budgets\": []}");

      assertThat(beyond).isEqualTo(429);
      assertThat(chat(gateway, team.key(), "gpt-6-sol")).isEqualTo(200);
    }
  }

  @Test
  void aKeyEndsWhenItSaysAndOneThatCannotBeUnderstoodIsNotMade() {
    try (RunningGateway gateway = gateway()) {
      Control admin = admin(gateway);

      assertThat(
              admin
                  .post("/v1/keys", "{\"label\": \"t\", \"expires_at\": \"2020-01-01T00:00:00Z\"}")
                  .at("/error/param")
                  .asText())
          .isEqualTo("expires_at");
      assertThat(
              admin
                  .post(
                      "/v1/keys",
                      "{\"label\": \"t\", \"expires_at\": \"+999999999-01-01T00:00:00Z\"}")
                  .at("/error/param")
                  .asText())
          .isEqualTo("expires_at");
      assertThat(
              admin
                  .post("/v1/keys", "{\"label\": \"t\", \"limits\": {\"max_in_flight\": 0}}")
                  .at("/error/param")
                  .asText())
          .isEqualTo("limits.max_in_flight");
      assertThat(admin.post("/v1/keys", "{\"label\": \"user:x\"}").status()).isEqualTo(400);
      assertThat(admin.post("/v1/keys", "{\"lable\": \"x\"}").at("/error/message").asText())
          .contains("`label`");
      assertThat(
              admin
                  .post(
                      "/v1/keys",
                      "{\"label\": \"t\", \"expires_at\": \"%s\"}"
                          .formatted(Instant.now().plusSeconds(3600)))
                  .at("/state")
                  .asText())
          .isEqualTo("active");
    }
  }

  @Test
  void everyWriteIsInTheTrail() {
    try (RunningGateway gateway = gateway()) {
      Control admin = admin(gateway);
      JsonNode made = admin.post("/v1/keys", "{\"label\": \"t\"}").json();
      admin.patch("/v1/keys/" + made.path("id").asText(), "{\"project\": \"p\"}");
      admin.delete("/v1/keys/" + made.path("id").asText());
      admin.put("/v1/profiles/mine", "{}");
      admin.get("/v1/keys");

      Control.Answer trail = admin.get("/v1/audit?limit=2");
      Control.Answer rest = admin.get("/v1/audit?after=" + trail.at("/next").asText());

      assertThat(trail.all("/data", "action")).containsExactly("key.view", "profile.put");
      assertThat(rest.all("/data", "action"))
          .containsExactly("key.revoke", "key.change", "key.create");
      assertThat(rest.at("/data/0/actor").asText()).isEqualTo("gateway#1");
      assertThat(rest.at("/data/0/before_hash").asText())
          .isEqualTo(rest.at("/data/1/after_hash").asText())
          .hasSize(64);
      assertThat(rest.json().toString()).doesNotContain(made.path("key").asText());
    }
  }
}
