package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Overrides;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Report;
import dev.signalbox.gateway.config.schema.TomlTree;
import dev.signalbox.gateway.config.schema.Trees;
import dev.signalbox.gateway.config.schema.Variables;
import dev.signalbox.gateway.provider.ProviderTypes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the configuration of a TOML text and the environment: variables of the form {@code
 * SIGNALBOX__SERVER__PORT} first set keys, then <code>${NAME}</code> is replaced in texts, then
 * keys are read, then checked against each other.
 */
public final class ConfigLoader {
  private static final String MASTER_KEYS = "SIGNALBOX_KEY";
  private static final String DATABASE_URL = "DATABASE_URL";

  private final Map<String, String> environment;

  /** A loader that takes variables from {@code environment} and from nowhere else. */
  public ConfigLoader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The configuration in {@code file}.
   *
   * @throws ConfigException with everything that is wrong
   */
  public LoadedConfig load(Path file) {
    LoadedConfig loaded = parse(String.valueOf(file.getFileName()), read(file));
    return new LoadedConfig(
        loaded.config(), Optional.of(file), loaded.warnings(), loaded.written());
  }

  /**
   * The configuration without a file: defaults and environment.
   *
   * @throws ConfigException with everything that is wrong
   */
  public LoadedConfig defaults() {
    return parse("defaults", "");
  }

  /**
   * The configuration in {@code text}.
   *
   * @param source what messages call the text
   * @throws ConfigException with everything that is wrong
   */
  public LoadedConfig parse(String source, String text) {
    Report report = new Report();
    Optional<Node.Table> tree =
        TomlTree.parse(source, text, report).map(written -> overridden(written, report));
    GatewayConfig config =
        tree.flatMap(written -> bind(written, report))
            .orElseThrow(() -> new ConfigException(report.problems()));
    LoadedConfig.Written written = new LoadedConfig.Written(text, tree.orElseThrow());
    GatewayConfig placed = withDatabaseOf(config);
    return new LoadedConfig(
        withMasterKeysOf(placed),
        Optional.empty(),
        warnings(config),
        placed.equals(config) ? written : withDatabaseOf(written));
  }

  private Node.Table overridden(Node.Table written, Report report) {
    return new Overrides(GatewayKeys.SECTION, report)
        .applyTo(Trees.hideNames(written, GatewayKeys.SECTION), environment);
  }

  private Optional<GatewayConfig> bind(Node.Table written, Report report) {
    Node.Table root = new Variables(environment, report).replaceIn(written);
    Optional<GatewayConfig> config =
        GatewayKeys.SECTION
            .read("", root, report)
            .map(read -> AdminOfEnvironment.in(read, environment, report))
            .map(read -> TracingOfEnvironment.in(read, environment, report))
            .map(read -> AwsOfEnvironment.in(read, environment));
    config.ifPresent(made -> new CrossChecks(made, root, report).run());
    return report.isClean() ? config : Optional.empty();
  }

  private LoadedConfig.Written withDatabaseOf(LoadedConfig.Written written) {
    String url = environment.getOrDefault(DATABASE_URL, "");
    return written.with(
        GatewayKeys.DATABASE.name(),
        AnalyticsKeys.URL.name(),
        new Node.Text(url, url, Place.environment(DATABASE_URL, "database.url")));
  }

  /** Hosts tell programs of their database in this variable; one of another kind is not ours. */
  private GatewayConfig withDatabaseOf(GatewayConfig config) {
    return config.database().server().isPresent()
        ? config
        : DatabaseUrl.parse(environment.getOrDefault(DATABASE_URL, ""))
            .map(config::withDatabase)
            .orElse(config);
  }

  /** An empty variable is a mistake, not the wish for a key of our own. */
  private GatewayConfig withMasterKeysOf(GatewayConfig config) {
    String keys = environment.get(MASTER_KEYS);
    if (keys == null) {
      return config;
    }
    if (keys.isBlank()) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  new Place("environment", 0, MASTER_KEYS),
                  "the variable `%s` is set but empty: give it a key or remove it"
                      .formatted(MASTER_KEYS))));
    }
    return config.withMasterKeys(new Secret(keys));
  }

  /** Where {@code told} holds what a variable that {@code text} names stands for, its name. */
  public String unresolved(String told, String text) {
    String hidden = told;
    for (Map.Entry<String, String> each : environment.entrySet()) {
      String reference = "${" + each.getKey() + "}";
      if (!each.getValue().isEmpty() && text.contains(reference)) {
        hidden = hidden.replace(each.getValue(), reference);
      }
    }
    return hidden;
  }

  private static List<String> warnings(GatewayConfig config) {
    var warnings = new ArrayList<String>();
    if (!config.keyMap().isEmpty()) {
      warnings.add(
          "`key_map` holds tokens as they are: of the keys that `signalbox keys create` makes only"
              + " a hash is stored");
    }
    if (config.server().allowOpen() && !config.requiresKey()) {
      warnings.add(
          "`server.allow_open` is true and no key is configured: everybody who can connect can"
              + " spend on your providers");
    }
    for (ProviderConfig provider : config.enabledProviders()) {
      if (provider.keyCount() == 0 && wantsKey(provider)) {
        warnings.add(
            "the provider `"
                + provider.id()
                + "` has no `api_key`: it serves only callers whose `key_map` entry has one");
      }
      if (provider.connection().insecureTls()) {
        warnings.add(
            "the provider `" + provider.id() + "` has `insecure_tls`: its identity is not checked");
      }
    }
    return warnings;
  }

  private static boolean wantsKey(ProviderConfig provider) {
    return !provider.type().isKeyless()
        && (provider.type() != ProviderTypes.OPENAI_CHAT || provider.endpoint().isEmpty());
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > 4L * TomlTree.MOST_CHARACTERS) {
        throw unreadable(
            file, "is larger than the " + 4L * TomlTree.MOST_CHARACTERS + " bytes allowed");
      }
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw unreadable(file, "does not exist");
    } catch (CharacterCodingException _) {
      throw unreadable(file, "is not UTF-8 text");
    } catch (IOException _) {
      throw unreadable(file, "cannot be read: it must be a file this user may read");
    }
  }

  private static ConfigException unreadable(Path file, String why) {
    Place place = new Place(file.toString(), 0, "");
    return new ConfigException(
        List.of(new ConfigProblem(place, "the configuration file `" + file + "` " + why)));
  }
}
