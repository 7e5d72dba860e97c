package dev.signalbox.engine.state;

import dev.signalbox.engine.policy.Wishes;
import java.util.List;

/** What wishes say of deployments; found once for those that are known beforehand. */
public final class Opinions {
  private final Wishes wishes;
  private final List<Wishes.Opinion> byPlace;

  Opinions(Wishes wishes, List<Standing> standings) {
    this.wishes = wishes;
    this.byPlace =
        standings.stream().map(standing -> opinion(wishes, standing.deployment())).toList();
  }

  private static Wishes.Opinion opinion(Wishes wishes, Deployment deployment) {
    return wishes.of(deployment.target(), deployment.family());
  }

  /**
   * What they say of {@code standing}, the one at {@code place} of the snapshot that they are of; a
   * place below 0 is not known.
   */
  public Wishes.Opinion of(int place, Standing standing) {
    return place < 0 ? opinion(wishes, standing.deployment()) : byPlace.get(place);
  }
}
