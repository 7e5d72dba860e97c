package dev.signalbox.analytics.store;

import java.util.Optional;

/**
 * How the writer is getting on.
 *
 * @param queued facts that wait
 * @param capacity most that may wait
 * @param mostQueued most that ever waited
 * @param written facts committed since the start
 * @param overflowed facts lost because the queue was full
 * @param refused facts that the database would not take as they are
 * @param failure what keeps it from writing at the moment; empty when nothing does
 * @param failures tries that failed since the start
 */
public record WriterState(
    int queued,
    int capacity,
    int mostQueued,
    long written,
    long overflowed,
    long refused,
    Optional<String> failure,
    long failures) {}
