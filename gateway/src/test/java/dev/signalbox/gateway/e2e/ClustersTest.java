package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.prompt.StoredClusters;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.prompt.ClusterStore;
import dev.signalbox.signals.prompt.Clusters;
import dev.signalbox.signals.prompt.PromptText;
import dev.signalbox.signals.prompt.StaticEmbedding;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of a gateway that places prompts in clusters: rivers first, programs second. */
final class ClustersTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String RIVERS = "Which rivers flow through the mountains to the sea?";
  private static final String PROGRAMS = "Write a function that sorts a list in Python";

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void begin() {
    store();
    gateway =
        new RunningGateway(
            Control.CONFIG + "[signals]\nclusters = true\n", SimulatorOptions.standard(), dir);
    operator = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void store() {
    StaticEmbedding embedding = StaticEmbedding.load();
    List<float[]> centres =
        List.of(
            embedding.encode(PromptText.of(RIVERS, "")),
            embedding.encode(PromptText.of(PROGRAMS, "")));
    try (Database database = Database.open(new Place.Folder(dir.resolve("data")));
        FactWriter writer =
            new FactWriter(database, Area.CONTROL, FactWriter.Settings.STANDARD, () -> NOON)) {
      new StoredClusters(database, writer)
          .put(
              new ClusterStore.Stored(
                  3,
                  NOON,
                  1_234,
                  Clusters.of(embedding.revision(), new float[embedding.dimensions()], centres)))
          .toCompletableFuture()
          .join();
    }
  }

  @Test
  void aRequestThatLeavesAChoiceIsPlaced() {
    assertThat(clusterOf("auto", "the river in the valley")).isZero();
    assertThat(clusterOf("auto", "sort this array with a python function")).isEqualTo(1);
    assertThat(
            clusterOf(
                "auto", "  SORT this\n\narray with a PYTHON funtcion".toUpperCase(Locale.ROOT)))
        .isEqualTo(1);
    assertThat(clusterOf("profile:fast", "a long text. ".repeat(9_000) + PROGRAMS)).isBetween(0, 1);

    assertThat(operator.get("/v1/clusters").at("/seen").asInt()).isEqualTo(4);
  }

  @Test
  void oneThatNamesItsDeploymentIsNot() {
    assertThat(clusterOf("oa/gpt-6-sol", RIVERS)).isEqualTo(-1);

    assertThat(operator.get("/v1/clusters").at("/seen").asInt()).isZero();
  }

  @Test
  void aDryRunIsPlacedAsTheRequestButDoesNotCount() {
    Control.Answer dry = operator.post("/v1/route", body("auto", PROGRAMS));

    assertThat(nearest(dry.at("/question/clusters"))).isEqualTo(1);
    assertThat(operator.get("/v1/clusters").at("/seen").asInt()).isZero();
  }

  @Test
  void whatIsInForceIsTold() {
    Control.Answer told = operator.get("/v1/clusters");

    assertThat(told.at("/enabled").asBoolean()).isTrue();
    assertThat(told.at("/encoder").asText()).startsWith("static-");
    assertThat(told.at("/in_force/number").asInt()).isEqualTo(3);
    assertThat(told.at("/in_force/clusters").asInt()).isEqualTo(2);
    assertThat(told.at("/in_force/prompts").asInt()).isEqualTo(1_234);
    assertThat(told.at("/in_force/from").asText()).isEqualTo(NOON.toString());
    assertThat(told.at("/coming").isNull()).isTrue();
  }

  @Test
  void aFitToTooFewPromptsIsRefused() {
    Control.Answer refused = operator.post("/v1/clusters", "");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/error/message").asText())
        .isEqualTo(
            "clusters are fitted to 1000 prompts or more; this process has seen 0 since its start");
  }

  @Test
  void aReloadCanEndIt() {
    RunningGateway.await(gateway.reload(Control.CONFIG));

    Control.Answer told =
        Eventually.get(
            "placing to end",
            () -> operator.get("/v1/clusters"),
            answer -> !answer.at("/enabled").asBoolean());

    assertThat(told.at("/in_force").isNull()).isTrue();
    assertThat(clusterOf("auto", RIVERS)).isEqualTo(-1);
    assertThat(operator.post("/v1/clusters", "").at("/error/message").asText())
        .isEqualTo("`signals.clusters` is off, so no prompt is placed");
  }

  private int clusterOf(String model, String prompt) {
    String decision =
        operator.decisionOf(
            operator
                .request("/v1/chat/completions")
                .POST(BodyPublishers.ofString(body(model, prompt))));
    return nearest(operator.get("/v1/decisions/" + decision).at("/question/clusters"));
  }

  /** The cluster with the largest share; -1 where there is none. */
  private static int nearest(JsonNode shares) {
    return shares.properties().stream()
        .max(Comparator.comparingInt(share -> share.getValue().asInt()))
        .map(share -> Integer.parseInt(share.getKey()))
        .orElse(-1);
  }

  private static String body(String model, String prompt) {
    ObjectNode body = StrictJson.object().put("model", model);
    body.putArray("messages").addObject().put("role", "user").put("content", prompt);
    return StrictJson.toText(body);
  }
}
