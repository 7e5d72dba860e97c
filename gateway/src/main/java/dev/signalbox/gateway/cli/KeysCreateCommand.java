package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.KeyDesk;
import dev.signalbox.gateway.access.KeyTerms;
import dev.signalbox.gateway.access.KeyTermsJson;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Makes a key and tells it, once. */
final class KeysCreateCommand implements Subcommand {
  private static final String ROLE = "--role";
  private static final String PROJECT = "--project";
  private static final String DAYS = "--expires-days";
  private static final String DOLLARS = "--budget-usd";
  private static final String PROVIDER_KEYS = "--provider-keys";
  private static final long MOST_DAYS = 36_500;
  private static final Map<String, String> LISTS =
      Map.of(
          "--models", "only these models: name, provider/model, family:name, a * at the end",
          "--providers", "only these providers, by id",
          "--profiles", "only these profiles",
          "--doors", "only these endpoints or API formats: chat/completions, anthropic, …");

  private final Surroundings surroundings;

  KeysCreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        AccessCommands.spec(
            "Makes a key and prints it; only a hash is stored, so it cannot be shown again. A"
                + " gateway that runs knows it within a second.");
    spec.addPositional(Options.optionalPosition("LABEL", String.class, "unique name for people"))
        .addOption(Options.text("ROLE", "caller (standard), viewer, operator or admin", ROLE))
        .addOption(Options.text("NAME", "project its requests count for", PROJECT))
        .addOption(Options.number("DAYS", "days until it ends; never if left out", DAYS))
        .addOption(Options.number("DOLLARS", "dollars it may spend in a month", DOLLARS))
        .addOption(
            Options.text(
                "LIST",
                "its own keys for providers: id=VARIABLE, with commas between; the keys are"
                    + " taken from these variables of the environment",
                PROVIDER_KEYS));
    LISTS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            list ->
                spec.addOption(
                    Options.text(
                        "LIST", list.getValue() + "; with commas between", list.getKey())));
    return spec;
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    try {
      KeyDesk.Wanted wanted = wanted(arguments, Instant.now());
      return AccessCommands.with(
          surroundings,
          arguments,
          desk -> {
            KeyDesk.Made made =
                AccessCommands.stored(
                    desk.keys()
                        .create(wanted, AccessCommands.by(surroundings), desk.clock().instant()),
                    wanted.label());
            terminal.print(made.text());
            terminal.complain(
                "made `%s` with the id %s; this is the only time the key is shown"
                    .formatted(wanted.label(), made.id()));
            return ExitCodes.FINE;
          });
    } catch (IllegalArgumentException problem) {
      terminal.complain(String.valueOf(problem.getMessage()));
      return ExitCodes.USAGE;
    }
  }

  private KeyDesk.Wanted wanted(ParseResult arguments, Instant now) {
    String label = arguments.matchedPositionalValue(0, "");
    if (!KeyDesk.isLabel(label)) {
      throw new IllegalArgumentException("`keys create` needs a label: " + KeyDesk.LABELS);
    }
    String role = Options.textIn(arguments, ROLE).orElse(Role.CALLER.id());
    Optional<Long> days = Options.numberIn(arguments, DAYS);
    if (days.filter(number -> number < 1 || number > MOST_DAYS).isPresent()) {
      throw new IllegalArgumentException("`%s` must be from 1 to %d".formatted(DAYS, MOST_DAYS));
    }
    return new KeyDesk.Wanted(
        label,
        Role.byId(role)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "`%s` must be one of %s".formatted(ROLE, String.join(", ", Role.ids())))),
        Options.textIn(arguments, PROJECT).orElse(""),
        days.map(number -> now.plus(Duration.ofDays(number)).toEpochMilli()).orElse(0L),
        terms(arguments),
        providerKeys(arguments));
  }

  private static KeyTerms terms(ParseResult arguments) {
    ObjectNode node = StrictJson.object();
    LISTS
        .keySet()
        .forEach(
            name -> {
              List<String> texts = listIn(arguments, name);
              if (!texts.isEmpty()) {
                ArrayNode list = node.putArray(name.substring(2));
                texts.forEach(list::add);
              }
            });
    Options.numberIn(arguments, DOLLARS)
        .ifPresent(dollars -> node.putArray("budgets").addObject().put("limit_usd", dollars));
    return KeyTermsJson.read(node);
  }

  private static List<String> listIn(ParseResult arguments, String name) {
    return Options.textIn(arguments, name).stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private Map<String, String> providerKeys(ParseResult arguments) {
    Map<String, String> keys = new HashMap<>();
    for (String each : listIn(arguments, PROVIDER_KEYS)) {
      int equals = each.indexOf('=');
      String value =
          equals < 1 ? "" : surroundings.environment().getOrDefault(each.substring(equals + 1), "");
      if (value.isBlank()) {
        throw new IllegalArgumentException(
            "`%s` must be like openai=TEAM_KEY, where the variable TEAM_KEY has the key"
                .formatted(PROVIDER_KEYS));
      }
      keys.put(each.substring(0, equals), value);
    }
    return keys;
  }
}
