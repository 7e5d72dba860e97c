package dev.signalbox.gateway.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.profile.ProfileVersion;
import dev.signalbox.analytics.profile.StoredProfiles;
import dev.signalbox.analytics.store.DatabaseException;
import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.gateway.config.ProfileDocument;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ProfilesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Profiles.Trial NOTHING_ASSERTED = _ -> Future.succeededFuture(List.of());
  private static final ProfileUse NOBODY = _ -> List.of();

  private final List<List<Profile>> changes = new ArrayList<>();

  @Test
  void whatWasStoredBeforeIsInForceAgain() {
    Profiles profiles =
        profiles(
            List.of(
                new ProfileVersion("mine", 1, NOW, "one", Optional.of("{\"max_attempts\": 2}")),
                new ProfileVersion("mine", 2, NOW, "one", Optional.of("{\"max_attempts\": 3}")),
                new ProfileVersion("gone", 1, NOW, "one", Optional.of("{}")),
                new ProfileVersion("gone", 2, NOW, "one", Optional.empty())));

    assertThat(profiles.stored())
        .extracting(Profile::id, profile -> profile.handling().maxAttempts())
        .containsExactly(tuple("mine", 3));
    assertThat(profiles.find("gone")).isEmpty();
    assertThat(profiles.find("mine").orElseThrow().versions())
        .extracting(ProfileVersion::number)
        .containsExactly(2, 1);
  }

  @Test
  void everyChangeHandsOnWhatIsStoredThen() {
    Profiles profiles = profiles(List.of());

    profiles.put(change("a"), StrictJson.object()).result();
    profiles.put(change("b"), StrictJson.object()).result();
    profiles.delete(change("a")).result();

    assertThat(changes)
        .extracting(stored -> stored.stream().map(Profile::id).sorted().toList())
        .containsExactly(List.of("a"), List.of("a", "b"), List.of("b"));
  }

  @Test
  void learnsWhatOthersHaveStoredOnceAndInTheOrderOfTheirNumbers() {
    Profiles profiles = profiles(List.of());
    ProfileVersion second =
        new ProfileVersion("mine", 2, NOW, "two", Optional.of("{\"max_attempts\": 3}"));
    ProfileVersion first =
        new ProfileVersion("mine", 1, NOW, "one", Optional.of("{\"max_attempts\": 2}"));

    profiles.learn(List.of(second));
    profiles.learn(List.of(first, second));
    profiles.learn(List.of(first, second));

    assertThat(changes).hasSize(2);
    assertThat(profiles.kept("mine")).containsExactly(second, first);
    assertThat(profiles.stored())
        .extracting(profile -> profile.handling().maxAttempts())
        .containsExactly(3);
  }

  @Test
  void goesOverToTheProfilesOfAnotherConfigurationAndTellsItsFollowerAlone() {
    Profiles profiles = profiles(List.of());
    profiles.put(change("mine"), StrictJson.object().put("max_attempts", 2)).result();
    List<List<Profile>> next = new ArrayList<>();

    profiles.follow(
        List.of(ProfileDocument.read("mine", StrictJson.object().put("max_attempts", 5))),
        NOTHING_ASSERTED,
        NOBODY,
        next::add);
    ProfileView fromFile = profiles.find("mine").orElseThrow();
    profiles.follow(List.of(), NOTHING_ASSERTED, NOBODY, next::add);
    ProfileView stored = profiles.find("mine").orElseThrow();

    assertThat(fromFile.source()).isEqualTo(ProfileView.Source.CONFIG);
    assertThat(fromFile.inForce().profile().handling().maxAttempts()).isEqualTo(5);
    assertThat(stored.source()).isEqualTo(ProfileView.Source.STORED);
    assertThat(stored.inForce().profile().handling().maxAttempts()).isEqualTo(2);
    assertThat(next).hasSize(2);
    assertThat(changes).hasSize(1);
  }

  @Test
  void aWrongProfileChangesNothing() {
    Profiles profiles = profiles(List.of());

    assertThat(profiles.put(change("a"), StrictJson.object().put("x", 1)).failed()).isTrue();
    assertThat(profiles.put(change("A"), StrictJson.object()).failed()).isTrue();

    assertThat(changes).isEmpty();
    assertThat(profiles.find("a")).isEmpty();
  }

  @Test
  void profilesBeyondTheBoundAreRefusedAndThoseThereCanStillChange() {
    Profiles profiles = profiles(List.of());
    for (int i = 0; i < Profiles.MOST_PROFILES; i++) {
      profiles.put(change("p" + i), StrictJson.object()).result();
    }

    assertThat(profiles.put(change("one-more"), StrictJson.object()).cause())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("at most " + Profiles.MOST_PROFILES);
    assertThat(profiles.put(change("p0"), StrictJson.object()).succeeded()).isTrue();
  }

  @Test
  void whatCannotBeStoredIsNotInForce() {
    Profiles profiles =
        new Profiles(
            _ -> CompletableFuture.failedFuture(new DatabaseException("disk full")), List.of());

    Throwable refused = profiles.put(change("a"), StrictJson.object()).cause();

    assertThat(refused)
        .isInstanceOfSatisfying(
            ProblemException.class,
            told -> assertThat(told.problem().codeName()).isEqualTo("profile_unavailable"));
    assertThat(profiles.find("a")).isEmpty();
  }

  @Test
  void aProfileThatIsLongerThanTheColumnIsRefused() {
    Profiles profiles = profiles(List.of());
    ObjectNode document = StrictJson.object();
    for (int i = 0; i < 400; i++) {
      document.withArray("deny").add("provider/" + "m".repeat(180) + i);
    }

    Throwable refused = profiles.put(change("a"), document).cause();

    assertThat(refused)
        .hasMessageContaining("at most 65,536 characters")
        .isInstanceOf(ProblemException.class);
    assertThat(StrictJson.toText(document)).hasSizeGreaterThan(StoredProfiles.MOST_CHARACTERS);
    assertThat(profiles.find("a")).isEmpty();
  }

  @Test
  void whatSomebodyNamesIsNotTakenAwayUnlessSomethingElseStandsInItsPlace() {
    Profiles profiles = profiles(List.of());
    profiles.put(change("mine"), StrictJson.object()).result();
    profiles.put(change("fast"), StrictJson.object()).result();
    List<String> users = List.of("one", "two", "three", "four", "five", "six", "seven");
    profiles.follow(List.of(), NOTHING_ASSERTED, _ -> users, changes::add);

    Throwable deleted = profiles.delete(new Profiles.Change("mine", "one", NOW, true)).cause();
    boolean builtIn = profiles.delete(change("fast")).succeeded();

    assertThat(deleted)
        .hasMessageEndingWith(
            "the profile `mine` cannot be taken away while it is named by one, two, three, four,"
                + " five and 2 more: have them name another one first");
    assertThat(profiles.stored()).extracting(Profile::id).containsExactly("mine");
    assertThat(builtIn).isTrue();
  }

  @Test
  void anAssertionThatIsBrokenAsItIsRefusesNoChange() {
    Profiles profiles = profiles(List.of());
    profiles.follow(
        List.of(),
        stored ->
            Future.succeededFuture(
                List.of(
                    new AssertionResult("never", false, "nobody"),
                    new AssertionResult("empty", stored.isEmpty(), "there are " + stored.size()))),
        NOBODY,
        changes::add);

    Throwable refused = profiles.put(change("a"), StrictJson.object()).cause();
    profiles.put(new Profiles.Change("a", "one", NOW, true), StrictJson.object());
    boolean second = profiles.put(change("b"), StrictJson.object()).succeeded();

    assertThat(refused)
        .hasMessageContaining("the assertion `empty` breaks: there are 1;")
        .hasMessageNotContaining("never");
    assertThat(second).isTrue();
    assertThat(profiles.stored()).extracting(Profile::id).containsExactlyInAnyOrder("a", "b");
  }

  private Profiles profiles(List<ProfileVersion> loaded) {
    Profiles profiles = new Profiles(CompletableFuture::completedFuture, loaded);
    profiles.follow(List.of(), NOTHING_ASSERTED, NOBODY, changes::add);
    changes.clear();
    return profiles;
  }

  private static Profiles.Change change(String id) {
    return new Profiles.Change(id, "one", NOW, false);
  }
}
