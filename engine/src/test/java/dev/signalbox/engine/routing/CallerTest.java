package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the caller's own keys and permits change. */
final class CallerTest {
  private static final Instant LATER = Ask.NOON.plusSeconds(60);
  private static final Sample ONE = Sample.of("a/one");

  @Test
  void ourKeysAndQuotaDoNotMatterToWhoBringsAKeyForTheProvider() {
    Sample used = ONE.health(health(Optional.of(LATER), 100));

    assertThat(bringing(used, "a").plan())
        .containsExactly(
            new PlanEntry(ONE.target(), 730_000_000, PlanEntry.Why.BEST, PlanEntry.CERTAIN));
    assertThat(reasons(bringing(used, "b"))).containsExactly(new Reason.CredentialsBenched(LATER));
    assertThat(reasons(bringing(used))).containsExactly(new Reason.CredentialsBenched(LATER));
  }

  @ParameterizedTest
  @CsvSource({"89, 730000000", "90, 630000000", "99, 630000000"})
  void aQuotaThatIsNearlyUsedWeighs(int percent, long utility) {
    Decision decision = bringing(ONE.health(health(Optional.empty(), percent)));

    assertThat(decision.plan().getFirst().utility()).isEqualTo(utility);
  }

  @Test
  void aQuotaThatIsUsedUpIsAReason() {
    assertThat(reasons(bringing(ONE.health(health(Optional.empty(), 100)))))
        .containsExactly(new Reason.QuotaExhausted(100));
  }

  @ParameterizedTest
  @CsvSource({"a/one, a, true", "'', a, true", "a/one, '', true", "two, a, false", "one, b, false"})
  void whatTheKeyPermitsIsChosenAmong(String model, String provider, boolean planned) {
    Permit permit =
        Permit.of(
            Stream.of(model).filter(text -> !text.isEmpty()),
            provider.isEmpty() ? Set.of() : Set.of(provider));

    Decision decision = decide(Ask.auto().origin(origin()).permitted(permit), ONE);

    assertThat(decision.targets()).isEqualTo(planned ? List.of(new Target("a", "one")) : List.of());
    assertThat(reasons(decision))
        .isEqualTo(planned ? List.of() : List.of(new Reason.NotAllowed("key k")));
  }

  private static Decision bringing(Sample sample, String... providers) {
    return decide(Ask.auto().origin(origin(providers)), sample);
  }

  private static Decision decide(Ask ask, Sample sample) {
    return Router.decide(ask.question(), Wants.nothing().over(sample));
  }

  private static Question.Origin origin(String... ownKeys) {
    return new Question.Origin("k", "", "", "", "", Set.of(), Set.of(ownKeys));
  }

  private static Health health(Optional<Instant> benchedUntil, int quotaPercent) {
    return new Health(
        Circuit.CLOSED, Optional.empty(), benchedUntil, quotaPercent, 0, 100, false, false);
  }

  private static List<Reason> reasons(Decision decision) {
    return decision.layers().stream()
        .flatMap(layer -> layer.dropped().stream())
        .map(LayerRecord.Dropped::reason)
        .toList();
  }
}
