package dev.signalbox.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DependencyTest {
  private static final Dependencies.Kind OFFICE =
      new Dependencies.Kind(
          "office",
          "http://office",
          Duration.ofSeconds(2),
          cause -> cause instanceof IllegalArgumentException);

  private final Surroundings around = new Surroundings();
  private final Protection protection = around.protection(1);
  private final Dependency office = protection.dependencies().of(OFFICE);
  private final AtomicInteger asked = new AtomicInteger();

  private Future<String> ask(Throwable failure) {
    return office.ask(
        () -> {
          asked.incrementAndGet();
          return Future.failedFuture(failure);
        });
  }

  private Future<String> answered(Duration took) {
    return office.ask(
        () -> {
          asked.incrementAndGet();
          around.pass(took);
          return Future.succeededFuture("fine");
        });
  }

  private void fail(int times) {
    IntStream.range(0, times).forEach(_ -> ask(new IllegalStateException("gone")));
  }

  @Test
  @DisplayName("O08 what fails again and again is not asked for a while, which health tells")
  void leavesAloneWhatFails() {
    fail(4);

    Future<String> spared = ask(new IllegalStateException("gone"));

    assertThat(asked).hasValue(4);
    assertThat(spared.cause())
        .isInstanceOfSatisfying(
            LeftAlone.class, alone -> assertThat(alone.seconds()).isEqualTo(31));
    Dependency.Report report = protection.standing().dependencies().getFirst();
    assertThat(report.state()).isEqualTo(Dependency.State.OPEN);
    assertThat(report.failed()).isEqualTo(4);
    assertThat(report.unasked()).isEqualTo(1);
    assertThat(protection.standing().troubles()).containsExactly("dependency:office");
  }

  @Test
  @DisplayName("O08 what is slow again and again is not asked for a while either")
  void leavesAloneWhatIsSlow() {
    IntStream.range(0, 4).forEach(_ -> answered(Duration.ofSeconds(3)));

    assertThat(answered(Duration.ZERO).cause()).isInstanceOf(LeftAlone.class);
  }

  @Test
  @DisplayName("O08 two are asked again after a while, and when they are answered all are")
  void comesBack() {
    fail(4);
    around.pass(Duration.ofSeconds(31));
    Promise<String> first = Promise.promise();
    office.ask(first::future);
    assertThat(answered(Duration.ZERO).succeeded()).isTrue();
    assertThat(answered(Duration.ZERO).cause()).isInstanceOf(LeftAlone.class);

    first.complete("fine");

    assertThat(answered(Duration.ZERO).succeeded()).isTrue();
    assertThat(protection.standing().troubles()).isEmpty();
  }

  @Test
  void aRefusalIsAnAnswer() {
    IntStream.range(0, 20).forEach(_ -> ask(new IllegalArgumentException("no")));

    assertThat(asked).hasValue(20);
    assertThat(protection.standing().troubles()).isEmpty();
  }

  @Test
  void whatThrowsIsAFailure() {
    IntStream.range(0, 4)
        .forEach(
            _ ->
                office.ask(
                    () -> {
                      throw new IllegalStateException("thrown");
                    }));

    assertThat(answered(Duration.ZERO).cause()).isInstanceOf(LeftAlone.class);
  }

  @Test
  void whatWasAskedBeforeItWasLeftAloneSaysNothingOfItsReturn() {
    Promise<String> old = Promise.promise();
    office.ask(old::future);
    fail(4);
    around.pass(Duration.ofSeconds(31));
    assertThat(answered(Duration.ZERO).succeeded()).isTrue();

    old.fail("late");

    assertThat(answered(Duration.ZERO).succeeded()).isTrue();
    assertThat(protection.standing().troubles()).isEmpty();
  }

  @Test
  void isTheSameForAllUntilItIsAtAnotherPlace() {
    assertThat(protection.dependencies().of(OFFICE)).isSameAs(office);
    fail(4);

    Dependency moved =
        protection
            .dependencies()
            .of(
                new Dependencies.Kind(
                    "office", "http://elsewhere", OFFICE.slow(), OFFICE.answers()));

    assertThat(moved).isNotSameAs(office);
    assertThat(protection.standing().troubles()).isEmpty();
  }

  @Test
  void forgetsWhatIsConfiguredNoMore() {
    protection.dependencies().keep("off", Set.of("officer"));

    assertThat(protection.standing().dependencies()).isEmpty();
  }
}
