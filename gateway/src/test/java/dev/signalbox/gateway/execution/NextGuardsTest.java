package dev.signalbox.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What guards hand on when another configuration comes. */
final class NextGuardsTest {
  private static final Target SAME = new Target("same", "m");
  private static final Target OTHER = new Target("other", "m");
  private static final Fault DOWN = Faults.ofRefusal(500, Problem.of(ProblemKind.INTERNAL, "no"));

  private final TestTime time = new TestTime();
  private final FaultCounters counters = new FaultCounters();
  private final Guards guards =
      new Guards(
          List.of(
              spec("same", ExecutionSettings.STANDARD), spec("other", ExecutionSettings.STANDARD)),
          RetrySettings.STANDARD,
          time.clock(),
          counters);

  @Test
  void aProviderThatIsCalledAlikeKeepsItsCircuitsAndOneThatIsNotBeginsAnew() {
    open(SAME);
    open(OTHER);

    Guards next =
        guards.next(
            List.of(
                spec("same", ExecutionSettings.STANDARD),
                spec(
                    "other",
                    new ExecutionSettings(
                        ExecutionSettings.Breaker.STANDARD,
                        OptionalInt.of(5),
                        OptionalInt.empty(),
                        OptionalLong.empty()))),
            RetrySettings.STANDARD);

    assertThat(next.of(SAME)).isSameAs(guards.of(SAME));
    assertThat(next.of(OTHER).circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(next.provider("same")).isEqualTo(guards.provider("same"));
  }

  @Test
  void aProviderThatIsGoneHasNoGuards() {
    open(OTHER);

    Guards next =
        guards.next(List.of(spec("same", ExecutionSettings.STANDARD)), RetrySettings.STANDARD);

    assertThat(next.known(OTHER)).isEmpty();
    assertThat(next.provider("other")).isEmpty();
  }

  @Test
  void whoFollowsIsToldOfCircuitsThatOpenAfterwards() {
    List<String> told = new ArrayList<>();
    guards.whenChanged(() -> told.add("before"));
    guards.of(SAME);
    Guards next =
        guards.next(List.of(spec("same", ExecutionSettings.STANDARD)), RetrySettings.STANDARD);
    next.whenChanged(() -> told.add("after"));

    open(SAME);

    assertThat(told).isNotEmpty().containsOnly("after");
    assertThat(counters.of("circuit_opened")).isEqualTo(1);
  }

  @Test
  void otherRetryBoundsBeginAnew() {
    open(SAME);

    Guards next =
        guards.next(
            List.of(spec("same", ExecutionSettings.STANDARD)),
            new RetrySettings(1, 1, Duration.ZERO, Duration.ZERO));

    assertThat(next.known(SAME)).isEmpty();
  }

  private void open(Target target) {
    for (int i = 0; i < 10; i++) {
      ((Admission.Admitted) guards.of(target).admit()).permit().failed(DOWN);
    }
    assertThat(guards.of(target).circuit()).isEqualTo(Circuit.OPEN);
  }

  private static UpstreamSpec spec(String id, ExecutionSettings settings) {
    return TestSpecs.of(id, settings);
  }
}
