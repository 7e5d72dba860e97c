package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** X18: what the build brings in is named exactly, and comes from one place. */
final class DependenciesTest {
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

  private final Repository repository = Repository.ofWorkingDirectory();
  private final List<Pom> poms =
      repository.files().stream()
          .filter(file -> file.endsWith("pom.xml"))
          .map(file -> Pom.of(Repository.text(file)))
          .toList();

  private Pom root() {
    return Pom.of(Repository.text(repository.file("pom.xml")));
  }

  @Test
  @DisplayName("X18 every version is exact")
  void everyVersionIsExact() {
    Map<String, String> properties = root().properties();

    assertThat(poms).hasSizeGreaterThan(Repository.MODULES.size());
    assertThat(poms.stream().flatMap(pom -> pom.inexactVersions(properties))).isEmpty();
    assertThat(root().versions()).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LATEST",
        "RELEASE",
        "[1.0,2.0)",
        "1.0,2.0",
        "1.0-SNAPSHOT",
        "${not.there}",
        "1.+"
      })
  void reportsAVersionThatIsNotExact(String version) {
    Pom pom = Pom.of(sample("<dependency><version>%s</version></dependency>".formatted(version)));

    assertThat(pom.inexactVersions(Map.of())).containsExactly(version);
  }

  @Test
  void takesAnExactVersionAndThatOfAProperty() {
    Pom pom =
        Pom.of(
            sample(
                "<dependency><version>4.2.18.Final</version></dependency><x><version>${a}</version></x>"));

    assertThat(pom.inexactVersions(Map.of("a", "1.2.3"))).isEmpty();
    assertThat(pom.inexactVersions(Map.of("a", "1-SNAPSHOT"))).containsExactly("${a}");
  }

  /** Maven takes the newest one of a plugin that has no version, whatever that is on the day. */
  @Test
  @DisplayName("X18 every plugin of the build has a version")
  void everyPluginHasAVersion() {
    List<String> managed = root().pluginsWithVersion().toList();

    assertThat(poms.stream().flatMap(Pom::pluginsWithoutVersion))
        .isNotEmpty()
        .allMatch(managed::contains, "a version in pluginManagement");
    assertThat(managed)
        .as("those that Maven takes by itself")
        .contains(
            "maven-clean-plugin",
            "maven-compiler-plugin",
            "maven-deploy-plugin",
            "maven-install-plugin",
            "maven-jar-plugin",
            "maven-resources-plugin",
            "maven-surefire-plugin");
  }

  @Test
  @DisplayName("X18 nothing comes from anywhere but Maven Central")
  void nothingComesFromElsewhere() {
    String wrapper = Repository.text(repository.file(".mvn/wrapper/maven-wrapper.properties"));

    assertThat(poms.stream().flatMap(Pom::otherPlaces)).isEmpty();
    assertThat(wrapper).contains("distributionUrl=" + CENTRAL);
    assertThat(wrapper).containsPattern("distributionSha256Sum=[0-9a-f]{64}");
    assertThat(Repository.text(repository.file("mvnw"))).contains("distributionSha256Sum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<repositories><repository><id>x</id></repository></repositories>",
        "<pluginRepositories><pluginRepository><id>x</id></pluginRepository></pluginRepositories>",
        "<dependency><systemPath>/x.jar</systemPath></dependency>"
      })
  void reportsAnotherPlace(String part) {
    assertThat(Pom.of(sample(part)).otherPlaces()).isNotEmpty();
  }

  /** Programs that a dependency brings along run only where a profile says so by name. */
  @Test
  @DisplayName("X18 a plain build runs no program of others")
  void aPlainBuildRunsNoProgramOfOthers() {
    Stream<String> plugins = poms.stream().flatMap(Pom::pluginsOfEveryBuild);

    assertThat(plugins)
        .contains("maven-compiler-plugin")
        .noneMatch(name -> name.matches("(exec|maven-antrun|frontend|groovy|gmavenplus).*"));
  }

  /** Below these are known holes: smuggling, floods, caches that can be poisoned. */
  @ParameterizedTest(name = "X18 {0} is at least {1}")
  @CsvSource({
    "netty.version, 4.2.15",
    "vertx.version, 5.0.7",
    "postgresql.version, 42.7.2",
    "logback.version, 1.5.13"
  })
  void nothingIsOlderThanItsLastKnownHole(String property, String least) {
    String version = root().properties().getOrDefault(property, "0");

    assertThat(Runtime.Version.parse(version.replaceAll("[^0-9.].*", "").replaceAll("\\.$", "")))
        .isGreaterThanOrEqualTo(Runtime.Version.parse(least));
  }

  private static String sample(String part) {
    return "<project>" + part + "</project>";
  }
}
