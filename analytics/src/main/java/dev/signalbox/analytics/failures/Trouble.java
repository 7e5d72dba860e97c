package dev.signalbox.analytics.failures;

/**
 * A call that failed, or a request that failed without any.
 *
 * @param request number of the request
 * @param atMillis when the request came
 * @param provider who was called; empty text when nobody was
 * @param kind class of what went wrong; without a call the outcome of the request
 * @param mitigated whether the client got its answer all the same
 */
record Trouble(
    long request,
    long atMillis,
    String project,
    String provider,
    String model,
    String kind,
    boolean called,
    boolean mitigated) {}
