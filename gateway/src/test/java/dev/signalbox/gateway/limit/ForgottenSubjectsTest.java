package dev.signalbox.gateway.limit;

import static dev.signalbox.gateway.limit.LimitSamples.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.limit.CallerLimits.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** More subjects than there is room for, with meters in a real server. */
@ParameterizedClass
@EnumSource
final class ForgottenSubjectsTest {
  private static final int MORE = 100;
  private static final int AT_ONCE = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final SharedBooks.Settings PATIENT =
      new SharedBooks.Settings(PATIENCE, true, 1, Duration.ofSeconds(15));

  /** One request a day for each source. */
  private static final Limit ONE =
      new Limit(
          "one",
          LimitScope.SOURCE,
          Limit.EACH,
          OptionalLong.empty(),
          OptionalLong.of(1),
          OptionalLong.empty(),
          OptionalInt.empty());

  private final TestStores.Kind kind;
  private Replica replica;
  private SharedStates states;

  ForgottenSubjectsTest(TestStores.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    kind.empty();
    replica = new Replica(() -> kind.at(kind.port()), PATIENT, System::nanoTime);
    states = kind.at(kind.port());
  }

  @AfterEach
  void close() {
    replica.close();
    states.close();
  }

  private static CallerLimits.Claim of(String source) {
    Taker taker = new Taker("blue", "shop", source, "", Optional.empty());
    return new CallerLimits.Claim(taker, List.of(MODEL), 1);
  }

  /** Those that the server has a meter of. */
  private Set<String> stored() {
    SharedStates.Listing found =
        states.list(StoredMeter.prefixOf(ONE), 2 * Meters.MOST_SUBJECTS, PATIENCE);
    return found.states().values().stream()
        .map(bytes -> StoredMeter.named(ONE, bytes, found.nanos()).orElseThrow().subject())
        .collect(Collectors.toSet());
  }

  @Test
  @DisplayName("K04 of more subjects than there is room for, the server keeps no more either")
  void ofMoreSubjectsThanThereIsRoomForTheServerKeepsNoMoreEither() {
    CallerLimits limits = replica.limits(ONE);
    List<String> sources =
        IntStream.range(0, Meters.MOST_SUBJECTS + MORE).mapToObj(i -> "source-" + i).toList();
    for (int from = 0; from < sources.size(); from += AT_ONCE) {
      List<Future<Outcome>> taken = new ArrayList<>();
      sources
          .subList(from, Math.min(sources.size(), from + AT_ONCE))
          .forEach(source -> taken.add(limits.take(of(source))));
      taken.forEach(each -> assertThat(Replica.come(each)).isInstanceOf(Outcome.Taken.class));
    }

    Set<String> kept =
        Eventually.get("meters", this::stored, found -> found.size() <= Meters.MOST_SUBJECTS);

    assertThat(kept).hasSize(Meters.MOST_SUBJECTS);
    assertThat(replica.counted("limits_unsettled")).isZero();
    assertThat(replica.counted("limits_alone")).isZero();
    String forgotten =
        sources.stream().filter(each -> !kept.contains(each)).findFirst().orElseThrow();
    assertThat(Replica.come(limits.take(of(forgotten)))).isInstanceOf(Outcome.Taken.class);
    assertThat(Replica.come(limits.take(of(kept.iterator().next()))))
        .isInstanceOf(Outcome.Refused.class);
  }
}
