package dev.signalbox.signals.learning;

import dev.signalbox.engine.naming.Target;

/**
 * A model answers worse than it did.
 *
 * @param id number of its row in the ledger; 0 until it has one
 * @param atMillis from when on evidence counts in full, in milliseconds since 1970
 * @param project where it was seen first; empty text when in all together
 * @param task at what
 * @param statistic how far the sum of shortfalls was above what chance explains
 */
public record Alarm(
    long id, long atMillis, Target target, String project, String task, double statistic) {}
