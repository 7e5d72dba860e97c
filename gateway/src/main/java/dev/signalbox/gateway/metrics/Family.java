package dev.signalbox.gateway.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is measured apart for each of some labels: made when they come first, and when there is no
 * room for that, what all further ones share. Used by all threads.
 *
 * @param <K> the labels
 * @param <M> what is measured of them
 */
final class Family<K, M> {
  private final Map<K, M> known = new ConcurrentHashMap<>();
  private final Room room;
  private final int lines;
  private final Function<K, M> make;
  private final M others;

  /**
   * None so far.
   *
   * @param lines that each has
   * @param other the labels of what others share
   */
  Family(Room room, int lines, Function<K, M> make, K other) {
    this.room = room;
    this.lines = lines;
    this.make = make;
    this.others = make.apply(other);
    known.put(other, others);
  }

  /** What is measured of {@code labels}. */
  M of(K labels) {
    M found = known.get(labels);
    return found == null ? made(labels) : found;
  }

  private M made(K labels) {
    if (!room.take(lines)) {
      return others; // not kept under these labels, of which there is no end
    }
    M made = make.apply(labels);
    M before = known.putIfAbsent(labels, made);
    if (before == null) {
      return made;
    }
    room.giveBack(lines);
    return before;
  }
}
