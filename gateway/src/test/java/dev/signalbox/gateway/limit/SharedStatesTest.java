package dev.signalbox.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.analytics.shared.StatePage;
import dev.signalbox.analytics.shared.StatesUnavailable;
import dev.signalbox.gateway.e2e.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What both stores promise, on real servers. */
@ParameterizedClass
@EnumSource
final class SharedStatesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(1_200);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestStores.Kind kind;
  private final List<SharedStates> opened = new ArrayList<>();

  SharedStatesTest(TestStores.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void empty() {
    kind.empty();
  }

  @AfterEach
  void close() {
    opened.forEach(SharedStates::close);
  }

  private SharedStates open() {
    SharedStates states = kind.at(kind.port());
    opened.add(states);
    return states;
  }

  private static SortedSet<String> keys(String... keys) {
    return new TreeSet<>(List.of(keys));
  }

  private static byte[] bytes(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  private static int number(StatePage page, String key) {
    return page.read(key)
        .map(state -> Integer.parseInt(new String(state, StandardCharsets.US_ASCII)))
        .orElse(0);
  }

  private static void add(SharedStates states, String... keys) {
    states.change(
        keys(keys),
        PATIENCE,
        page -> {
          for (String key : keys) {
            page.write(key, bytes(number(page, key) + 1), HOUR);
          }
          return keys.length;
        });
  }

  @Test
  void whatOneWritesTheOtherReads() {
    add(open(), "a", "a b:ü*", "c");

    SharedStates.Listing read = open().read(keys("a", "a b:ü*", "d"), PATIENCE);

    assertThat(read.states()).containsOnlyKeys("a", "a b:ü*");
    assertThat(read.states().get("a")).isEqualTo(bytes(1));
    assertThat(Instant.ofEpochSecond(0, read.nanos()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
  }

  @Test
  void everyChangeOfManyAtOnceCounts() throws Exception {
    String[] all = {"a", "b", "c", "d"};
    List<Future<?>> done = new ArrayList<>();
    int[] expected = new int[all.length];
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        SharedStates states = open();
        SplittableRandom random = new SplittableRandom(20261126 + thread);
        List<String[]> changes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          int first = random.nextInt(all.length);
          int second = random.nextInt(all.length);
          changes.add(
              first == second ? new String[] {all[first]} : new String[] {all[first], all[second]});
          expected[first]++;
          expected[second] += first == second ? 0 : 1;
        }
        done.add(threads.submit(() -> changes.forEach(each -> add(states, each))));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }

    SharedStates.Listing read = open().read(keys(all), PATIENCE);
    for (int i = 0; i < all.length; i++) {
      assertThat(read.states().get(all[i])).isEqualTo(bytes(expected[i]));
    }
  }

  @Test
  void listsWhatBeginsAlikeAndNoMoreThanIsAskedFor() {
    SharedStates states = open();
    add(states, "x:1", "x:2", "x:3", "y:1");

    assertThat(states.list("x:", 100, PATIENCE).states()).containsOnlyKeys("x:1", "x:2", "x:3");
    assertThat(states.list("x:", 2, PATIENCE).states()).hasSize(2);
    assertThat(states.list("z:", 2, PATIENCE).states()).isEmpty();
  }

  @Test
  void forgetsWhatIsNotNeededAnyMore() {
    SharedStates states = open();
    states.change(
        keys("a"),
        PATIENCE,
        page -> {
          page.write("a", bytes(7), Duration.ofMillis(20));
          return 0;
        });

    Eventually.holds(
        () -> states.read(keys("a"), PATIENCE).states().isEmpty(), "the state is forgotten");
    add(states, "a");
    assertThat(states.read(keys("a"), PATIENCE).states().get("a")).isEqualTo(bytes(1));
  }

  @Test
  void workThatFailsChangesNothing() {
    SharedStates states = open();
    add(states, "a");

    assertThatThrownBy(
            () ->
                states.change(
                    keys("a"),
                    PATIENCE,
                    page -> {
                      page.write("a", bytes(9), HOUR);
                      throw new IllegalStateException("a bug");
                    }))
        .hasMessage("a bug");

    add(states, "a");
    assertThat(states.read(keys("a"), PATIENCE).states().get("a")).isEqualTo(bytes(2));
  }

  @Test
  void aPauseWithinItsPatienceFailsNothing() {
    SharedStates states = open();
    SharedStates other = open();
    add(states, "a", "b");

    states.change(
        keys("a"),
        PATIENCE,
        page -> {
          Eventually.holds(
              () -> other.read(keys("b"), PATIENCE).nanos() - page.nanos() > PAUSE.toNanos(),
              "the pause is over by the clock of the store");
          page.write("a", bytes(number(page, "a") + 1), HOUR);
          return 0;
        });

    assertThat(other.read(keys("a"), PATIENCE).states().get("a")).isEqualTo(bytes(2));
  }

  @Test
  void whereNobodyListensItSaysSoAtOnce() {
    SharedStates states = kind.at(TestStores.freePort());
    opened.add(states);

    assertThatThrownBy(() -> add(states, "a"))
        .isInstanceOf(StatesUnavailable.class)
        .hasMessageContaining("refused");
  }
}
