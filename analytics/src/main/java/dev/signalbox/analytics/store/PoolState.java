package dev.signalbox.analytics.store;

/**
 * How the connections to read a database are used.
 *
 * @param active those in use
 * @param idle those that are not
 * @param waiting threads that wait for one
 * @param most there may be
 */
public record PoolState(int active, int idle, int waiting, int most) {}
