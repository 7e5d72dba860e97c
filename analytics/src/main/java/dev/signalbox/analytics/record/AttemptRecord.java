package dev.signalbox.analytics.record;

/**
 * One call to a provider on behalf of a request.
 *
 * @param provider the provider's id
 * @param model the model asked of it
 * @param status HTTP status it answered with; 0 when it did not
 * @param outcome {@code answered}, or the kind of failure in lower case
 * @param millis from the start of the call to its end
 */
public record AttemptRecord(
    String provider, String model, int status, String outcome, long millis) {}
