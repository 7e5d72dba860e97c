package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.migrate.ImportRefusal;
import dev.signalbox.gateway.migrate.Migration;
import dev.signalbox.gateway.migrate.SourceKind;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Makes a configuration file of that of another gateway, or cards of a public price list. */
final class ImportCommand implements Subcommand {
  private static final String OUTPUT = "--output";
  private static final String FROM = "--from";
  private static final String REPORT = "--report";
  private static final String MAKER = "--maker";
  private static final String FORCE = "--force";
  private static final String PRICES = "prices";
  private static final int MOST_BYTES = 64 << 20;

  private final Surroundings surroundings;

  ImportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Makes a configuration file of that of another gateway, or [[cards]] of a price list.",
            "Read are those of LiteLLM's proxy, of LLM-Rosetta, of the Polyglot LLM Gateway and of"
                + " LLM Gateways in TOML. Of each of their keys it is told what became of it: taken,"
                + " approximated, or without an equivalent.",
            "Of a price list as LiteLLM (model_prices_and_context_window.json) or models.dev"
                + " (api.json) publish it, it makes what differs from the catalog, as [[cards]].");
    return spec.addPositional(
            Options.optionalPosition("FILE", Path.class, "the configuration, or the list"))
        .addOption(
            Options.text("FILE", "file to write; the output when it is left out", "-o", OUTPUT))
        .addOption(
            Options.text("KIND", "what FILE is, else told by what it holds: " + kinds(), FROM))
        .addOption(
            Options.text(
                "FILE", "file for the report too: JSON if called so, else Markdown", REPORT))
        .addOption(
            Options.text("LIST", "of a price list, only these makers: openai,google,…", MAKER))
        .addOption(Options.flag(FORCE, "overwrite files that are already there"));
  }

  private static String kinds() {
    return Stream.concat(Arrays.stream(SourceKind.values()).map(SourceKind::id), Stream.of(PRICES))
        .collect(Collectors.joining(", "));
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    Path named = arguments.matchedPositionalValue(0, null);
    Optional<String> from = Options.textIn(arguments, FROM);
    if (named == null) {
      terminal.complain("`import` needs a file, as in `import config.yaml -o config.toml`");
      return ExitCodes.USAGE;
    }
    if (from.isPresent() && !from.get().equals(PRICES) && SourceKind.named(from.get()).isEmpty()) {
      terminal.complain("`%s` must be one of %s, not `%s`".formatted(FROM, kinds(), from.get()));
      return ExitCodes.USAGE;
    }
    Path file = surroundings.files().workingFolder().resolve(named);
    if (!Files.isRegularFile(file)) {
      terminal.complain("`" + named + "` is not there");
      return ExitCodes.USAGE;
    }
    Optional<Path> existing = existing(arguments);
    if (existing.isPresent() && !Options.flagIn(arguments, FORCE)) {
      terminal.complain("`" + existing.get() + "` is already there; `--force` overwrites it");
      return ExitCodes.FAILED;
    }
    try {
      return run(file, arguments);
    } catch (ImportRefusal | IllegalArgumentException problem) {
      terminal.complain("`" + named + "` cannot be imported: " + problem.getMessage());
    } catch (CharacterCodingException _) {
      terminal.complain("`" + named + "` cannot be imported: it is not UTF-8 text");
    } catch (IOException _) {
      terminal.complain("`" + named + "` or the output cannot be read or written");
    }
    return ExitCodes.FAILED;
  }

  private Optional<Path> existing(ParseResult arguments) {
    return Stream.of(OUTPUT, REPORT)
        .flatMap(option -> path(arguments, option).stream())
        .filter(Files::exists)
        .findFirst();
  }

  private Optional<Path> path(ParseResult arguments, String option) {
    return Options.textIn(arguments, option).map(surroundings.files().workingFolder()::resolve);
  }

  private int run(Path file, ParseResult arguments) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException("it is larger than the " + MOST_BYTES + " bytes allowed");
    }
    String text = Files.readString(file);
    Optional<String> from = Options.textIn(arguments, FROM);
    Optional<Path> output = path(arguments, OUTPUT);
    if (from.map(PRICES::equals).orElseGet(() -> isPriceList(file, text, arguments))) {
      LocalDate asOf =
          LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
      return new PriceListImport(surroundings.terminal())
          .run(text, asOf, Options.textIn(arguments, MAKER), output);
    }
    return new GatewayImport(surroundings)
        .run(
            new Migration.Source(
                String.valueOf(file.getFileName()),
                text,
                from.flatMap(SourceKind::named),
                surroundings.environment().keySet()),
            new GatewayImport.Targets(output, path(arguments, REPORT)));
  }

  private static boolean isPriceList(Path file, String text, ParseResult arguments) {
    return Options.textIn(arguments, MAKER).isPresent()
        || PriceListImport.isList(text)
        || (String.valueOf(file.getFileName()).endsWith(".json") && !looksLikeAGateway(text));
  }

  private static boolean looksLikeAGateway(String text) {
    return List.of("\"providers\"", "\"server\"").stream().anyMatch(text::contains);
  }
}
