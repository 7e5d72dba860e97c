package dev.signalbox.engine.policy;

/**
 * A second call that starts while the first has not answered; the first answer wins.
 *
 * @param delayMillis wait for the first call before the second starts, at least 1
 * @param percent most hedged requests, as a share of all of the profile's, from 1 to 100
 */
public record Hedge(int delayMillis, int percent) {
  public Hedge {
    if (delayMillis < 1 || percent < 1 || percent > 100) {
      throw new IllegalArgumentException("a hedge waits at least 1 ms and is for 1 to 100 %");
    }
  }
}
