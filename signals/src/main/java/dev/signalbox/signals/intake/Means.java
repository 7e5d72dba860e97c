package dev.signalbox.signals.intake;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * What signals come in with.
 *
 * @param answers what they may be about
 * @param ids the next number of a row; higher than all before
 * @param firstIdAt the lowest number that a row of that time, or a later one, can have
 * @param node number of this process, which its ids tell
 * @param shared whether other processes may write the ledger too
 * @param keptMillis how long signals count; 0 for ever
 */
public record Means(
    Ledger ledger,
    Answers answers,
    Lessons lessons,
    InstantSource clock,
    LongSupplier ids,
    LongUnaryOperator firstIdAt,
    int node,
    boolean shared,
    long keptMillis) {
  long nowMillis() {
    return clock.millis();
  }

  long nextId() {
    return ids.getAsLong();
  }
}
