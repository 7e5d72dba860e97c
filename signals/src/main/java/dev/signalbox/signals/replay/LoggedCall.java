package dev.signalbox.signals.replay;

import dev.signalbox.engine.naming.Target;

/**
 * What one logged call took.
 *
 * @param task the request's task, else the id of its family
 * @param reckonedTokens of the prompt, as routing reckoned them before anybody had counted
 * @param promptTokens everything that was sent, cached or not
 * @param cachedTokens how many of them the provider had cached
 * @param outputTokens with reasoning
 * @param millis from the request to the end of the answer
 */
public record LoggedCall(
    Target target,
    String task,
    long reckonedTokens,
    long promptTokens,
    long cachedTokens,
    long outputTokens,
    long millis) {
  public LoggedCall {
    if (Math.min(reckonedTokens, promptTokens) < 0
        || Math.min(cachedTokens, outputTokens) < 0
        || millis < 0) {
      throw new IllegalArgumentException("tokens and times are not negative");
    }
  }
}
