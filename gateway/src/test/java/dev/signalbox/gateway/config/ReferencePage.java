package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes {@code docs/configuration-reference.md} from the declared keys. */
final class ReferencePage {
  private static final String HEAD =
      """
      # Configuration reference

      Every key of the configuration file, made from the declarations that the program reads it by. What happens when
      the file changes is in [configuration](configuration.md); a file to begin with is
      [config.example.toml](../config.example.toml).

      Every section may be left out. `${VAR}` is replaced from the environment, in any text; a variable that is not set
      stops the start with the key and the line. `SIGNALBOX__SERVER__PORT=9000` sets `server.port` over the file: names
      in capitals, with two underscores between them. A key that is not listed here stops the start, with what it may
      have been meant to be. Where the default is –, nothing holds until it is set; **needed** is a key without which
      the table it is in cannot be used. ⟳ marks keys of which a change counts at the next start, all others count with
      the next request.
      """;

  private final StringBuilder text = new StringBuilder(HEAD);

  private ReferencePage() {}

  /** A table of the file and where it stands. */
  private record Part(String heading, String doc, Section<?> section) {}

  /** The whole page. */
  static String text() {
    ReferencePage page = new ReferencePage();
    List<Key<?>> top = GatewayKeys.SECTION.keys();
    page.contents(top);
    top.forEach(page::add);
    return page.text.toString();
  }

  private void contents(List<Key<?>> top) {
    text.append('\n')
        .append(
            top.stream()
                .map(key -> "[%s](#%s)".formatted(key.name(), key.name()))
                .collect(Collectors.joining(" · ")))
        .append('\n');
  }

  private void add(Key<?> key) {
    text.append("\n## ").append(key.name()).append("\n\n");
    text.append(sentence(key.doc())).append('\n');
    if (key.kind() instanceof Kind.Raw) {
      text.append("\nKeys: see [models and prices](catalog.md).\n");
    }
    parts(headingOf("", key), key).forEach(this::table);
  }

  private static String sentence(String doc) {
    return Character.toUpperCase(doc.charAt(0)) + doc.substring(1) + ".";
  }

  private static String headingOf(String prefix, Key<?> key) {
    return prefix.isEmpty() ? key.name() : prefix + "." + key.name();
  }

  /** The table of {@code key} first, then those within it, each with its own heading. */
  private static List<Part> parts(String path, Key<?> key) {
    return parts(path, key.doc(), key.kind());
  }

  private static List<Part> parts(String path, String doc, Kind<?> kind) {
    return switch (kind) {
      case Kind.Group<?>(var section) -> within(new Part("[" + path + "]", doc, section), path);
      case Kind.Groups<?>(var section, _, _) ->
          within(new Part("[[" + path + "]]", doc, section), path);
      case Kind.NamedGroups<?>(_, var section) ->
          within(new Part("[" + path + ".NAME]", doc, section), path + ".NAME");
      case Kind.ScalarOrGroup<?>(_, var section) ->
          within(new Part(path + " = { … }", doc, section), path);
      case Kind.Many<?>(var element, _, _) -> parts(path, doc, element);
      case Kind.Maybe<?>(var inner) -> parts(path, doc, inner);
      case Kind.Scalar<?> _, Kind.Entries<?> _, Kind.Raw _ -> List.of();
    };
  }

  private static List<Part> within(Part part, String path) {
    List<Part> parts = new ArrayList<>(List.of(part));
    part.section().keys().forEach(key -> parts.addAll(parts(headingOf(path, key), key)));
    return parts;
  }

  private void table(Part part) {
    text.append("\n### `").append(part.heading()).append("`\n");
    text.append("\n| key | default | allowed | what it is |\n| --- | --- | --- | --- |\n");
    part.section().keys().forEach(this::row);
  }

  private void row(Key<?> key) {
    text.append(
        "| `%s`%s | %s | %s | %s%s |%n"
            .formatted(
                key.name(),
                key.fixed() ? " ⟳" : "",
                defaultOf(key),
                cell(key.kind().allowed()),
                cell(key.doc()),
                key.aliases().isEmpty()
                    ? ""
                    : "; also as "
                        + key.aliases().stream()
                            .map(alias -> "`" + alias + "`")
                            .collect(Collectors.joining(", "))));
  }

  private static String defaultOf(Key<?> key) {
    Optional<?> fallback = key.fallback();
    if (fallback.isEmpty()) {
      return "**needed**";
    }
    return DefaultJson.of(key, fallback.get())
        .map(value -> "`" + cell(value.toString()) + "`")
        .orElse("–");
  }

  private static String cell(String value) {
    return value.replace("|", "\\|").replace("<", "&lt;");
  }
}
