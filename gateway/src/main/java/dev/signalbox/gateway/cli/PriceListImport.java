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
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes {@code [[cards]]} of a public price list. */
final class PriceListImport {
  private static final int MOST_NOTES = 20;

  private final Terminal terminal;

  PriceListImport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether {@code text} is one of the lists that are known. */
  static boolean isList(String text) {
    return StrictJson.tryParse(text)
        .filter(root -> isOfLiteLlm(root) || isOfModelsDev(root))
        .isPresent();
  }

  private static boolean isOfLiteLlm(JsonNode root) {
    return has(root, "litellm_provider");
  }

  private static boolean isOfModelsDev(JsonNode root) {
    return has(root, "models");
  }

  private static boolean has(JsonNode root, String field) {
    return root.isObject()
        && root.properties().stream().anyMatch(entry -> entry.getValue().has(field));
  }

  /**
   * Writes the cards of the list in {@code text}.
   *
   * @param asOf when the list was made
   * @param makers those that are wanted, with commas between; empty for all
   * @param output where to; empty for the output
   * @return the exit code
   * @throws IllegalArgumentException if it is no such list
   */
  int run(String text, LocalDate asOf, Optional<String> makers, Optional<Path> output)
      throws IOException {
    ImportedCards imported = read(text, asOf);
    tellNotUnderstood(imported.notUnderstood());
    return write(changes(imported, makers), output);
  }

  private static ImportedCards read(String text, LocalDate asOf) {
    JsonNode root =
        StrictJson.tryParse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it is not JSON, as LiteLLM's list and that of models.dev are"));
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    if (isOfLiteLlm(root)) {
      return LiteLlmImport.read(json, asOf);
    }
    if (isOfModelsDev(root)) {
      return ModelsDevImport.read(json, asOf);
    }
    throw new IllegalArgumentException("it is neither LiteLLM's list nor that of models.dev");
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
