package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.schema.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration file of ours that was made of that of another gateway.
 *
 * @param kind whose it was
 * @param text the file
 * @param report what became of each key of the source
 * @param origins keys of the source that a line of the text comes from, by its number from 1
 */
public record Migration(
    SourceKind kind, String text, MigrationReport report, Map<Integer, List<String>> origins) {
  public Migration {
    origins = Map.copyOf(origins);
  }

  /**
   * A file to import.
   *
   * @param name its name, for messages and for what it is written in
   * @param text what it holds
   * @param kind whose it is; empty where that is to be found out
   * @param environment names of the environment variables that are set
   */
  public record Source(
      String name, String text, Optional<SourceKind> kind, Set<String> environment) {
    public Source {
      environment = Set.copyOf(environment);
    }
  }

  /**
   * Makes ours of {@code source}.
   *
   * @throws ImportRefusal where it cannot be read, or nobody knows whose it is
   */
  public static Migration of(Source source) {
    SourceKind.Language language =
        source
            .kind()
            .map(SourceKind::language)
            .orElseGet(() -> SourceKind.Language.of(source.name(), source.text()));
    Node.Table tree = language.parse(source.name(), source.text());
    Value root = Value.root(tree);
    SourceKind kind =
        source
            .kind()
            .or(() -> SourceKind.of(language, root))
            .orElseThrow(() -> new ImportRefusal(unknown()));
    Sheet sheet = new Sheet(root, new Draft(), new Findings(), source.environment());
    kind.read(sheet);
    MigrationReport report =
        new MigrationReport(
            source.name(),
            kind,
            sheet.findings().all(root),
            sheet.findings().additions(),
            sheet.findings().secrets());
    Draft.Written written = sheet.draft().write(greeting(source.name(), kind));
    return new Migration(kind, written.text(), report, written.origins());
  }

  /** The keys of the source that a line of the text comes from. */
  public List<String> originsOf(int line) {
    return origins.getOrDefault(line, List.of());
  }

  private static String unknown() {
    return "it is not known whose configuration it is; `--from` says so, with one of "
        + Stream.of(SourceKind.values())
            .map(kind -> "`" + kind.id() + "`")
            .collect(Collectors.joining(", "));
  }

  private static String greeting(String file, SourceKind kind) {
    return """
        Configuration of Signalbox, made by `signalbox import` of %s (%s).
        Every part says where it came from. config.example.toml explains all keys, and
        `signalbox check` tells whether the file can be used.
        """
        .formatted(file.replaceAll("\\p{Cntrl}", " "), kind.title());
  }
}
