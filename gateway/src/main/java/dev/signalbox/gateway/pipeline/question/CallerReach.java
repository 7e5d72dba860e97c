package dev.signalbox.gateway.pipeline.question;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.access.Allowance;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What of the gateway a caller may use. A name that stands for nothing it may use is to it as one
 * that there is not.
 */
public final class CallerReach {
  private final Allowance allowance;
  private final Snapshot snapshot;

  /** The reach of whoever has {@code allowance}. */
  public CallerReach(Allowance allowance, Snapshot snapshot) {
    this.allowance = allowance;
    this.snapshot = snapshot;
  }

  /** Whether it may use a deployment. */
  public boolean permits(Target target) {
    return allowance.permit().isAll()
        || allowance
            .permit()
            .permits(
                target,
                snapshot.standing(target).flatMap(standing -> standing.deployment().family()));
  }

  /** Whether it may use something that {@code meaning} stands for. */
  public boolean permits(Resolution meaning) {
    return switch (meaning) {
      case Resolution.Resolved resolved -> resolved.targets().stream().anyMatch(this::permits);
      case Resolution.Open(var profile) -> profile.map(allowance::allowsProfile).orElse(true);
      case Resolution.Unknown _ -> allowance.permit().isAll();
    };
  }

  /** What {@code name}, which stands for {@code meaning}, stands for to the caller. */
  Resolution narrowed(String name, Resolution meaning, NameResolver names, MountNames mount) {
    if (allowance.permit().isAll()) {
      return meaning;
    }
    Predicate<Resolution> usable = this::permits;
    return switch (meaning) {
      case Resolution.Open open -> open;
      case Resolution.Unknown _ -> names.unknown(name, mount, usable);
      case Resolution.Resolved resolved -> {
        List<List<Target>> ranks =
            resolved.ranks().stream()
                .map(rank -> rank.stream().filter(this::permits).toList())
                .filter(rank -> !rank.isEmpty())
                .toList();
        yield ranks.isEmpty()
            ? names.unknown(name, mount, usable)
            : new Resolution.Resolved(ranks, resolved.reportAlias());
      }
    };
  }

  /**
   * The profile of a request that names {@code asked}; empty text for none: the standard one where
   * it may be used, else one that may.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when it may not be used
   */
  String profile(String asked) {
    if (allowance.profiles().isEmpty()) {
      return asked;
    }
    if (asked.isEmpty()) {
      String standard = snapshot.policy().standard();
      return allowance.allowsProfile(standard)
          ? standard
          : allowance.profiles().stream().sorted().findFirst().orElse(standard);
    }
    check(asked, ProblemKind.INVALID_REQUEST, "x-profile");
    return asked;
  }

  /**
   * Refuses a name such as {@code profile:id} of a profile that may not be used.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException naming those that may
   */
  void checkProfile(Resolution meaning) {
    if (meaning instanceof Resolution.Open(Optional<String> profile)) {
      profile.ifPresent(id -> check(id, ProblemKind.MODEL_NOT_FOUND, "model"));
    }
  }

  private void check(String profile, ProblemKind kind, String where) {
    if (!allowance.allowsProfile(profile)) {
      throw Problem.of(
              kind,
              "this key may not use the profile `%s`; it may use `%s`"
                  .formatted(
                      profile,
                      String.join("`, `", allowance.profiles().stream().sorted().toList())))
          .withCode("profile_not_found")
          .withParam(where)
          .toException();
    }
  }
}
