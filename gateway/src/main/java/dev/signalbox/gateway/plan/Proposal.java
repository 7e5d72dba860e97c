package dev.signalbox.gateway.plan;

import dev.signalbox.engine.assertion.AssertionResult;
import java.util.List;

/**
 * A configuration that is thought of.
 *
 * @param assertions what its assertions come to
 * @param notes what of it holds only at the next start or is probably a mistake, a sentence each
 */
public record Proposal(Side side, List<AssertionResult> assertions, List<String> notes) {
  public Proposal {
    assertions = List.copyOf(assertions);
    notes = List.copyOf(notes);
  }
}
