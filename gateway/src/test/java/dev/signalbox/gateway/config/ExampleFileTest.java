package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.config.schema.Form;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Report;
import dev.signalbox.gateway.config.schema.TomlTree;
import dev.signalbox.gateway.provider.auth.RfcKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code config.example.toml} in step with the declared keys. */
final class ExampleFileTest {
  private static final Pattern BOUNDS = Pattern.compile("from [0-9]+ to [0-9]+");
  private static final Set<Form> NUMBERS = Set.of(Form.WHOLE, Form.DECIMAL);
  private static final Set<String> IN_INLINE_TABLES =
      Set.of("weight", "max_output", "cost", "latency", "quality");
  private static final String SECRET = "a secret of more than 32 characters";

  @Test
  void loadsAsItStandsWithoutAnyVariableAndIsAllDefaults() throws IOException {
    var loaded = new ConfigLoader(Map.of()).parse("config.example.toml", example());

    assertThat(loaded.config()).isEqualTo(new ConfigLoader(Map.of()).defaults().config());
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void loadsWithEveryKeySet() throws IOException {
    GatewayConfig config = complete();

    assertThat(config.providers())
        .extracting(ProviderConfig::id)
        .containsExactly(
            "openai",
            "anthropic",
            "google",
            "bedrock",
            "azure",
            "azure-entra",
            "vertex",
            "behind-oauth",
            "ollama",
            "simulator");
  }

  @Test
  void showsDefaultsAsTheyAre() throws IOException {
    GatewayConfig defaults = new ConfigLoader(Map.of()).defaults().config();
    GatewayConfig config = complete();
    ProviderConfig plain = config.provider("anthropic").orElseThrow();
    ProviderConfig full = config.provider("openai").orElseThrow();

    assertThat(
            List.of(
                config.sanitization().enabled(),
                config.sanitization().more().restore(),
                config.responses().with(GatewayKeys.KEEPING, Optional.empty()), // by the database
                config.media(),
                config.database().dir(),
                config.analytics()))
        .isEqualTo(
            List.of(
                defaults.sanitization().enabled(),
                defaults.sanitization().more().restore(),
                defaults.responses(),
                defaults.media(),
                defaults.database().dir(),
                defaults.analytics()));
    assertThat(List.of(config.policy().sessions(), config.policy().selection().retry()))
        .isEqualTo(List.of(defaults.policy().sessions(), defaults.policy().selection().retry()));
    assertThat(full.breaker()).isEqualTo(plain.breaker());
    assertThat(List.of(config.server().limits(), config.server().timeouts()))
        .isEqualTo(List.of(defaults.server().limits(), defaults.server().timeouts()));
    assertThat(full.timeouts()).isEqualTo(plain.timeouts());
    assertThat(full.connection().maxConnections()).isEqualTo(plain.connection().maxConnections());
    assertThat(full.connection().maxWaiting()).isEqualTo(plain.connection().maxWaiting());
  }

  @Test
  void setsEveryDeclaredKey() throws IOException {
    var declared =
        DeclaredKey.all().stream()
            .map(DeclaredKey::path)
            .collect(Collectors.toCollection(TreeSet::new));
    var written = new TreeSet<String>();
    Node.Table root =
        TomlTree.parse("config.example.toml", uncommented(), new Report()).orElseThrow();
    root.entries().forEach((name, node) -> addPaths(name, node, written));

    declared.removeAll(written);

    assertThat(declared).isEmpty();
  }

  @Test
  void explainsEveryDeclaredKeyInItsOwnWordsWithItsBounds() throws IOException {
    String comments =
        example().lines().filter(line -> line.startsWith("# ")).collect(Collectors.joining("\n"));

    assertThat(DeclaredKey.all().stream().map(DeclaredKey::key).map(ExampleFileTest::explanation))
        .allSatisfy(explanation -> assertThat(comments).contains(explanation));
  }

  @Test
  void saysOfWhichKeysAChangeCountsAtTheNextStart() throws IOException {
    List<String> comments = example().lines().filter(line -> line.startsWith("# ")).toList();

    assertThat(DeclaredKey.all().stream().map(DeclaredKey::key).filter(Key::fixed))
        .allSatisfy(
            key ->
                assertThat(comments)
                    .anyMatch(
                        line ->
                            line.contains(explanation(key))
                                && line.endsWith("; a change counts at the next start")));
  }

  private static String explanation(Key<?> key) {
    boolean number = scalar(key.kind()).filter(kind -> NUMBERS.contains(kind.form())).isPresent();
    var bounds = BOUNDS.matcher(key.kind().allowed());
    return number && !IN_INLINE_TABLES.contains(key.name()) && bounds.find()
        ? key.doc() + " (" + bounds.group() + ")"
        : key.doc();
  }

  private static Optional<Kind.Scalar<?>> scalar(Kind<?> kind) {
    return switch (kind) {
      case Kind.Scalar<?> scalar -> Optional.of(scalar);
      case Kind.Maybe<?>(var inner) -> scalar(inner);
      default -> Optional.empty();
    };
  }

  /** Adds the paths as {@link DeclaredKey} writes them. */
  private static void addPaths(String path, Node node, Set<String> paths) {
    paths.add(path);
    switch (node) {
      case Node.Table(var entries, _) ->
          entries.forEach(
              (name, child) -> {
                addPaths(path + "." + name, child, paths);
                addPaths(path + ".*", child, paths);
              });
      case Node.Items(var values, _) ->
          values.forEach(value -> addPaths(path + ".*", value, paths));
      case Node.Text _, Node.Whole _, Node.Decimal _, Node.Flag _, Node.Other _ -> {}
    }
  }

  private static GatewayConfig complete() throws IOException {
    String text = uncommented();
    Map<String, String> environment =
        Pattern.compile("\\$\\{([A-Z0-9_]+)\\}")
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .distinct()
            .collect(Collectors.toMap(name -> name, ExampleFileTest::valueOf));
    return new ConfigLoader(environment).parse("config.example.toml", text).config();
  }

  private static String valueOf(String variable) {
    return switch (variable) {
      case "GOOGLE_APPLICATION_CREDENTIALS" ->
          RfcKey.account("https://oauth2.googleapis.com/token");
      case "AZURE_CLIENT_CERTIFICATE" -> RfcKey.certificate();
      default -> SECRET;
    };
  }

  private static String uncommented() throws IOException {
    return example()
        .lines()
        .map(line -> line.matches("#[a-z\\[].*") ? line.substring(1) : line)
        .collect(Collectors.joining("\n"));
  }

  private static String example() throws IOException {
    return Files.readString(Path.of("../config.example.toml"));
  }
}
