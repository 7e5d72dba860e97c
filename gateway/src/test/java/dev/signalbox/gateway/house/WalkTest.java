package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/life-of-a-request.md} names classes and methods; they must be there. */
final class WalkTest {
  private static final Pattern HOP = Pattern.compile("`([A-Z]\\w+)(?:\\.([a-z]\\w*))?`");

  /** Words in code type that are not classes. */
  private static final List<String> WORDS = List.of("Host", "SIGHUP");

  private final Repository repository = Repository.ofWorkingDirectory();
  private final Map<String, String> sources = sources();

  @Test
  void everyHopOfTheWalkIsThere() {
    String walk = Repository.text(repository.file("docs/life-of-a-request.md"));

    List<MatchResult> hops = HOP.matcher(walk).results().toList();

    assertThat(hops).hasSizeGreaterThan(60);
    assertThat(missing(hops)).isEmpty();
  }

  @Test
  void findsAHopThatIsNotThere() {
    List<MatchResult> hops =
        HOP.matcher("`WalkTestOf.nothing` `Attempts.run` `Attempts.walk`").results().toList();

    assertThat(missing(hops)).containsExactly("Attempts.walk", "WalkTestOf.nothing");
  }

  private Set<String> missing(List<MatchResult> hops) {
    var missing = new TreeSet<String>();
    for (MatchResult hop : hops) {
      if (!WORDS.contains(hop.group(1)) && !isThere(hop.group(1), hop.group(2))) {
        missing.add(hop.group(2) == null ? hop.group(1) : hop.group(1) + "." + hop.group(2));
      }
    }
    return missing;
  }

  private boolean isThere(String type, String method) {
    String source = sources.getOrDefault(type, "");
    return method == null
        ? !source.isEmpty()
        : Pattern.compile("\\b" + method + "\\(").matcher(source).find();
  }

  /** Sources by the name of their class; of classes of one name, all of them. */
  private Map<String, String> sources() {
    Map<String, String> found = new HashMap<>();
    for (Path file : repository.javaSources()) {
      String name = file.getFileName().toString().replace(".java", "");
      if (repository.nameOf(file).contains("/src/main/")) {
        found.merge(name, Repository.text(file), String::concat);
      }
    }
    return found;
  }
}
