package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/extending.md} names files and quotes from them; both must be there. */
final class ExtendingTest {
  private static final String PAGE = "docs/extending.md";
  private static final Pattern FILE =
      Pattern.compile("`([A-Za-z.]+(?:/[A-Za-z0-9_.-]+)*\\.(?:java|js|json|md|toml))`");
  private static final Pattern QUOTE =
      Pattern.compile("```(?:java|js)\\n// (\\S+)\\n(.*?)```", Pattern.DOTALL);

  /** What the page shortens. */
  private static final Map<String, String> SHORT =
      Map.of(
          "tests/", "gateway/src/test/java/dev/signalbox/gateway/",
          "gateway/", "gateway/src/main/java/dev/signalbox/gateway/",
          "engine/", "engine/src/main/java/dev/signalbox/engine/",
          "analytics/", "analytics/src/main/java/dev/signalbox/analytics/",
          "portal/", "portal/src/main/resources/portal/");

  private final Repository repository = Repository.ofWorkingDirectory();
  private final String page = Repository.text(repository.file(PAGE));

  @Test
  void everyFileThatThePageNamesIsThere() {
    List<String> files = FILE.matcher(page).results().map(found -> found.group(1)).toList();

    assertThat(files).hasSizeGreaterThan(40);
    assertThat(files).allMatch(this::isThere);
  }

  @Test
  void everyExampleIsInTheFileThatItNames() {
    List<MatchResult> quotes = QUOTE.matcher(page).results().toList();

    assertThat(quotes).hasSizeGreaterThan(8);
    assertThat(quotes.stream().flatMap(this::missing)).isEmpty();
  }

  @Test
  void reportsAFileAndALineThatAreNotThere() {
    List<MatchResult> quotes =
        QUOTE
            .matcher(
                "```java\n// gateway/cli/ExitCodes.java\nfinal class ExitCodes {\n  nothing\n```")
            .results()
            .toList();

    assertThat(isThere("gateway/cli/NoSuchCommand.java")).isFalse();
    assertThat(quotes.stream().flatMap(this::missing))
        .containsExactly("gateway/cli/ExitCodes.java: nothing");
  }

  /** The lines of a quote that are not in its file, in their order. */
  private Stream<String> missing(MatchResult quote) {
    String file = quote.group(1);
    String text = Repository.text(path(file));
    return quote
        .group(2)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !text.contains(line))
        .map(line -> file + ": " + line);
  }

  private boolean isThere(String name) {
    return Files.isRegularFile(path(name));
  }

  private Path path(String name) {
    Path plain = repository.file(name);
    if (Files.exists(plain)) {
      return plain;
    }
    return SHORT.entrySet().stream()
        .filter(each -> name.startsWith(each.getKey()))
        .map(each -> repository.file(each.getValue() + name.substring(each.getKey().length())))
        .findFirst()
        .orElse(plain);
  }
}
