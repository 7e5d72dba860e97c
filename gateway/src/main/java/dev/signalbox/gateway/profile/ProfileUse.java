package dev.signalbox.gateway.profile;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/** Tells who names a profile. One that somebody names is not taken away. */
@FunctionalInterface
public interface ProfileUse {
  /** So many are named in a refusal. */
  int MOST_NAMED = 5;

  /** Those who do, in words such as {@code the key `ci`}. */
  List<String> of(String profile);

  /** Why {@code profile} cannot be taken away; empty when nobody names it. */
  default Optional<ProblemException> refusal(String profile) {
    List<String> users = of(profile);
    return users.isEmpty() ? Optional.empty() : Optional.of(inUse(profile, users));
  }

  private static ProblemException inUse(String profile, List<String> users) {
    String more =
        users.size() > MOST_NAMED ? " and %d more".formatted(users.size() - MOST_NAMED) : "";
    return Problem.of(
            ProblemKind.CONFLICT,
            "the profile `%s` cannot be taken away while it is named by %s%s: have them name another one first"
                .formatted(
                    profile, String.join(", ", users.stream().limit(MOST_NAMED).toList()), more))
        .withCode("profile_in_use")
        .withParam("id")
        .toException();
  }
}
