package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in {@code deploy} for engines of containers says what the program knows. */
final class DeploymentFilesTest {
  private static final Pattern INTERPOLATED = Pattern.compile("\\$\\{([A-Z_]+)[:}]");
  private static final Pattern SECTION = Pattern.compile("#?\\[\\[?([a-z_.]+)]]?");
  private static final Pattern KEY = Pattern.compile("#?([a-z_]+) = .*");

  /** Folders that dashboards and scraping are in. */
  private static final Set<String> OTHER_FOLDERS = Set.of("./config", "./grafana", "./prometheus");

  /** Sections that are told of where the parts of the program that have them are. */
  private static final Set<String> OF_OTHERS = Set.of("cluster", "metrics");

  private final Repository repository = Repository.ofWorkingDirectory();
  private final String dockerfile = text("deploy/Dockerfile");
  private final String pom = text("gateway/pom.xml");
  private final JsonNode compose = YamlText.one(text("deploy/docker-compose.yaml"));
  private final JsonNode app = YamlText.one(text("deploy/digitalocean/app.yaml"));

  private String text(String name) {
    return Repository.text(repository.file(name));
  }

  private JsonNode gateway() {
    return compose.at("/services/signalbox");
  }

  @Test
  void composeStartsOneGatewayAloneAndTheRestByProfile() {
    assertThat(compose.at("/services").properties())
        .filteredOn(each -> each.getValue().path("profiles").isMissingNode())
        .extracting(each -> each.getKey())
        .containsExactly("signalbox");
    assertThat(texts(compose.at("/services"), "/profiles/0")).containsOnly("full");
    assertThat(compose.at("/services/signalbox-2/environment"))
        .isEqualTo(gateway().get("environment"));
    assertThat(compose.at("/services/signalbox-2/image")).isEqualTo(gateway().get("image"));
  }

