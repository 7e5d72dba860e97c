package dev.signalbox.engine.catalog;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a model stands between its first and its last day.
 *
 * @param stage as its maker says
 * @param retired the day it stops answering
 * @param replacement id of the card to use instead
 */
public record Lifecycle(
    Stage stage,
    Optional<LocalDate> released,
    Optional<LocalDate> deprecated,
    Optional<LocalDate> retired,
    Optional<String> replacement) {
  /** In service, dates unknown. */
  public static final Lifecycle ACTIVE =
      new Lifecycle(
          Stage.ACTIVE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What can be expected of a model. */
  public enum Stage {
    PREVIEW,
    ACTIVE,
    DEPRECATED,
    RETIRED;

    /** Its name in data files and answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The first day, counted from 1970, on which {@link #stageOn} says that it is deprecated or
   * retired; the largest long if there is none, the smallest if it was so all the time.
   */
  public long endDay() {
    return stage == Stage.DEPRECATED || stage == Stage.RETIRED
        ? Long.MIN_VALUE
        : Math.min(dayOf(deprecated), dayOf(retired));
  }

  private static long dayOf(Optional<LocalDate> date) {
    return date.map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE);
  }

  /** The stage on {@code day}: an announced date counts from the day it comes. */
  public Stage stageOn(LocalDate day) {
    if (stage == Stage.RETIRED || retired.filter(date -> !day.isBefore(date)).isPresent()) {
      return Stage.RETIRED;
    }
    return deprecated.filter(date -> !day.isBefore(date)).isPresent() ? Stage.DEPRECATED : stage;
  }
}
