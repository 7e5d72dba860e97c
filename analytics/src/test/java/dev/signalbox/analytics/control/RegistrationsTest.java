package dev.signalbox.analytics.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.control.Registrations.Row;
import dev.signalbox.analytics.store.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RegistrationsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Row FIRST =
      new Row("provider", "mine", 1, 1, 0, "someone", "{\"id\":\"mine\"}", "sealed");
  private static final Row OTHER_KIND = new Row("gateway", "mine", 2, 2, 0, "", "{}", "");

  @ParameterizedTest
  @MethodSource(PLACES)
  void keepsWhatHasTheSameIdApartByItsKindOverARestart(Place place) {
    try (ControlStore store = ControlStore.at(place)) {
      registrationsIn(store).put(FIRST).join();
      registrationsIn(store).put(OTHER_KIND).join();
    }

    try (ControlStore store = ControlStore.at(place)) {
      assertThat(registrationsIn(store).all()).containsExactly(FIRST, OTHER_KIND);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void putsALaterOneInThePlaceOfTheEarlier(Place place) {
    try (ControlStore store = ControlStore.at(place)) {
      assertThat(registrationsIn(store).stamp()).isZero();
      registrationsIn(store).put(FIRST).join();

      Row deleted = new Row("provider", "mine", 1, 9, 9, "another", "{}", "");
      registrationsIn(store).put(deleted).join();

      assertThat(registrationsIn(store).all()).containsExactly(deleted);
      assertThat(registrationsIn(store).stamp()).isEqualTo(9);
    }
  }

  private static Registrations registrationsIn(ControlStore store) {
    return new Registrations(store.database(), store.writer());
  }
}
