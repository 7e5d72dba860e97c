package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code docs/faults.md} has a row for each fault, and the tests that its rows name are there. */
final class FaultListTest {
  /** The groups, and how many faults each has. */
  private static final List<Group> GROUPS =
      List.of(
          new Group('C', 18),
          new Group('U', 18),
          new Group('S', 15),
          new Group('D', 13),
          new Group('H', 16),
          new Group('I', 16),
          new Group('K', 13),
          new Group('P', 11),
          new Group('O', 12),
          new Group('X', 18));

  private static final Pattern PROOF = Pattern.compile("`([A-Z]\\w+)(?:\\.([a-z]\\w*))?`");

  private final Repository repository = Repository.ofWorkingDirectory();
  private final NamedSources tests =
      NamedSources.of(repository, name -> !name.contains("/src/main/"));
  private final List<FaultRow> rows =
      FaultRow.allOf(Repository.text(repository.file("docs/faults.md")));

  @Test
  void everyGroupHasEachOfItsFaultsOnce() {
    assertThat(rows)
        .extracting(FaultRow::id)
        .containsExactlyElementsOf(GROUPS.stream().flatMap(group -> group.ids().stream()).toList());
  }

  @Test
  void everyGroupHasItsSection() {
    assertThat(FaultRow.headingsOf(Repository.text(repository.file("docs/faults.md"))))
        .containsExactlyElementsOf(GROUPS.stream().map(Group::letter).toList());
  }

  @Test
  void everyFaultStandsInTheSectionOfItsGroup() {
    assertThat(rows).allMatch(row -> row.section() == row.group());
  }

  @Test
  void everyFaultHasAnOutcomeAndATestThatShowsIt() {
    assertThat(rows).allMatch(row -> !row.fault().isEmpty() && !row.outcome().isEmpty());
    assertThat(rows).allMatch(row -> !proofs(row.provenBy()).isEmpty());
  }

  @Test
  void everyTestThatIsNamedIsThere() {
    assertThat(rows.stream().map(FaultRow::provenBy).flatMap(text -> tests.missing(proofs(text))))
        .isEmpty();
  }

  @Test
  void findsATestThatIsNotThere() {
    List<MatchResult> proofs =
        proofs("`WalkTest.everyHopOfTheWalkIsThere` `WalkTest.nothing`, `NoSuchTest`");

    assertThat(tests.missing(proofs)).containsExactly("NoSuchTest", "WalkTest.nothing");
  }

  private static List<MatchResult> proofs(String text) {
    return PROOF.matcher(text).results().toList();
  }

  /** A group of faults that are numbered from 1. */
  private record Group(char letter, int faults) {
    List<String> ids() {
      return IntStream.rangeClosed(1, faults).mapToObj(i -> "%c%02d".formatted(letter, i)).toList();
    }
  }
}
