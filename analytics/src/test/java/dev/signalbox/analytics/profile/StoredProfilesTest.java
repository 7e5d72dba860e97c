package dev.signalbox.analytics.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StoredProfilesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.250Z");

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void whatWasStoredIsReadBackByTheNextProcess(Place place) {
    ProfileVersion made = version("mine", 1, Optional.of("{\"task\": \"höher 🚦\"}"));
    ProfileVersion gone = version("mine", 2, Optional.empty());
    ProfileVersion other = version("another", 1, Optional.of("{}"));
    within(place, profiles -> List.of(made, other, gone).forEach(each -> append(profiles, each)));

    assertThat(within(place, StoredProfilesTest::nothing)).containsExactly(other, made, gone);
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void keepsTheLastVersionsOfEachProfile(Place place) {
    List<ProfileVersion> kept =
        within(
            place,
            profiles -> {
              append(profiles, version("other", 1, Optional.of("{}")));
              for (int i = 1; i <= StoredProfiles.KEPT_VERSIONS + 3; i++) {
                append(profiles, version("mine", i, Optional.of("{}")));
              }
            });

    assertThat(kept).filteredOn(each -> each.id().equals("other")).hasSize(1);
    assertThat(kept)
        .filteredOn(each -> each.id().equals("mine"))
        .extracting(ProfileVersion::number)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(4, StoredProfiles.KEPT_VERSIONS + 3).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void aNumberThatAnotherProcessHasTakenIsRaised(Place place) {
    List<Integer> numbers = new ArrayList<>();

    within(
        place,
        profiles -> {
          numbers.add(append(profiles, version("mine", 1, Optional.of("{}"))).number());
          numbers.add(append(profiles, version("mine", 1, Optional.empty())).number());
        });

    assertThat(numbers).containsExactly(1, 2);
  }

  /** A process that does {@code work}; gives what is kept at its end. */
  private static List<ProfileVersion> within(Place place, Consumer<StoredProfiles> work) {
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(database, Area.CONTROL, FactWriter.Settings.STANDARD, () -> NOON)) {
      StoredProfiles profiles = new StoredProfiles(database, writer);
      work.accept(profiles);
      return profiles.load();
    }
  }

  private static void nothing(StoredProfiles profiles) {}

  private static ProfileVersion append(StoredProfiles profiles, ProfileVersion version) {
    return profiles.append(version).toCompletableFuture().join();
  }

  private static ProfileVersion version(String id, int number, Optional<String> document) {
    return new ProfileVersion(id, number, NOON, "operator", document);
  }
}
