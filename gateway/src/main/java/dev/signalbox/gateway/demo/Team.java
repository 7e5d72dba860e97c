package dev.signalbox.gateway.demo;

import dev.signalbox.signals.learning.Reporter;
import java.util.List;

/**
 * A made-up team: one project and how it uses models.
 *
 * @param project name of its project
 * @param share of the traffic, in percent
 * @param sources what of theirs sends requests
 * @param tasks what their requests are for
 * @param models what they ask for
 * @param doors the APIs they speak
 * @param habits how they ask
 * @param briefing the system text of their requests
 * @param questions what they ask
 */
record Team(
    String project,
    int share,
    List<String> sources,
    List<String> tasks,
    List<Weighted<String>> models,
    List<Weighted<Errand.Door>> doors,
    Habits habits,
    String briefing,
    List<String> questions) {
  /** Something and how often it is picked, compared with others. */
  record Weighted<T>(T value, int weight) {}

  /**
   * How a team asks.
   *
   * @param streamPercent requests that want a stream
   * @param turns most turns of a conversation; 1 for none
   * @param words about how long answers are to be
   * @param nightly whether most of its requests come at night
   * @param kinds what is special about requests, with percent of all; the others are plain
   * @param reporter who says how good answers were
   * @param reportPercent how many answers something is said of
   */
  record Habits(
      int streamPercent,
      int turns,
      int words,
      boolean nightly,
      List<Weighted<Errand.Kind>> kinds,
      Reporter reporter,
      int reportPercent) {}
}
