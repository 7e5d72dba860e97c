package dev.signalbox.gateway.cli;

import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.gateway.config.GatewayConfig;
import java.util.List;

/** What would be decided under a configuration; calls nobody. */
public interface Foresight {
  /** What is probably a mistake, a sentence each. */
  List<String> warnings(GatewayConfig config);

  /** What the assertions come to, in the order of the file. */
  List<AssertionResult> assertions(GatewayConfig config);

  /** What would come of {@code request}. */
  Rehearsal.Outcome decide(GatewayConfig config, Assertion.Request request);
}
