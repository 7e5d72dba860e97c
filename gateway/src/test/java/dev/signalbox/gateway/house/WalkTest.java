package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/life-of-a-request.md} names classes and methods; they must be there. */
final class WalkTest {
  private static final Pattern HOP = Pattern.compile("`([A-Z]\\w+)(?:\\.([a-z]\\w*))?`");

  /** Words in code type that are not classes. */
  private static final List<String> WORDS = List.of("Host", "SIGHUP");

  private final Repository repository = Repository.ofWorkingDirectory();
  private final NamedSources sources =
      NamedSources.of(repository, name -> name.contains("/src/main/"));

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

  private Stream<String> missing(List<MatchResult> hops) {
    return sources.missing(hops.stream().filter(hop -> !WORDS.contains(hop.group(1))).toList());
  }
}
