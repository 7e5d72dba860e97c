package dev.signalbox.gateway.wire.random;

/**
 * How often tests draw that loop themselves: as often as jqwik's properties, where that is said.
 */
public final class Tries {
  private Tries() {}

  /** {@code usual}, unless {@code -Djqwik.tries.default} says otherwise. */
  public static int of(int usual) {
    return Integer.getInteger("jqwik.tries.default", usual);
  }
}
