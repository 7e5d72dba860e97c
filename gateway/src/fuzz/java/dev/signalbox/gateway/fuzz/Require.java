package dev.signalbox.gateway.fuzz;

import java.util.function.Supplier;

/** Says what must hold; cheap where it does. */
public final class Require {
  private Require() {}

  /** Fails with {@code otherwise} unless {@code holds}. */
  public static void that(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }

  /** Fails unless both are equal. */
  public static void same(Object expected, Object found, String what) {
    that(
        expected.equals(found),
        () -> "%s:\n  expected %s\n  found    %s".formatted(what, expected, found));
  }
}
