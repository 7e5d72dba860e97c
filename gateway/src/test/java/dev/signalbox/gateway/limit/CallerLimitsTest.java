package dev.signalbox.gateway.limit;

import static dev.signalbox.gateway.limit.LimitSamples.inFlight;
import static dev.signalbox.gateway.limit.LimitSamples.perDay;
import static dev.signalbox.gateway.limit.LimitSamples.perMinute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.limit.CallerLimits.Outcome;
import dev.signalbox.gateway.limit.CallerLimits.Used;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** K03 and K13: the same whoever keeps account. */
@ParameterizedClass
@EnumSource
final class CallerLimitsTest {
  /** Who keeps account. */
  enum Kept {
    LOCALLY,
    SHARED
  }

  private static final Taker BLUE = new Taker("blue", "shop", "web", "", Optional.empty());
  private static final Taker RED = new Taker("red", "shop", "web", "desk", Optional.empty());
  private static final Target MODEL = new Target("oa", "gpt");
  private static final Target OTHER = new Target("az", "gpt");

  private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
  private final Books books;

  CallerLimitsTest(Kept kept) {
    books =
        switch (kept) {
          case LOCALLY -> new Meters(nanos::get);
          case SHARED -> {
            MemoryStates states = new MemoryStates(nanos::get);
            yield new Replica(() -> states, Replica.PATIENT, System::nanoTime).books();
          }
        };
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void ofTwoHundredAtOnceExactlyAsManyPassAsAreAllowed() throws Exception {
    CallerLimits limits = limits(perMinute("a", LimitScope.KEY, 70), perDay("b", 50));
    List<Callable<Boolean>> asks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      asks.add(() -> take(limits, claim(BLUE, 10)) instanceof Outcome.Taken);
    }
    int passed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> asked : threads.invokeAll(asks)) {
        passed += asked.get() ? 1 : 0;
      }
    }

    assertThat(passed).isEqualTo(50);
    assertThat(remaining(limits)).containsExactly(20L, 0L);
  }

  @Test
  void theBucketFillsEvenlyAndNeverBeyondItsBrim() {
    CallerLimits limits = limits(perMinute("a", LimitScope.KEY, 60));
    for (int i = 0; i < 60; i++) {
      taken(limits, BLUE, 1);
    }

    assertThat(refused(limits, BLUE, 1))
        .isEqualTo(new Shortage(Shortage.Kind.REQUESTS_PER_MINUTE, 60, 0, Duration.ofSeconds(1)));
    pass(Duration.ofMillis(999));
    refused(limits, BLUE, 1);
    pass(Duration.ofMillis(1));
    taken(limits, BLUE, 1);
    refused(limits, BLUE, 1);
    pass(Duration.ofHours(3));
    assertThat(remaining(limits)).containsExactly(60L);
  }

  @Test
  @DisplayName("K03 a clock that goes back gives nothing and takes nothing")
  void aClockThatGoesBackGivesNothingAndTakesNothing() {
    CallerLimits limits = limits(perMinute("a", LimitScope.KEY, 60));
    for (int i = 0; i < 50; i++) {
      taken(limits, BLUE, 1);
    }

    pass(Duration.ofHours(-1));

    assertThat(remaining(limits)).containsExactly(10L);
    taken(limits, BLUE, 1);
    assertThat(remaining(limits)).containsExactly(9L);
  }

  @Test
  void tokensAreSettledWithWhatWasUsed() {
    CallerLimits limits = limits(tokens(1_000));
    CallerLimits.Passage less = taken(limits, BLUE, 600);
    assertThat(remaining(limits)).containsExactly(400L);
    less.leave(List.of(new Used(MODEL, 100)));
    assertThat(remaining(limits)).containsExactly(900L);

    CallerLimits.Passage more = taken(limits, BLUE, 600);
    more.leave(List.of(new Used(MODEL, 700), new Used(OTHER, 800)));

    assertThat(remaining(limits)).containsExactly(0L);
    assertThat(refused(limits, BLUE, 100).untilEnough()).isEqualTo(Duration.ofSeconds(42));
    pass(Duration.ofSeconds(42));
    taken(limits, BLUE, 100);
  }

  @Test
  @DisplayName("K13 a figure beyond reason is owed for an hour at most")
  void aFigureBeyondReasonIsOwedForAnHourAtMost() {
    CallerLimits limits = limits(tokens(1_000));
    for (int i = 0; i < 3; i++) {
      taken(limits, BLUE, 1).leave(List.of(new Used(MODEL, 1_000_000_000_000L)));
      pass(Duration.ofMinutes(60));
      pass(Duration.ofSeconds(1));
      assertThat(remaining(limits).getFirst()).isPositive();
    }
  }

  @Test
  void oneThatIsLargerThanTheLimitWaitsForAllOfIt() {
    CallerLimits limits = limits(tokens(1_000));
    CallerLimits.Passage small = taken(limits, BLUE, 1);
    refused(limits, BLUE, 5_000);
    small.leave(List.of());

    taken(limits, BLUE, 5_000);

    assertThat(remaining(limits)).containsExactly(0L);
  }

  @Test
  void aPlaceIsFreeAgainOnceHoweverOftenItIsLeft() {
    CallerLimits limits = limits(inFlight(LimitScope.KEY, "*", 2));
    CallerLimits.Passage first = taken(limits, BLUE, 1);
    taken(limits, BLUE, 1);
    assertThat(refused(limits, BLUE, 1).kind()).isEqualTo(Shortage.Kind.IN_FLIGHT);
    taken(limits, RED, 1);

    first.leave(List.of());
    first.leave(List.of());

    taken(limits, BLUE, 1);
    refused(limits, BLUE, 1);
  }

  @Test
  void whatOneLimitRefusesTakesNothingOfTheOthers() {
    CallerLimits limits =
        limits(perMinute("a", LimitScope.KEY, 10), inFlight(LimitScope.PROJECT, "*", 1));
    taken(limits, BLUE, 1);

    refused(limits, RED, 1);
    refused(limits, BLUE, 1);

    assertThat(states(limits, List.of())).extracting(LimitState::subject).contains("blue", "shop");
    assertThat(remaining(limits)).startsWith(9L);
    taken(limits, new Taker("red", "other", "", "", Optional.empty()), 1);
    assertThat(remaining(limits)).containsExactly(9L, 9L);
  }

  @Test
  void aNamedSubjectHasItsOwnLimitAndAnAppIsNotThatOfEverybody() {
    CallerLimits limits =
        limits(
            inFlight(LimitScope.KEY, "*", 1),
            inFlight(LimitScope.KEY, "blue", 3),
            inFlight(LimitScope.APP, "*", 2));
    for (int i = 0; i < 3; i++) {
      taken(limits, BLUE, 1);
    }

    refused(limits, BLUE, 1);
    taken(limits, RED, 1);
    refused(limits, RED, 1);
    taken(limits, new Taker("", "", "", "", Optional.empty()), 1);
    assertThat(states(limits, List.of()))
        .extracting(LimitState::subject)
        .containsExactly("(unattributed)", "red", "blue", "desk");
  }

  @Test
  void aKeysOwnLimitTakesThePlaceOfThatForEachFigureByFigure() {
    Limit own =
        new Limit(
            "red",
            LimitScope.KEY,
            "red",
            OptionalLong.of(2),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty());
    Taker red = new Taker("red", "", "", "", Optional.of(own));
    CallerLimits limits = limits(inFlight(LimitScope.KEY, "*", 3), perDay("all", 100));
    taken(limits, red, 1);
    taken(limits, red, 1);

    assertThat(refused(limits, red, 1).kind()).isEqualTo(Shortage.Kind.REQUESTS_PER_MINUTE);
    pass(Duration.ofMinutes(1));
    taken(limits, red, 1);
    assertThat(refused(limits, red, 1).kind()).isEqualTo(Shortage.Kind.IN_FLIGHT);
    assertThat(states(limits, List.of(own)))
        .extracting(LimitState::subject, state -> state.inFlight().orElse(-1))
        .containsExactly(tuple("", -1), tuple("red", 3));

    CallerLimits named = limits(inFlight(LimitScope.KEY, "red", 1));
    taken(named, red, 1);
    assertThat(refused(named, red, 1).most()).isEqualTo(1);
    assertThat(states(named, List.of(own))).hasSize(1);
  }

  @Test
  void aModelWithoutRoomIsLeftOutAndTheNextOneIsCounted() {
    CallerLimits limits = limits(perMinute("m", LimitScope.MODEL, 1));

    assertThat(open(limits)).containsExactly(MODEL, OTHER);
    assertThat(open(limits)).containsExactly(OTHER);

    assertThat(take(limits, claim(BLUE, 1)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            told -> assertThat(told.shortage().untilEnough()).isEqualTo(Duration.ofMinutes(1)));
  }

  @Test
  void aNameWithoutProviderIsOneLimitForAllOfThatName() {
    CallerLimits limits =
        limits(
            new Limit(
                "gpt",
                LimitScope.MODEL,
                "gpt",
                OptionalLong.of(2),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty()));

    assertThat(open(limits)).containsExactly(MODEL, OTHER);
    assertThat(open(limits)).containsExactly(MODEL, OTHER);

    assertThat(take(limits, claim(BLUE, 1))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aCallOfAnotherModelThanTheFirstCountsThere() {
    CallerLimits limits = limits(tokens("m", LimitScope.MODEL, 1_000));

    taken(limits, BLUE, 500).leave(List.of(new Used(OTHER, 300)));

    assertThat(states(limits, List.of()))
        .extracting(
            state -> state.subject() + " " + state.tokensPerMinute().orElseThrow().remaining())
        .containsExactly("az/gpt 700", "oa/gpt 1000");
  }

  @Test
  void sourcesThatNeverEndFillNoMemoryAndTakeNothingFromKeys() {
    CallerLimits limits =
        limits(perMinute("a", LimitScope.KEY, 1_000_000), perMinute("b", LimitScope.SOURCE, 5));
    int more = Meters.MOST_SUBJECTS + 500;

    for (int i = 0; i < more; i++) {
      taken(limits, new Taker("blue", "", "source-" + i, "", Optional.empty()), 1);
    }

    assertThat(states(limits, List.of())).hasSize(1 + CallerLimits.MOST_TOLD);
    if (books instanceof Meters meters) {
      assertThat(meters.of(perMinute("b", LimitScope.SOURCE, 5)))
          .hasSizeLessThanOrEqualTo(Meters.MOST_SUBJECTS);
    }
    assertThat(remaining(limits).getFirst()).isEqualTo(1_000_000L - more);
  }

  @Test
  void aLimitThatStaysTheSameGoesOnUnderAnotherConfiguration() {
    CallerLimits before = limits(perMinute("a", LimitScope.KEY, 10));
    CallerLimits.Passage passage = taken(before, BLUE, 1);

    CallerLimits same = limits(perMinute("a", LimitScope.KEY, 10), perDay("b", 5));
    CallerLimits changed = limits(perMinute("a", LimitScope.KEY, 20));

    assertThat(remaining(same)).containsExactly(9L, 5L);
    assertThat(remaining(changed)).isEmpty();
    taken(changed, BLUE, 1);
    assertThat(remaining(changed)).containsExactly(19L);
    passage.leave(List.of());
  }

  @Test
  void withoutLimitsNothingIsKept() {
    CallerLimits none = new CallerLimits(LimitPlan.NONE, books);

    assertThat(take(none, claim(BLUE, 1_000_000)))
        .isInstanceOfSatisfying(Outcome.Taken.class, taken -> assertThat(taken.states()).isEmpty());
    assertThat(states(none, List.of())).isEmpty();
  }

  private CallerLimits limits(Limit... limits) {
    return new CallerLimits(new LimitPlan(List.of(limits)), books);
  }

  private static CallerLimits.Claim claim(Taker taker, long tokens) {
    return new CallerLimits.Claim(taker, List.of(MODEL, OTHER), tokens);
  }

  private static Outcome take(CallerLimits limits, CallerLimits.Claim claim) {
    return Replica.come(limits.take(claim));
  }

  private List<LimitState> states(CallerLimits limits, List<Limit> own) {
    settle();
    return Replica.come(limits.states(own));
  }

  private static CallerLimits.Passage taken(CallerLimits limits, Taker taker, long tokens) {
    return ((Outcome.Taken) take(limits, claim(taker, tokens))).passage();
  }

  private static List<Target> open(CallerLimits limits) {
    return ((Outcome.Taken) take(limits, claim(BLUE, 1))).targets();
  }

  private static Shortage refused(CallerLimits limits, Taker taker, long tokens) {
    return ((Outcome.Refused) take(limits, claim(taker, tokens))).shortage();
  }

  /** What is left of each rate, in the order of the limits. */
  private List<Long> remaining(CallerLimits limits) {
    return states(limits, List.of()).stream()
        .flatMap(
            state ->
                Stream.of(
                        state.requestsPerMinute(), state.requestsPerDay(), state.tokensPerMinute())
                    .flatMap(Optional::stream))
        .map(LimitState.Rate::remaining)
        .toList();
  }

  /** Waits until what was before is done. */
  private void settle() {
    take(limits(perMinute("another", LimitScope.KEY, 1_000)), claim(BLUE, 1));
  }

  private void pass(Duration time) {
    settle();
    nanos.addAndGet(time.toNanos());
  }

  private static Limit tokens(long perMinute) {
    return tokens("t", LimitScope.KEY, perMinute);
  }

  private static Limit tokens(String name, LimitScope scope, long perMinute) {
    return new Limit(
        name,
        scope,
        Limit.EACH,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(perMinute),
        OptionalInt.empty());
  }
}
