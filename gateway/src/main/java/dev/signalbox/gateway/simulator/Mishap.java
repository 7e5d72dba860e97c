package dev.signalbox.gateway.simulator;

import java.time.Duration;

/**
 * Something that goes wrong at a simulator now and then, whatever the request.
 *
 * @param fault what, in the words of model names that ask for a fault, such as {@code 429} or
 *     {@code cut}
 * @param percent of how many requests, while it goes wrong; from 0 to 100
 * @param every how often it begins to; zero: it always does
 * @param lasting for how long it does, at the end of that time
 */
public record Mishap(String fault, double percent, Duration every, Duration lasting) {
  /** Whether it goes wrong at {@code sinceStart} after the simulator began. */
  boolean isDue(Duration sinceStart) {
    if (every.isZero()) {
      return true;
    }
    long within = sinceStart.toMillis() % every.toMillis();
    return within >= every.toMillis() - lasting.toMillis();
  }
}
