package dev.signalbox.gateway.cluster;

import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.prompt.ClusterFit;
import dev.signalbox.signals.prompt.ClusterStore;
import dev.signalbox.signals.prompt.ClusterStore.Stored;
import dev.signalbox.signals.prompt.Clusters;
import dev.signalbox.signals.prompt.PromptEncoder;
import dev.signalbox.signals.prompt.PromptText;
import dev.signalbox.signals.prompt.Reservoir;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Places prompts among the clusters of the gateway, and fits those once when enough was asked. One
 * for the process. Placing is for all threads and does not block; everything that loads, fits or
 * stores is guarded by this object and blocks, so worker threads do it.
 */
public final class PromptClusters {
  /** How long before they are in force clusters that replace others are stored. */
  public static final Duration NOTICE = Duration.ofMinutes(2);

  private final Parts parts;
  private final Reservoir seen = new Reservoir(1);
  private volatile Optional<PromptEncoder> encoder = Optional.empty();

  /** Those in force, and those that will be; the newest last, at most two. */
  private volatile List<Stored> known = List.of();

  /**
   * What it works with.
   *
   * @param encoder loads the encoder; called once
   */
  public record Parts(
      ClusterStore store, ClusterFit.Settings settings, Supplier<PromptEncoder> encoder) {}

  /** Clusters that are not looked for before {@link #prepare}. */
  public PromptClusters(Parts parts) {
    this.parts = parts;
  }

  /**
   * How things stand.
   *
   * @param encoder revision of the encoder; empty until it is loaded
   * @param seen prompts since the start of the process
   * @param needed prompts that a fit takes
   * @param inForce what prompts are placed among
   * @param coming what they will be placed among
   */
  public record State(
      Optional<String> encoder,
      long seen,
      int needed,
      Optional<Stored> inForce,
      Optional<Stored> coming) {}

  /** Loads the encoder and the stored clusters, if that was not done yet; blocks. */
  public synchronized void prepare(Instant now) {
    if (encoder.isEmpty()) {
      encoder = Optional.of(parts.encoder().get());
      refresh(now);
    }
  }

  /**
   * Takes over what another process stored, and fits the first clusters when enough was asked.
   * Blocks; nothing before {@link #prepare}.
   */
  public synchronized void refresh(Instant now) {
    if (encoder.isEmpty()) {
      return;
    }
    parts.store().newest().ifPresent(newest -> note(newest, now));
    if (inForce(now).isEmpty() && newestFitting().isEmpty()) {
      fit(now);
    }
  }

  /**
   * Fits clusters anew to what was asked since the start. They are in force a little later, so that
   * all processes change to them at one time. Blocks.
   *
   * @return empty when too little was asked
   */
  public synchronized Optional<Stored> refit(Instant now) {
    prepare(now);
    refresh(now);
    return fit(now);
  }

  /**
   * The clusters that {@code prompt} lies near at {@code at}; none while there are none.
   *
   * @param counts whether the prompt is one of those that clusters are fitted to
   */
  public ClusterMix place(PromptText prompt, Instant at, boolean counts) {
    if (encoder.isEmpty()) {
      return ClusterMix.NONE;
    }
    float[] vector = encoder.get().encode(prompt);
    if (counts) {
      seen.add(vector);
    }
    return inForce(at).map(stored -> stored.clusters().mix(vector)).orElse(ClusterMix.NONE);
  }

  /** What prompts are placed among at {@code at}. */
  public Optional<Stored> inForce(Instant at) {
    Optional<Stored> found = Optional.empty();
    for (Stored stored : known) {
      if (fits(stored) && !stored.from().isAfter(at)) {
        found = Optional.of(stored);
      }
    }
    return found;
  }

  /** How things stand at {@code at}. */
  public State state(Instant at) {
    return new State(
        encoder.map(PromptEncoder::revision),
        seen.seen(),
        parts.settings().least(),
        inForce(at),
        newestFitting().filter(newest -> newest.from().isAfter(at)));
  }

  private Optional<Stored> fit(Instant now) {
    Optional<Clusters> fitted =
        new ClusterFit(parts.settings()).fit(encoder.orElseThrow().revision(), seen.sample());
    return fitted.map(
        clusters -> {
          Stored wanted =
              new Stored(
                  known.isEmpty() ? 1 : known.getLast().number() + 1,
                  inForce(now).isEmpty() ? now : now.plus(NOTICE),
                  seen.seen(),
                  clusters);
          Stored stored = parts.store().put(wanted).toCompletableFuture().join();
          note(stored, now);
          return stored;
        });
  }

  /** Those of another encoder are known by their number only: nothing can be placed among them. */
  private boolean fits(Stored stored) {
    return encoder
        .filter(present -> present.revision().equals(stored.clusters().encoder()))
        .isPresent();
  }

  private Optional<Stored> newestFitting() {
    return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast()).filter(this::fits);
  }

  private void note(Stored newest, Instant now) {
    if (known.isEmpty() || newest.number() > known.getLast().number()) {
      known =
          inForce(now).map(current -> List.of(current, newest)).orElseGet(() -> List.of(newest));
    }
  }
}
