package dev.signalbox.gateway.house;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sources by the name of their class; of classes of one name, all of them. */
final class NamedSources {
  private final Map<String, String> sources = new HashMap<>();

  private NamedSources() {}

  /** The Java sources whose name, as seen from the root, is one that is {@code wanted}. */
  static NamedSources of(Repository repository, Predicate<String> wanted) {
    NamedSources named = new NamedSources();
    for (Path file : repository.javaSources()) {
      if (wanted.test(repository.nameOf(file))) {
        String name = file.getFileName().toString().replace(".java", "");
        named.sources.merge(name, Repository.text(file), String::concat);
      }
    }
    return named;
  }

  /**
   * What of the names is not there, sorted.
   *
   * @param names group 1 is a class, group 2 one of its methods or absent
   */
  Stream<String> missing(List<MatchResult> names) {
    return names.stream()
        .filter(name -> !isThere(name.group(1), name.group(2)))
        .map(name -> name.group(2) == null ? name.group(1) : name.group(1) + "." + name.group(2))
        .distinct()
        .sorted();
  }

  private boolean isThere(String type, String method) {
    String source = sources.getOrDefault(type, "");
    return method == null
        ? !source.isEmpty()
        : Pattern.compile("\\b" + method + "\\(").matcher(source).find();
  }
}
