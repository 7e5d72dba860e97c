package dev.signalbox.gateway.e2e;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what comes a moment later, as the record of a request does after its answer. */
public final class Eventually {
  private static final long SECONDS = 20;

  /** Between two looks, so that what is waited for has the processor. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Eventually() {}

  /** What {@code asked} gives as soon as it is as wanted; {@code what} says what that is. */
  public static <T> T get(String what, Supplier<T> asked, Predicate<? super T> wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    T seen = asked.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("%s: after %d s it still is %s".formatted(what, SECONDS, seen));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      seen = asked.get();
    }
    return seen;
  }

  /** Waits until {@code condition} holds; {@code what} says which it is. */
  public static void holds(BooleanSupplier condition, String what) {
    get(what, condition::getAsBoolean, holds -> holds);
  }
}
