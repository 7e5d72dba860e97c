package dev.signalbox.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {
  private final Surroundings around = new Surroundings();
  private final Protection protection = around.protection(100);
  private final Gate gate = protection.gate(around.loop());

  private void enter(int requests) {
    IntStream.range(0, requests).forEach(_ -> assertThat(gate.enter()).isEqualTo(Strain.NONE));
  }

  private Strain entering(Priority priority) {
    Strain strain = gate.enter();
    return strain == Strain.NONE ? gate.stay(priority) : strain;
  }

  @ParameterizedTest(name = "O08 of ten, {1} may be under way when one of {0} priority comes last")
  @CsvSource({"LOW, 6", "NORMAL, 8", "HIGH, 9"})
  void eachPriorityHasItsShare(Priority priority, int before) {
    enter(before);
    assertThat(entering(priority)).isEqualTo(Strain.NONE);

    assertThat(entering(priority)).isEqualTo(Strain.REQUESTS);

    assertThat(protection.standing().requests().underWay()).isEqualTo(before + 1);
  }

  @Test
  @DisplayName("O08 a place that is left is there for the next")
  void leavingMakesRoom() {
    enter(10);
    assertThat(gate.enter()).isEqualTo(Strain.REQUESTS);

    gate.leave();

    assertThat(gate.enter()).isEqualTo(Strain.NONE);
  }

  @Test
  @DisplayName("O08 the bound is of all event loops together")
  void boundsAllEventLoopsTogether() {
    Gate other = protection.gate(around.loop());
    enter(10);

    assertThat(other.enter()).isEqualTo(Strain.REQUESTS);
  }

  @Test
  @DisplayName("O08 counts by priority and by what was short")
  void countsWhatItRefuses() {
    enter(8);
    entering(Priority.LOW);
    entering(Priority.NORMAL);
    entering(Priority.NORMAL);
    entering(Priority.HIGH);
    entering(Priority.HIGH);

    assertThat(protection.standing().requests().shed()).isEqualTo(new ShedCounts.Shed(1, 1, 1, 0));
    assertThat(around.count("shed_requests")).isEqualTo(3);
  }

  @Test
  @DisplayName("O08 one late turn refuses nobody, three in a row refuse low priority first")
  void refusesByTheLagThatStays() {
    late(Duration.ofSeconds(3));
    assertThat(entering(Priority.LOW)).isEqualTo(Strain.NONE);
    late(Duration.ofMillis(80));
    assertThat(entering(Priority.LOW)).isEqualTo(Strain.NONE);
    late(Duration.ofMillis(80));

    assertThat(entering(Priority.LOW)).isEqualTo(Strain.LOOP_LAG);
    assertThat(entering(Priority.NORMAL)).isEqualTo(Strain.NONE);
    IntStream.range(0, 3).forEach(_ -> late(Duration.ofMillis(101)));
    assertThat(entering(Priority.HIGH)).isEqualTo(Strain.LOOP_LAG);

    late(Duration.ZERO);
    assertThat(entering(Priority.LOW)).isEqualTo(Strain.NONE);
  }

  private void late(Duration lag) {
    protection.beat();
    around.pass(lag);
    around.runLoop();
  }

  @ParameterizedTest(name = "O06 heap {0} %, direct memory {1} %, files {2} %: {3}")
  @CsvSource({
    "83, 83, 92, NONE       NONE       NONE",
    "84, 83, 81, HEAP       NONE       NONE",
    "88, 83, 81, HEAP       HEAP       NONE",
    "92, 83, 81, HEAP       HEAP       HEAP",
    "83, 88, 81, DIRECT_MEMORY DIRECT_MEMORY NONE",
    "83, 83, 93, FILES      NONE       NONE",
    "83, 83, 96, FILES      FILES      NONE",
    "83, 83, 97, FILES      FILES      FILES",
  })
  void refusesByMemoryAndFiles(int heap, int direct, int files, String strains) {
    around.use(new Usage(heap, direct, files, 100));

    protection.measure();

    assertThat(List.of(Priority.values()).stream().map(this::entering).map(Strain::name))
        .isEqualTo(List.of(strains.split(" +")));
  }

  @Test
  @DisplayName("O06 serves again when there is memory again")
  void servesAgain() {
    around.use(new Usage(99, 0, 0, 0));
    protection.measure();
    assertThat(gate.enter()).isEqualTo(Strain.HEAP);
    around.use(new Usage(40, 0, 0, 0));

    protection.measure();

    assertThat(gate.enter()).isEqualTo(Strain.NONE);
    assertThat(around.count("shed_heap")).isEqualTo(1);
  }

  @Test
  @DisplayName("O06 where everybody is refused a collection is asked for, once a minute")
  void asksForACollection() {
    around.use(new Usage(91, 0, 0, 0));
    IntStream.range(0, 100).forEach(_ -> protection.measure());
    assertThat(around.count("collected")).isZero();
    around.use(new Usage(92, 0, 0, 0));

    IntStream.range(0, 9).forEach(_ -> protection.measure());
    assertThat(around.count("collected")).isZero();
    IntStream.range(0, 70).forEach(_ -> protection.measure());

    assertThat(around.count("collected")).isEqualTo(2);
  }

  @Test
  void goesByNewSettingsAtOnce() {
    OverloadSettings now = Surroundings.SETTINGS;
    enter(4);

    protection.under(
        new OverloadSettings(
            4,
            now.lowPercent(),
            now.normalPercent(),
            now.lag(),
            now.stuck(),
            now.memoryPercent(),
            now.bodiesPercent(),
            now.filesPercent(),
            now.retryAfter(),
            now.breaker(),
            now.priorities()));

    assertThat(gate.enter()).isEqualTo(Strain.REQUESTS);
  }

  @Test
  @DisplayName("O06 large bodies have a tenth of the heap, whatever the priority")
  void refusesBodiesForWhichThereIsNoRoom() {
    BodyRoom.Place first = gate.place();
    BodyRoom.Place second = gate.place();
    enter(4);

    Strain taken = gate.stay(Priority.LOW, first, 700_000);
    Strain refused = gate.stay(Priority.HIGH, second, 400_000);
    Strain small = gate.stay(Priority.HIGH, second, 60_000);
    first.leave();
    Strain afterwards = gate.stay(Priority.HIGH, second, 400_000);

    assertThat(List.of(taken, refused, small, afterwards))
        .containsExactly(Strain.NONE, Strain.BODIES, Strain.NONE, Strain.NONE);
    assertThat(protection.standing().requests().underWay()).isEqualTo(3);
    assertThat(around.count("shed_bodies")).isEqualTo(1);
  }

  @Test
  void aBodyGrowsInItsPlaceAndGivesAllOfItBack() {
    BodyRoom.Place place = gate.place();
    BodyRoom.Place other = gate.place();

    boolean grows = place.grow(100_000) && place.grow(300_000) && place.grow(200_000);
    long taken = protection.bodies().taken();
    boolean beyond = place.grow(2_000_000);
    place.leave();
    place.leave();

    assertThat(grows).isTrue();
    assertThat(taken).isEqualTo(300_000);
    assertThat(beyond).isFalse();
    assertThat(protection.bodies().taken()).isZero();
    assertThat(other.grow(other.most())).isTrue();
    assertThat(other.most()).isEqualTo(Surroundings.HEAP_BYTES / 10);
  }

  @Test
  void tellsToComeAgainAtDifferentTimes() {
    assertThat(IntStream.range(0, 200).mapToLong(_ -> gate.retryAfterSeconds()).distinct())
        .containsExactlyInAnyOrder(2L, 3L, 4L);
  }
}
