package dev.signalbox.gateway.protect;

import java.time.Duration;
import java.util.List;

/**
 * When requests are refused before their body is read.
 *
 * @param requests most requests under way at once
 * @param lowPercent share of {@code requests} and {@code lag} from which on low ones are refused
 * @param normalPercent share from which on normal ones are refused too
 * @param lag longest time that work may wait for its turn on an event loop
 * @param stuck time without a turn after which a line of the log tells where the loop is
 * @param memoryPercent most heap in use after a collection, and most direct memory in use, in
 *     percent of what there may be
 * @param bodiesPercent most that large bodies of requests may take together, in percent of the
 *     heap; each is there several times while it is worked on
 * @param filesPercent open files, in percent of what the system allows, beyond which no more
 *     connections are accepted; the rest is for calls and databases
 * @param retryAfter when to come again, at the earliest
 * @param breaker when what the gateway depends on is left alone
 * @param priorities whose requests have which
 */
public record OverloadSettings(
    int requests,
    int lowPercent,
    int normalPercent,
    Duration lag,
    Duration stuck,
    int memoryPercent,
    int bodiesPercent,
    int filesPercent,
    Duration retryAfter,
    Breaker breaker,
    List<Priorities.Rule> priorities) {
  public OverloadSettings {
    priorities = List.copyOf(priorities);
  }

  /**
   * When something is left alone, and for how long.
   *
   * @param failurePercent share of the latest calls that failed or were slow
   * @param minCalls calls before that share counts; the latest calls are twice as many
   * @param open time it is left alone
   * @param halfOpenCalls calls that try after that whether it works again
   */
  public record Breaker(int failurePercent, int minCalls, Duration open, int halfOpenCalls) {}
}
