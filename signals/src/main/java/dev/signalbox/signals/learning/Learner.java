package dev.signalbox.signals.learning;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.QualityTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Learns from signals. One thread at a time feeds it and has it make tables; what it made is
 * immutable and read by all.
 */
public final class Learner {
  /** Cells that are kept; beyond them, the one whose newest answer is the oldest is forgotten. */
  static final int MOST_CELLS = 20_000;

  private final LearningSettings settings;
  private final Fading fading;
  private final Map<CellKey, Evidence> evidence = new HashMap<>();

  /** The cells there are; empty where that is to be found anew. */
  private List<CellKey> inOrder = List.of();

  private final Discounts discounts = new Discounts();
  private long clustersFrom;
  private final DriftWatch drift;
  private final List<Alarm> alarms = new ArrayList<>();
  private Cards cards;
  private Posterior posterior;
  private Proof proof = Proof.NONE;
  private boolean changed;

  /**
   * What a refresh made.
   *
   * @param table what routing decides on
   * @param proof why of what was learnt this much counts
   */
  public record Made(QualityTable table, Proof proof) {}

  /** A learner that has heard nothing yet. */
  public Learner(LearningSettings settings, Cards cards) {
    this.settings = settings;
    this.fading = new Fading(settings.halfLife());
    this.cards = cards;
    this.posterior = Posterior.empty(cards);
    this.drift = new DriftWatch(settings.drift());
  }

  /** Has it start from other cards. */
  public void under(Cards changedCards) {
    cards = changedCards;
    posterior = Posterior.empty(changedCards);
    changed = true;
    fit();
  }

  /** What it expects of an answer of {@code place}, by what was known at the last refresh. */
  public Prediction predict(Observation.Place place) {
    return posterior.predict(place);
  }

  /**
   * Learns from one signal; counts with the next refresh. One that is known already is left alone.
   *
   * @param before what was expected when it came
   */
  public void add(Observation observation, Prediction before) {
    CellKey key = CellKey.of(observation.place());
    Evidence cell = evidence.computeIfAbsent(key, _ -> begun());
    Evidence.Entry entry = new Evidence.Entry(observation, before);
    if (cell.add(entry)) {
      changed = true;
      drift
          .look(observation, before, cell.value(entry), known(observation.place().target()))
          .ifPresent(alarms::add);
      if (evidence.size() > MOST_CELLS) {
        forgetOldest(key);
      }
    }
  }

  private Evidence begun() {
    inOrder = List.of();
    return new Evidence(settings, fading);
  }

  private double known(Target target) {
    Posterior.Effect model = posterior.models().get(target);
    return model == null ? 0 : model.n();
  }

  private void forgetOldest(CellKey butNot) {
    CellKey oldest = butNot;
    long least = Long.MAX_VALUE;
    for (Map.Entry<CellKey, Evidence> each : evidence.entrySet()) {
      long newest = each.getValue().newestMillis();
      boolean older = newest < least || (newest == least && each.getKey().compareTo(oldest) < 0);
      if (older && !each.getKey().equals(butNot)) {
        oldest = each.getKey();
        least = newest;
      }
    }
    evidence.remove(oldest);
    inOrder = List.of();
  }

  /** Unlearns one signal: afterwards everything is as if it had never come. */
  public void remove(long id, Observation.Place place) {
    CellKey key = CellKey.of(place);
    Evidence cell = evidence.get(key);
    if (cell == null || !cell.remove(id)) {
      return;
    }
    changed = true;
    drift.remove(id, place.target());
    if (cell.isEmpty()) {
      evidence.remove(key);
      inOrder = List.of();
    }
  }

  /** From now on, what was decided on before the alarm counts less. */
  public void discount(Alarm alarm) {
    discounts.add(alarm);
    drift.restart(alarm.target());
    stale(alarm.target());
  }

  private void stale(Target target) {
    evidence.forEach(
        (key, cell) -> {
          if (key.target().equals(target)) {
            cell.stale();
          }
        });
    changed = true;
  }

  /**
   * Unlearns all signals and alarms up to that id: afterwards everything is as if they had never
   * come.
   */
  public void forgetUpTo(long id) {
    if (evidence.values().removeIf(cell -> cell.forgetUpTo(id) && unlearnt(cell))) {
      inOrder = List.of();
    }
    drift.forgetUpTo(id);
    discounts.forgetUpTo(id).forEach(this::stale);
  }

  private boolean unlearnt(Evidence cell) {
    changed = true;
    return cell.isEmpty();
  }

  /** Prompts are placed among other clusters since {@code millis}: what was before is of none. */
  public void clustersFrom(long millis) {
    if (millis != clustersFrom) {
      clustersFrom = millis;
      evidence.values().forEach(Evidence::stale);
      changed = true;
    }
  }

  /** Alarms that were found since this was asked last. */
  public List<Alarm> newAlarms() {
    List<Alarm> found = List.copyOf(alarms);
    alarms.clear();
    return found;
  }

  /** Makes a table anew; empty when nothing changed since the last one. */
  public Optional<Made> refresh() {
    if (!changed) {
      return Optional.empty();
    }
    fit();
    changed = false;
    return Optional.of(made());
  }

  /** What was learnt so far, as the last refresh made it. */
  public Made made() {
    return new Made(new TableMaker(posterior, proof).table(), proof);
  }

  private void fit() {
    if (inOrder.isEmpty()) {
      inOrder = evidence.keySet().stream().sorted().toList();
    }
    List<CellEvidence> sums = new ArrayList<>(inOrder.size());
    for (CellKey key : inOrder) {
      Evidence.From from = new Evidence.From(discounts.fullFrom(key.target()), clustersFrom);
      sums.add(new CellEvidence(key, Objects.requireNonNull(evidence.get(key)).sums(from)));
    }
    posterior = PosteriorFit.of(sums, cards, settings.priors());
    proof = Proof.of(sums);
  }
}
