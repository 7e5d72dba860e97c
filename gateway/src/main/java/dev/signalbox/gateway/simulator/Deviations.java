package dev.signalbox.gateway.simulator;

import java.util.List;
import java.util.OptionalInt;

/**
 * The steps that change what is said rather than how it is sent.
 *
 * @param errorAfter events of a stream before its error; empty for none
 * @param usage whether usage figures are told
 * @param terminator whether a stream has the protocol's own end
 */
record Deviations(OptionalInt errorAfter, boolean usage, boolean terminator) {
  static Deviations of(List<Step> steps) {
    OptionalInt errorAfter = OptionalInt.empty();
    boolean usage = true;
    boolean terminator = true;
    for (Step step : steps) {
      switch (step) {
        case Step.ErrorEventAfter(int events) -> errorAfter = OptionalInt.of(events);
        case Step.ErrorIn200 _ -> errorAfter = OptionalInt.of(0);
        case Step.NoUsage _ -> usage = false;
        case Step.NoTerminator _ -> terminator = false;
        case Step.Status _,
            Step.Delay _,
            Step.CutAfterBytes _,
            Step.CutAfterEvents _,
            Step.StallAfterEvents _,
            Step.NoAnswer _,
            Step.Hangup _,
            Step.Replay _,
            Step.SlowDrip _,
            Step.Redirect _,
            Step.HugeEvent _,
            Step.Insert _,
            Step.Headers _ -> {}
      }
    }
    return new Deviations(errorAfter, usage, terminator);
  }
}
