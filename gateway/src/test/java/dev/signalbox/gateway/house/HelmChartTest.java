package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, rendered by Helm. */
final class HelmChartTest {
  private static final String KUBERNETES = "1.30.0";

  /** All that can be switched on. */
  private static final String EVERYTHING =
      """
      database: {postgresql: true}
      secret: {values: {DATABASE_URL: "postgres://u:p@h/db", SIGNALBOX_API_KEY: "1234"}}
      autoscaling: {enabled: true}
      networkPolicy: {enabled: true}
      ingress: {enabled: true, className: nginx, tlsSecret: certificate}
      metrics: {serviceMonitor: {enabled: true, tokenKey: METRICS_TOKEN, labels: {release: p}}}
      env: {SIGNALBOX_LOG: info}
      probes: {host: llm.example.com}
      """;

  private final Repository repository = Repository.ofWorkingDirectory();
  private final Path chart = repository.file("deploy/helm/signalbox");

  @TempDir Path folder;

  @BeforeEach
  void needsHelm() {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "skipped: Helm as a library is there for Linux on x86_64 only");
  }

  private List<JsonNode> rendered(String values) throws IOException {
    Path file = Files.writeString(folder.resolve("values.yaml"), values);
    return YamlText.all(
        new Helm(chart)
            .template()
            .withName("llm")
            .withKubeVersion(KUBERNETES)
            .withValuesFile(file)
            .call());
  }

  private static JsonNode only(List<JsonNode> objects, String kind) {
    return objects.stream()
        .filter(each -> each.path("kind").asText().equals(kind))
        .reduce(
            (_, _) -> {
              throw new IllegalArgumentException("several of " + kind);
            })
        .orElseThrow();
  }

  private static Set<String> kinds(List<JsonNode> objects) {
    var kinds = new TreeSet<String>();
    objects.forEach(each -> kinds.add(each.path("kind").asText()));
    return kinds;
  }

  @Test
  void isAChartOfHelm() {
    var result = new Helm(chart).lint().strict().call();

    assertThat(result.isFailed()).as(String.valueOf(result.getMessages())).isFalse();
  }

  @Test
  void isOneGatewayWithAVolumeAsItStands() throws IOException {
    List<JsonNode> objects = rendered("{}");

    assertThat(kinds(objects))
        .containsExactly(
            "ConfigMap",
            "Deployment",
            "PersistentVolumeClaim",
            "Secret",
            "Service",
            "ServiceAccount");
    JsonNode deployment = only(objects, "Deployment");
    assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(deployment.at("/spec/strategy/type").asText()).isEqualTo("Recreate");
    assertThat(deployment.at("/spec/template/spec/volumes/1/persistentVolumeClaim/claimName"))
        .isEqualTo(only(objects, "PersistentVolumeClaim").at("/metadata/name"));
  }

  @Test
  void isSeveralOnPostgresqlWithAllThatCanBeSwitchedOn() throws IOException {
    List<JsonNode> objects = rendered(EVERYTHING);

    assertThat(kinds(objects))
        .containsExactly(
            "ConfigMap",
            "Deployment",
            "HorizontalPodAutoscaler",
            "Ingress",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "Secret",
            "Service",
            "ServiceAccount",
            "ServiceMonitor");
    JsonNode deployment = only(objects, "Deployment");
    assertThat(deployment.at("/spec/replicas").isMissingNode()).isTrue();
    assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1)).isZero();
    assertThat(only(objects, "Secret").at("/stringData/SIGNALBOX_API_KEY").isTextual()).isTrue();
    assertThat(only(objects, "HorizontalPodAutoscaler").at("/spec/scaleTargetRef/name"))
        .isEqualTo(deployment.at("/metadata/name"));
  }

  @Test
  void everythingFindsThePods() throws IOException {
    List<JsonNode> objects = rendered(EVERYTHING);
    JsonNode deployment = only(objects, "Deployment");
    JsonNode labels = deployment.at("/spec/template/metadata/labels");
    JsonNode selector = deployment.at("/spec/selector/matchLabels");

    selector.properties().forEach(e -> assertThat(labels.get(e.getKey())).isEqualTo(e.getValue()));
    assertThat(only(objects, "Service").at("/spec/selector")).isEqualTo(selector);
    assertThat(only(objects, "NetworkPolicy").at("/spec/podSelector/matchLabels"))
        .isEqualTo(selector);
    assertThat(only(objects, "PodDisruptionBudget").at("/spec/selector/matchLabels"))
        .isEqualTo(selector);
    assertThat(only(objects, "Service").at("/spec/ports/0/targetPort").asText())
        .isEqualTo(deployment.at("/spec/template/spec/containers/0/ports/0/name").asText());
  }

  @Test
  void podsMayDoNothingBeyondServing() throws IOException {
    JsonNode pod = only(rendered("{}"), "Deployment").at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(65_532);
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
    assertThat(container.get("volumeMounts"))
        .extracting(each -> each.get("mountPath").asText())
        .containsExactly("/etc/signalbox", "/config", "/tmp");
  }

  @Test
  void theConfigurationCanBeServedBy() throws IOException {
    JsonNode toml = only(rendered("{}"), "ConfigMap").at("/data/config.toml");

    var server =
        new ConfigLoader(Map.of("SIGNALBOX_API_KEY", "k", "OPENAI_API_KEY", "o"))
            .parse("config.toml", toml.asText())
            .config()
            .server();

    assertThat(server.host()).isEqualTo("0.0.0.0");
    assertThat(server.port()).isEqualTo(8930);
  }

  /** Those of the app's specification too. */
  @Test
  void probesAskWhatAnswers() throws IOException, InterruptedException {
    var paths = new TreeSet<String>();
    JsonNode container =
        only(rendered(EVERYTHING), "Deployment").at("/spec/template/spec/containers/0");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      paths.add(container.at("/" + probe + "/httpGet/path").asText());
      assertThat(container.at("/" + probe + "/httpGet/httpHeaders/0/value").asText())
          .isEqualTo("llm.example.com");
    }
    JsonNode app = YamlText.one(Repository.text(repository.file("deploy/digitalocean/app.yaml")));
    paths.add(app.at("/services/0/health_check/http_path").asText());

    assertThat(paths).containsExactly("/health/live", "/health/ready");
    try (RunningGateway gateway = new RunningGateway("", SimulatorOptions.standard());
        HttpClient client = HttpClient.newHttpClient()) {
      for (String path : paths) {
        var request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        assertThat(
                client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replicas: 2", "autoscaling: {enabled: true}"})
  void severalOnOneFileAreRefused(String values) {
    assertThatThrownBy(() -> rendered(values))
        .hasMessageContaining("more than one replica needs PostgreSQL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replica: 1",
        "replicas: many",
        "service: {port: 0}",
        "image: {pullPolicy: Sometimes}",
        "persistence: {size: large}",
        "env: {A: 1}"
      })
  void valuesThatAreNoneAreRefused(String values) {
    assertThatThrownBy(() -> rendered(values)).hasMessageContaining("schema");
  }
}
