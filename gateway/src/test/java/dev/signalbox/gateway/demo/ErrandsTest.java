package dev.signalbox.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.demo.Errand.Door;
import dev.signalbox.gateway.demo.Errand.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ErrandsTest {
  private static final int NOON = 12;
  private static final int NIGHT = 2;
  private static final int MANY = 4_000;

  private static List<Errand> drawn(long seed, int hour) {
    Errands errands = new Errands(seed, "test-");
    return Stream.generate(() -> errands.next(hour)).limit(MANY).toList();
  }

  @Test
  void areTheSameForTheSameSeedDownToTheirBodies() {
    List<Errand> first = drawn(7, NOON);
    List<Errand> second = drawn(7, NOON);

    assertThat(second).isEqualTo(first);
    assertThat(second.stream().limit(200).map(ErrandBody::of))
        .isEqualTo(first.stream().limit(200).map(ErrandBody::of).toList());
    assertThat(drawn(8, NOON)).isNotEqualTo(first);
  }

  @Test
  void comeFromEveryTeamThroughEveryDoorAndOfEveryKind() {
    List<Errand> errands = drawn(1, NOON);

    assertThat(errands.stream().map(each -> each.team().project()).distinct())
        .hasSize(Teams.ALL.size());
    assertThat(errands).extracting(Errand::door).contains(Door.values());
    assertThat(errands).extracting(Errand::kind).contains(Kind.values());
    assertThat(errands.stream().flatMap(each -> each.team().sources().stream()).distinct())
        .hasSizeGreaterThanOrEqualTo(8);
    assertThat(errands.stream().filter(Errand::stream).count()).isBetween(MANY / 4L, MANY * 3L / 4);
  }

  @Test
  void goOnInConversationsTurnByTurn() {
    Map<String, List<Integer>> turns =
        drawn(3, NOON).stream()
            .filter(errand -> !errand.session().isEmpty())
            .collect(
                Collectors.groupingBy(
                    Errand::session, Collectors.mapping(Errand::turn, Collectors.toList())));

    assertThat(turns.values())
        .allSatisfy(
            each ->
                assertThat(each)
                    .isEqualTo(Stream.iterate(0, turn -> turn + 1).limit(each.size()).toList()))
        .anyMatch(each -> each.size() > 2);
  }

  @Test
  void ofTheNightlyBatchComeAtNight() {
    assertThat(ofBatch(NIGHT)).isGreaterThan(3 * ofBatch(NOON));
  }

  private static long ofBatch(int hour) {
    return drawn(1, hour).stream()
        .filter(errand -> errand.team().project().equals("batch-nightly"))
        .count();
  }

  @Test
  void aPromptThatIsTooLongIsOneAndOthersAreNot() {
    Map<Boolean, List<Integer>> lengths =
        drawn(1, NOON).stream()
            .collect(
                Collectors.partitioningBy(
                    errand -> errand.kind() == Kind.TOO_LONG,
                    Collectors.mapping(
                        errand -> ErrandBody.of(errand).body().toString().length(),
                        Collectors.toList())));

    assertThat(lengths.get(true)).isNotEmpty().allMatch(length -> length > 200_000);
    assertThat(lengths.get(false)).allMatch(length -> length < 15_000);
  }
}
