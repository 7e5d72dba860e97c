package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.state.ClusterMix;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one request needs of a model; everything a decision depends on beside the snapshot. Holds no
 * prompt text.
 *
 * @param asked what the client named and how it speaks
 * @param scope which deployments compete
 * @param needs what the deployment must be able to do
 * @param origin who asks, for what
 * @param session what a running conversation ties it to
 * @param budgetLeftNanos nano-dollars that may still be spent; empty when no budget applies
 * @param at the moment prices are taken at
 * @param seed decides where chance is asked for
 * @param clusters that the prompt lies near
 * @param explores whether chance may take part
 */
public record Question(
    Asked asked,
    Scope scope,
    Needs needs,
    Origin origin,
    Session session,
    OptionalLong budgetLeftNanos,
    Instant at,
    long seed,
    ClusterMix clusters,
    boolean explores) {
  /** A question of which the prompt's clusters are not known, and in which chance has no part. */
  public Question(
      Asked asked,
      Scope scope,
      Needs needs,
      Origin origin,
      Session session,
      OptionalLong budgetLeftNanos,
      Instant at,
      long seed) {
    this(asked, scope, needs, origin, session, budgetLeftNanos, at, seed, ClusterMix.NONE, false);
  }

  /**
   * What the client named.
   *
   * @param model the model name as it came
   * @param profile id of the profile, of those in the snapshot
   * @param format id of the API format the client speaks
   * @param strict whether a loss in translation is refused
   * @param failover whether a second deployment may be tried
   */
  public record Asked(
      String model, String profile, String format, boolean strict, boolean failover) {}

  /** Which deployments compete. */
  public sealed interface Scope {
    /**
     * All that make answers of text: the engine chooses.
     *
     * @param permit what whoever asks may use
     */
    record Open(Permit permit) implements Scope {
      /** For somebody who may use everything. */
      public Open() {
        this(Permit.ALL);
      }
    }

    /**
     * Those a name stands for.
     *
     * @param places at least one
     */
    record Named(List<Place> places) implements Scope {
      public Named {
        if (places.isEmpty()) {
          throw new IllegalArgumentException("a name stands for at least one deployment");
        }
        places = List.copyOf(places);
        if (places.size() > 1
            && places.stream().map(Place::target).distinct().count() < places.size()) {
          throw new IllegalArgumentException("a name stands for a deployment once");
        }
      }
    }
  }

  /**
   * A deployment that a name stands for.
   *
   * @param rank 0 for those that compete first; one of a higher rank is used only when none of a
   *     lower one can be
   */
  public record Place(Target target, int rank) {
    public Place {
      if (rank < 0) {
        throw new IllegalArgumentException("a rank is not negative");
      }
    }
  }

  /**
   * Who asks, for what.
   *
   * @param key label of the caller's key
   * @param app name of the mount it came through
   * @param task what kind of work it is
   * @param classifications tags of what was found in the prompt
   * @param ownKeys ids of the providers that get a key of the caller's instead of ours
   */
  public record Origin(
      String key,
      String app,
      String project,
      String source,
      String task,
      Set<String> classifications,
      Set<String> ownKeys) {
    public Origin {
      classifications = Set.copyOf(classifications);
      ownKeys = Set.copyOf(ownKeys);
    }

    /** The same with another task. */
    public Origin withTask(String changed) {
      return new Origin(key, app, project, source, changed, classifications, ownKeys);
    }
  }

  /**
   * What a running conversation ties a request to.
   *
   * @param id empty text when it has none
   * @param last who answered the turn before
   * @param cachedTokens prompt tokens that {@code last} is expected to have cached
   * @param pin the provider that made something in the conversation that no other can read
   */
  public record Session(String id, Optional<Target> last, long cachedTokens, Optional<Pin> pin) {
    /** No conversation. */
    public static final Session NONE = new Session("", Optional.empty(), 0, Optional.empty());

    public Session {
      if (cachedTokens < 0) {
        throw new IllegalArgumentException("a number of tokens is not negative");
      }
    }
  }

  /**
   * Ties a conversation to a provider.
   *
   * @param provider the provider's id
   * @param what what only it can read: {@code reasoning}, {@code response_id}, {@code file_id}
   * @param hard whether others are dropped rather than ranked after
   */
  public record Pin(String provider, String what, boolean hard) {}
}
