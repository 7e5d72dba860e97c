package dev.signalbox.gateway.route;

import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.text.Excerpt;
import dev.signalbox.engine.text.NearMatch;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Set;

/** What a caller is told of a profile that there is not. */
public final class UnknownProfile {
  private static final int SHOWN = 64;

  private UnknownProfile() {}

  /** A problem of {@code kind} that names near matches, or all profiles when none is near. */
  public static Problem problemOf(String profile, ProblemKind kind, Snapshot snapshot) {
    Set<String> ids = snapshot.policy().profiles().keySet();
    String hint =
        NearMatch.question(profile, ids)
            .orElseGet(() -> "there are " + String.join(", ", ids.stream().sorted().toList()));
    String name = Excerpt.of(profile, SHOWN);
    return Problem.of(kind, "there is no profile `%s`; %s".formatted(name, hint))
        .withCode("profile_not_found");
  }
}
