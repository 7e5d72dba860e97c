package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.CatalogOverlay;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.catalog.ImportedCards;
import dev.signalbox.engine.catalog.LiteLlmImport;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.ModelsDevImport;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.FileText;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Makes {@code [[cards]]} of a public price list. */
final class ImportCommand implements Subcommand {
  private static final String OUTPUT = "--output";
  private static final String MAKER = "--maker";
  private static final String FORCE = "--force";
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_NOTES = 20;

  private final Surroundings surroundings;

  ImportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Reads a price list as LiteLLM (model_prices_and_context_window.json) or models.dev"
                + " (api.json) publish it, and writes what differs from the catalog as [[cards]] for"
                + " the configuration file. What it does not understand goes to the other output.");
    return spec.addPositional(Options.optionalPosition("FILE", Path.class, "the list"))
        .addOption(
            Options.text("FILE", "file to write; the output when it is left out", "-o", OUTPUT))
        .addOption(
            Options.text(
                "LIST", "only models of these makers, with commas between: openai,google,…", MAKER))
        .addOption(Options.flag(FORCE, "overwrite a file that is already there"));
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    Path named = arguments.matchedPositionalValue(0, null);
    if (named == null) {
      terminal.complain("`import` needs a file, as in `import api.json`");
      return ExitCodes.USAGE;
    }
    Path file = surroundings.files().workingFolder().resolve(named);
    if (!Files.isRegularFile(file)) {
      terminal.complain("`" + named + "` is not there");
      return ExitCodes.USAGE;
    }
    Optional<Path> output =
        Options.textIn(arguments, OUTPUT).map(surroundings.files().workingFolder()::resolve);
    if (output.filter(Files::exists).isPresent() && !Options.flagIn(arguments, FORCE)) {
      terminal.complain("`" + output.get() + "` is already there; `--force` overwrites it");
      return ExitCodes.FAILED;
    }
    try {
      ImportedCards imported = read(file);
      tellNotUnderstood(imported.notUnderstood());
      return write(changes(imported, Options.textIn(arguments, MAKER)), output);
    } catch (IllegalArgumentException problem) {
      terminal.complain("`" + named + "` cannot be imported: " + problem.getMessage());
      return ExitCodes.FAILED;
    } catch (IOException _) {
      terminal.complain("`" + named + "` or the output cannot be read or written");
      return ExitCodes.FAILED;
    }
  }

  private static ImportedCards read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException("it is larger than the " + MOST_BYTES + " bytes allowed");
    }
    byte[] json = Files.readAllBytes(file);
    LocalDate asOf =
        LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
    JsonNode root =
        StrictJson.tryParse(new String(json, StandardCharsets.UTF_8))
            .orElseThrow(() -> new IllegalArgumentException("it is not JSON"));
    if (has(root, "litellm_provider")) {
      return LiteLlmImport.read(json, asOf);
    }
    if (has(root, "models")) {
      return ModelsDevImport.read(json, asOf);
    }
    throw new IllegalArgumentException("it is neither LiteLLM's list nor that of models.dev");
  }

  private static boolean has(JsonNode root, String field) {
    return root.isObject()
        && root.properties().stream().anyMatch(entry -> entry.getValue().has(field));
  }

  private static List<ObjectNode> changes(ImportedCards imported, Optional<String> makers) {
    List<String> wanted =
        makers
            .map(list -> Arrays.stream(list.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    List<ModelCard> cards =
        imported.cards().stream()
            .filter(card -> wanted.isEmpty() || wanted.contains(card.maker()))
            .toList();
    Catalog shipped = CatalogReader.standard();
    return CatalogOverlay.changesOf(shipped, cards);
  }

  private int write(List<ObjectNode> cards, Optional<Path> output) throws IOException {
    Terminal terminal = surroundings.terminal();
    String text = cards.stream().map(CardText::of).collect(Collectors.joining("\n"));
    try {
      ConfigText.check("the import", text, Map.of());
    } catch (ConfigException problem) {
      terminal.complain("a configuration file cannot hold all of it; `--maker` takes a part:");
      return ServeCommand.tell(problem, terminal);
    }
    if (output.isEmpty()) {
      terminal.out().print(text);
      terminal.out().flush();
    } else {
      FileText.write(output.get(), text);
    }
    terminal.complain(cards.size() + " cards" + output.map(file -> " in " + file).orElse(""));
    return ExitCodes.FINE;
  }

  private void tellNotUnderstood(List<ImportedCards.NotUnderstood> notes) {
    Terminal terminal = surroundings.terminal();
    notes.stream()
        .limit(MOST_NOTES)
        .forEach(
            note ->
                terminal.complain(
                    "left out: `%s`%s %s"
                        .formatted(
                            note.model(),
                            note.field().isEmpty() ? "" : ", `" + note.field() + "`",
                            note.reason())));
    if (notes.size() > MOST_NOTES) {
      terminal.complain("left out: " + (notes.size() - MOST_NOTES) + " more");
    }
  }
}
