package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.TomlText;
import dev.signalbox.gateway.provider.ProviderType;
import dev.signalbox.gateway.provider.ProviderTypes;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Appends a provider to the configuration file. */
final class AddProviderCommand implements Subcommand {
  private static final String TYPE = "--type";
  private static final String ENDPOINT = "--endpoint";
  private static final String DEPLOYMENT = "--deployment";
  private static final String PROJECT = "--project";
  private static final String LOCATION = "--location";
  private static final String REGION = "--region";
  private static final String PROTOCOL = "--protocol";
  private static final String KEY_VARIABLE = "--api-key-env";
  private static final String KEY = "--api-key";

  private final Surroundings surroundings;
  private final ConfigAddition addition;

  AddProviderCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.addition = new ConfigAddition(surroundings);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Appends a provider to the configuration file and leaves the rest of it as it is. What"
                + " is missing is asked for when somebody is there to answer.");
    return spec.addPositional(
            Options.optionalPosition("ID", String.class, "the provider's id, such as `openai`"))
        .addOption(Options.config("file to change; else the one `serve` would load"))
        .addOption(Options.text("TYPE", types(), TYPE))
        .addOption(Options.text("URL", "address, with or without /v1", ENDPOINT))
        .addOption(
            Options.text("NAME", "the deployment on Azure; without: the v1 form", DEPLOYMENT))
        .addOption(
            Options.text(
                "NAME", "the project at Vertex AI; without: that of the service account", PROJECT))
        .addOption(Options.text("NAME", "the location at Vertex AI; without: `global`", LOCATION))
        .addOption(Options.text("NAME", "the AWS region of Bedrock", REGION))
        .addOption(Options.text("API", "the API a simulator speaks", PROTOCOL))
        .addOption(
            Options.text(
                "NAME",
                "environment variable with the key; else the usual one, such as OPENAI_API_KEY",
                KEY_VARIABLE))
        .addOption(
            Options.text(
                "KEY", "the key itself, written into the file; other users may see it typed", KEY));
  }

  @Override
  public int run(ParseResult arguments) {
    Optional<String> id =
        Optional.ofNullable(arguments.<String>matchedPositionalValue(0, null))
            .or(() -> surroundings.terminal().ask("id of the provider, such as openai"));
    Optional<String> type =
        Options.textIn(arguments, TYPE)
            .or(() -> surroundings.terminal().ask("type, such as openai, anthropic or local"));
    if (id.isEmpty() || type.isEmpty()) {
      surroundings
          .terminal()
          .complain(
              "`add provider` needs an id and `--type`, as in `add provider openai --type openai`");
      return ExitCodes.USAGE;
    }
    Optional<String> variable = keyVariable(arguments, type.get(), id.get());
    int code =
        addition.append(
            Options.configIn(arguments), section(arguments, id.get(), type.get(), variable));
    variable
        .filter(name -> code == ExitCodes.FINE && !surroundings.environment().containsKey(name))
        .ifPresent(
            name -> surroundings.terminal().print("set `" + name + "` before the next start"));
    return code;
  }

  private static Optional<String> keyVariable(ParseResult arguments, String type, String id) {
    if (Options.textIn(arguments, KEY).isPresent()) {
      return Optional.empty();
    }
    return Options.textIn(arguments, KEY_VARIABLE)
        .or(
            () ->
                known(type).filter(ProviderType::isKeyless).isPresent()
                    ? Optional.empty()
                    : Optional.of(KeyVariables.of(type, id)));
  }

  private String section(ParseResult arguments, String id, String type, Optional<String> variable) {
    StringBuilder section = new StringBuilder("[[providers]]\n");
    line(section, "id", Optional.of(id));
    line(section, "provider_type", Optional.of(type));
    line(
        section,
        known(type).map(ProviderType::credentialKey).orElse("api_key"),
        variable.map(name -> "${" + name + "}").or(() -> Options.textIn(arguments, KEY)));
    line(section, "region", region(arguments, type));
    line(section, "endpoint", endpoint(arguments, type));
    line(section, "deployment", Options.textIn(arguments, DEPLOYMENT));
    if (known(type).filter(ProviderTypes.AZURE_OPENAI::equals).isPresent()
        && Options.textIn(arguments, DEPLOYMENT).isEmpty()) {
      line(section, "api_form", Optional.of("v1"));
    }
    line(section, "project", Options.textIn(arguments, PROJECT));
    line(section, "location", Options.textIn(arguments, LOCATION));
    line(section, "protocol", Options.textIn(arguments, PROTOCOL));
    return section.toString();
  }

  private Optional<String> endpoint(ParseResult arguments, String type) {
    return Options.textIn(arguments, ENDPOINT)
        .or(
            () ->
                known(type).flatMap(ProviderType::neededEndpoint).isPresent()
                    ? surroundings.terminal().ask("endpoint, such as http://localhost:11434")
                    : Optional.empty());
  }

  private Optional<String> region(ParseResult arguments, String type) {
    return Options.textIn(arguments, REGION)
        .or(
            () ->
                known(type).filter(ProviderTypes.BEDROCK::equals).isPresent()
                    ? surroundings.terminal().ask("region of AWS, such as eu-central-1")
                    : Optional.empty());
  }

  private static void line(StringBuilder section, String key, Optional<String> value) {
    value.ifPresent(
        text -> section.append(key).append(" = ").append(TomlText.quoted(text)).append('\n'));
  }

  private static Optional<ProviderType> known(String type) {
    return Optional.ofNullable(ProviderTypes.byName().get(type));
  }

  private static String types() {
    List<String> ids = ProviderTypes.all().stream().map(ProviderType::id).toList();
    return String.join(", ", ids.subList(0, ids.size() - 1)) + " or " + ids.getLast();
  }
}
