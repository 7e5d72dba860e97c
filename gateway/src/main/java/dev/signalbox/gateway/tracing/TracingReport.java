package dev.signalbox.gateway.tracing;

/**
 * What became of spans.
 *
 * @param waiting those that are not exported yet
 * @param capacity most that may wait
 * @param exported those that a collector took, since the start of the process
 * @param lost those that none took
 */
public record TracingReport(int waiting, int capacity, long exported, long lost) {}
