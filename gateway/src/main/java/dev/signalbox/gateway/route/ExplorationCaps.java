package dev.signalbox.gateway.route;

import dev.signalbox.engine.routing.Exploration;
import dev.signalbox.gateway.config.ExplorationConfig;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.IntSupplier;

/**
 * What exploration is expected to have cost today, in UTC, and whether it may go on. Counted when
 * it is decided, by what is expected of all that chance may draw, so that no luck stretches or ends
 * a day. Guarded by its own monitor; each process counts for itself, anew after a start, and of
 * several that share a database each may take an equal part of the day.
 */
public final class ExplorationCaps {
  private final ExplorationConfig most;
  private final IntSupplier nodes;
  private LocalDate day;
  private long nanos;
  private long loss;
  private long decisions;
  private long elsewhere;

  /**
   * How far the day is.
   *
   * @param nanos expected nano-dollars beyond the best so far
   * @param loss expected quality below the best so far, in billionths
   * @param decisions in which chance took part
   * @param elsewhere those of them in which it drew another than the best
   * @param reached whether exploration rests until the next day
   */
  public record State(
      LocalDate day,
      long nanos,
      long loss,
      long decisions,
      long elsewhere,
      boolean reached,
      ExplorationConfig most) {}

  /**
   * Caps of a day that nothing was explored in yet.
   *
   * @param most of all processes together
   * @param nodes how many there are at the moment, at least 1
   */
  public ExplorationCaps(ExplorationConfig most, IntSupplier nodes) {
    this(most, nodes, LocalDate.EPOCH);
  }

  private ExplorationCaps(ExplorationConfig most, IntSupplier nodes, LocalDate day) {
    this.most = most;
    this.nodes = nodes;
    this.day = day;
  }

  /** The same day under {@code changed} caps. */
  public synchronized ExplorationCaps under(ExplorationConfig changed) {
    ExplorationCaps caps = new ExplorationCaps(changed, nodes, day);
    caps.nanos = nanos;
    caps.loss = loss;
    caps.decisions = decisions;
    caps.elsewhere = elsewhere;
    return caps;
  }

  /** How far the day of {@code at} is. */
  public synchronized State state(Instant at) {
    turnTo(at);
    return new State(day, nanos, loss, decisions, elsewhere, reached(), most);
  }

  /** Whether chance may take part at {@code at}. */
  synchronized boolean open(Instant at) {
    turnTo(at);
    return !reached();
  }

  /** Counts what {@code exploration} is expected to cost. */
  synchronized void took(Exploration exploration, Instant at) {
    turnTo(at);
    nanos += exploration.extraNanos();
    loss += exploration.loss();
    decisions++;
    elsewhere += exploration.isElsewhere() ? 1 : 0;
  }

  private boolean reached() {
    int parts = nodes.getAsInt();
    return nanos >= most.nanosPerDay() / parts || loss >= most.lossPerDay() / parts;
  }

  /** Requests that began before midnight count for the day after it. */
  private void turnTo(Instant at) {
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    if (today.isAfter(day)) {
      day = today;
      nanos = 0;
      loss = 0;
      decisions = 0;
      elsewhere = 0;
    }
  }
}