  @Test
  void composeGivesTheGatewayNoMoreThanItNeeds() {
    assertThat(gateway().get("read_only").asBoolean()).isTrue();
    assertThat(gateway().at("/cap_drop/0").asText()).isEqualTo("ALL");
    assertThat(gateway().at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
    assertThat(texts(gateway().get("tmpfs"), "")).containsExactly("/tmp");
    assertThat(texts(gateway().get("volumes"), "")).containsExactly("./config:/config");
    assertThat(texts(gateway().get("ports"), ""))
        .containsExactly("${SIGNALBOX_BIND:-127.0.0.1}:8930:8930");
    assertThat(texts(gateway().at("/healthcheck/test"), ""))
        .containsExactly("CMD", "signalbox", "health");
  }

  @Test
  void composeMountsFoldersThatAreThere() {
    List<String> sources =
        StreamSupport.stream(compose.get("services").spliterator(), false)
            .flatMap(service -> texts(service.path("volumes"), "").stream())
            .filter(volume -> volume.startsWith("."))
            .map(volume -> volume.substring(0, volume.indexOf(':')))
            .filter(source -> !source.endsWith(".yml"))
            .toList();

    assertThat(sources)
        .isNotEmpty()
        .allMatch(
            source ->
                OTHER_FOLDERS.contains(source)
                    || repository.file("deploy").resolve(source).toFile().isDirectory());
    assertThat(repository.file("deploy").resolve(gateway().at("/build/context").asText()))
        .isDirectory();
    assertThat(repository.file(gateway().at("/build/dockerfile").asText())).isRegularFile();
  }

  @Test
  void prometheusAsksEachGateway() {
    JsonNode scraped = YamlText.one(compose.at("/configs/prometheus/content").asText());

    assertThat(texts(scraped.at("/scrape_configs/0/static_configs/0/targets"), ""))
        .containsExactly("signalbox:8930", "signalbox-2:8930");
    assertThat(scraped.at("/scrape_configs/0/authorization/credentials").asText())
        .isEqualTo("${SIGNALBOX__METRICS__TOKEN:-}");
  }

  @Test
  void everyImageHasAVersion() {
    List<String> images = texts(compose.get("services"), "/image");

    assertThat(images).hasSizeGreaterThan(4).allMatch(image -> image.matches(".+:[^:/]+"));
    assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM ")))
        .hasSize(2)
        .allMatch(line -> line.matches("FROM [a-z-]+:(?!latest)\\S+( AS build)?"));
  }

  /** A variable of the form SIGNALBOX__SECTION__KEY, or one that the documents tell of. */
  @Test
  void everyVariableIsOneThatTheProgramKnows() {
    Set<String> keys = keys(text("config.example.toml"));
    String documents =
        repository.files().stream()
            .filter(file -> repository.nameOf(file).matches("docs/[a-z-]+\\.md|config.*\\.toml"))
            .map(Repository::text)
            .collect(Collectors.joining());
    Set<String> names = new TreeSet<>();
    gateway().get("environment").fieldNames().forEachRemaining(names::add);
    names.addAll(texts(app.at("/services/0/envs"), "/key"));
    names.removeIf(
        name ->
            keys.stream().noneMatch(key -> key.startsWith(sectionOf(name) + "."))
                && OF_OTHERS.contains(sectionOf(name)));

    assertThat(names)
        .contains("PUID", "PGID", "ADMIN_USERNAME", "ADMIN_PASSWORD", "DATABASE_URL")
        .allSatisfy(
            name -> {
              if (name.startsWith("SIGNALBOX__")) {
                assertThat(keys).contains(keyOf(name));
              } else {
                assertThat(documents.contains(name)).as(name).isTrue();
              }
            });
  }

  @Test
  void theVariablesOfComposeAreInItsExample() {
    String given = text("deploy/full.env.example");
    Set<String> asked = new TreeSet<>();
    INTERPOLATED
        .matcher(text("deploy/docker-compose.yaml"))
        .results()
        .forEach(each -> asked.add(each.group(1)));
    gateway().get("environment").fieldNames().forEachRemaining(asked::add);
    asked.removeAll(
        Set.of(
            "ADMIN_USERNAME",
            "SIGNALBOX_BIND",
            "SIGNALBOX_VERSION",
            "SIGNALBOX__SERVER__API_KEY",
            "SIGNALBOX__SERVER__HOST"));

    assertThat(asked)
        .isNotEmpty()
        .allMatch(name -> Pattern.compile("(?m)^" + name + "=").matcher(given).find());
  }

  @Test
  void bothImagesAreStartedAlike() {
    assertThat(dockerfile)
        .contains(
            "USER 65532:65532",
            "WORKDIR /config",
            "VOLUME /config",
            "EXPOSE 8930",
            "ENTRYPOINT [\"/usr/bin/signalbox\"]",
            "CMD [\"signalbox\", \"health\"]",
            "SIGNALBOX__SERVER__HOST=0.0.0.0",
            "HOME=/config");
    assertThat(pom)
        .contains(
            "<user>65532:65532</user>",
            "<workingDirectory>/config</workingDirectory>",
            "<volume>/config</volume>",
            "<port>8930</port>",
            "<entrypoint>/usr/bin/signalbox</entrypoint>",
            "<SIGNALBOX__SERVER__HOST>0.0.0.0</SIGNALBOX__SERVER__HOST>",
            "<HOME>/config</HOME>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/image/signalbox", "deploy/dist/signalbox", "deploy/dist/build"})
  void whatIsCopiedIsThereAndCanBeRun(String name) {
    assertThat(repository.file(name)).isExecutable();
    assertThat(Stream.of(dockerfile, pom, text("deploy/dist/build")))
        .anyMatch(each -> each.contains(name));
  }

  @Test
  void theAppHasADevDatabaseAndItsSecretsAreSecret() {
    assertThat(app.at("/services/0/dockerfile_path").asText()).isEqualTo("deploy/Dockerfile");
    assertThat(app.at("/services/0/http_port").asInt()).isEqualTo(8930);
    assertThat(app.at("/databases/0/production").asBoolean(true)).isFalse();
    assertThat(app.at("/services/0/envs"))
        .filteredOn(each -> each.get("key").asText().matches(".*(PASSWORD|_KEY)"))
        .hasSize(3)
        .allMatch(each -> each.get("type").asText().equals("SECRET"));
    assertThat(texts(app.at("/services/0/envs"), "/value")).contains("${db.DATABASE_URL}");
  }

  private static String sectionOf(String variable) {
    return variable.startsWith("SIGNALBOX__") ? keyOf(variable).replaceAll("\\..*", "") : "";
  }

  private static String keyOf(String variable) {
    return variable.substring("SIGNALBOX__".length()).toLowerCase(Locale.ROOT).replace("__", ".");
  }

  private static List<String> texts(JsonNode parent, String pointer) {
    var texts = new ArrayList<String>();
    for (JsonNode each : parent) {
      JsonNode found = pointer.isEmpty() ? each : each.at(pointer);
      if (!found.isMissingNode()) {
        texts.add(found.asText());
      }
    }
    return texts;
  }

  /** The keys that the reference names, as in {@code server.port}. */
  private static Set<String> keys(String reference) {
    var keys = new TreeSet<String>();
    String section = "";
    for (String line : reference.lines().toList()) {
      var begun = SECTION.matcher(line);
      var key = KEY.matcher(line);
      if (begun.matches()) {
        section = begun.group(1);
      } else if (key.matches()) {
        keys.add(section + "." + key.group(1));
      }
    }
    return keys;
  }
}
