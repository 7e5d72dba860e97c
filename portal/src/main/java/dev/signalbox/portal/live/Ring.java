package dev.signalbox.portal.live;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest events by their numbers. Any thread adds and reads; nobody waits. A reader may find
 * that an event has its number but is not there yet, or that it is gone.
 */
final class Ring {
  private final AtomicReferenceArray<@Nullable LiveEvent> slots;
  private final AtomicLong next = new AtomicLong(1);
  private final AtomicLong kept = new AtomicLong(1);

  /** A ring of the newest {@code capacity} events. */
  Ring(int capacity) {
    this.slots = new AtomicReferenceArray<>(capacity);
  }

  /** Adds the event that {@code made} gives for its number. */
  void add(LongFunction<LiveEvent> made) {
    long number = next.getAndIncrement();
    slots.set(slot(number), made.apply(number));
  }

  /** Keeps nothing of an event but its number. */
  void pass() {
    kept.accumulateAndGet(next.incrementAndGet(), Math::max);
  }

  /** Lets all events go that are there. */
  void clear() {
    kept.accumulateAndGet(next.get(), Math::max);
    for (int i = 0; i < slots.length(); i++) {
      slots.set(i, null);
    }
  }

  /** The number that the next event will have. */
  long next() {
    return next.get();
  }

  /** The number of the oldest event that may still be there. */
  long oldest() {
    return Math.max(kept.get(), next.get() - slots.length());
  }

  /** The event {@code number}; null when it is not there yet or no more. */
  @Nullable LiveEvent at(long number) {
    LiveEvent found = slots.get(slot(number));
    return found != null && found.number() == number ? found : null;
  }

  private int slot(long number) {
    return (int) (number % slots.length());
  }
}
