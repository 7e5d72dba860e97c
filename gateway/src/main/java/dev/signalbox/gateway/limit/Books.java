package dev.signalbox.gateway.limit;

import dev.signalbox.engine.naming.Target;
import io.vertx.core.Future;
import java.util.List;

/** Who keeps account of what was taken: this process alone, or all replicas together. */
public sealed interface Books extends AutoCloseable permits Meters, SharedBooks {
  /** What came of a wish. */
  sealed interface Entered {
    /**
     * It is taken.
     *
     * @param targets those that have room, in the same order; the first one is counted
     * @param states of all that it counts for
     */
    record Taken(Hold hold, List<Target> targets, List<LimitState> states) implements Entered {}

    /** Nothing is. */
    record Refused(Limit limit, Shortage shortage, LimitState state) implements Entered {}
  }

  /**
   * Takes all of {@code wish} or nothing.
   *
   * @return fails with {@link LimitsUnknown} where nobody can tell; on the caller's event loop
   */
  Future<Entered> take(Wish wish);

  /** Counts how what {@code hold} says ended; never fails, and may be done later. */
  void end(Hold hold, List<Ending> endings);

  /** How {@code limits} stand: for one that each has for itself, every subject that is known. */
  Future<List<LimitState>> states(List<Limit> limits);

  @Override
  void close();
}
