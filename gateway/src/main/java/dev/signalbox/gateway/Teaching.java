package dev.signalbox.gateway;

import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.SignalsConfig;
import dev.signalbox.gateway.route.Snapshots;
import dev.signalbox.gateway.trial.Canary;
import dev.signalbox.signals.intake.Lessons;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Cards;
import dev.signalbox.signals.learning.Learner;
import dev.signalbox.signals.learning.LearningSettings;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Prediction;
import dev.signalbox.signals.learning.Proof;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Has routing decide on what signals teach, over all configurations of the process. Signals come on
 * one thread; a configuration may come on another, so both take turns. No request waits for either.
 */
final class Teaching implements Lessons {
  /** What is worth less speaks against an answer. */
  private static final double EVEN = 0.5;

  private final Learner learner;
  private final LongSupplier clustersFrom;
  private final InstantSource clock;
  private Optional<Snapshots> taught = Optional.empty();
  private Optional<Canary> compared = Optional.empty();
  private String catalog = "";
  private volatile Learner.Made made;

  /**
   * Nothing is known of models before the first configuration.
   *
   * @param clustersFrom since when prompts are placed among the clusters in force, in milliseconds
   *     since 1970
   */
  Teaching(SignalsConfig config, LongSupplier clustersFrom, InstantSource clock) {
    this.clustersFrom = clustersFrom;
    this.clock = clock;
    this.learner = new Learner(settingsOf(config), Cards.of(Map.of()));
    this.made = learner.made();
  }

  private static LearningSettings settingsOf(SignalsConfig config) {
    LearningSettings standard = LearningSettings.STANDARD;
    return new LearningSettings(
        standard.halfLife(),
        config.sources(),
        config.dailyCap(),
        standard.priors(),
        standard.drift());
  }

  /**
   * From now on, {@code snapshots} are what is decided on, and {@code canary} is what is compared.
   * Blocks while what is known is weighed.
   */
  synchronized void teach(Snapshots snapshots, Canary canary) {
    taught = Optional.of(snapshots);
    compared = Optional.of(canary);
    putInForce(snapshots);
  }

  private void putInForce(Snapshots snapshots) {
    Snapshot now = snapshots.current();
    if (!now.revisions().catalog().equals(catalog)) {
      catalog = now.revisions().catalog();
      learner.under(Cards.of(now));
    }
    learner.clustersFrom(clustersFrom.getAsLong());
    learner.refresh();
    made = learner.made();
    QualityTable table = made.table();
    if (!table.equals(now.quality())) {
      snapshots.update(
          each -> each.withQuality(SnapshotCodec.qualityRevision(each.standings(), table), table));
    }
  }

  @Override
  public synchronized Prediction predict(Observation.Place place) {
    return learner.predict(place);
  }

  @Override
  public synchronized void add(Observation observation, Prediction before) {
    learner.add(observation, before);
  }

  @Override
  public synchronized void judged(String decision, double value) {
    compared.ifPresent(canary -> canary.judged(decision, value < EVEN, clock.instant()));
  }

  @Override
  public synchronized void remove(long id, Observation.Place place) {
    learner.remove(id, place);
  }

  @Override
  public synchronized void forgetUpTo(long id) {
    learner.forgetUpTo(id);
  }

  @Override
  public synchronized void discount(Alarm alarm) {
    learner.discount(alarm);
  }

  @Override
  public synchronized List<Alarm> settle() {
    taught.ifPresent(this::putInForce);
    return learner.newAlarms();
  }

  /** Which levels count, and by what gains. */
  Proof proof() {
    return made.proof();
  }
}
