package dev.signalbox.analytics.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.control.WrappedKeys.Row;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WrappedKeysTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";

  @ParameterizedTest
  @MethodSource(PLACES)
  void keepsTheFirstOfTwoProcessesThatStartAtOnce(Place place) {
    try (ControlStore store = ControlStore.at(place)) {
      WrappedKeys keys = keysIn(store);

      keys.store(List.of(), new Row(1, "a", "of the first")).join();
      keys.store(List.of(), new Row(1, "b", "of the second")).join();

      assertThat(keys.all()).containsExactly(new Row(1, "a", "of the first"));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void wrapsAllAnewAndAddsOne(Place place) {
    try (ControlStore store = ControlStore.at(place)) {
      WrappedKeys keys = keysIn(store);
      keys.store(List.of(), new Row(1, "a", "old")).join();

      keys.store(List.of(new Row(1, "b", "new")), new Row(2, "b", "second")).join();
    }

    try (ControlStore store = ControlStore.at(place)) {
      assertThat(keysIn(store).all())
          .containsExactly(new Row(1, "b", "new"), new Row(2, "b", "second"));
    }
  }

  private static WrappedKeys keysIn(ControlStore store) {
    return new WrappedKeys(store.database(), store.writer(), () -> Instant.ofEpochMilli(1_000));
  }
}
