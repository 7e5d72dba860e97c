package dev.signalbox.gateway.fuzz;

/**
 * What Jazzer calls: {@code --target_args} names the target. Static, as Jazzer wants it; one thread
 * at a time comes here.
 */
public final class FuzzEntry {
  private static Target target = _ -> {};

  private FuzzEntry() {}

  /**
   * Called once, before all inputs. Has the target load what it takes, or the first input counts as
   * one that takes long.
   */
  public static void fuzzerInitialize(String[] arguments) {
    target = Targets.byName(arguments[0]);
    Corpus.of(arguments[0]).values().forEach(target::accept);
    target.seeds().forEach(target::accept);
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    target.accept(input);
  }
}
