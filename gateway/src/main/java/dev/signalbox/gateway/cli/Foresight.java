package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.plan.Planning;
import java.util.List;

/** What would be decided under a configuration; calls nobody. */
public interface Foresight {
  /** What is probably a mistake, a sentence each. */
  List<String> warnings(GatewayConfig config);

  /** What the assertions come to, in the order of the file. */
  List<AssertionResult> assertions(GatewayConfig config);

  /** What would come of {@code request}. */
  Rehearsal.Outcome decide(GatewayConfig config, Assertion.Request request);

  /**
   * What {@code proposed} would do to the requests that the databases of {@code running} keep.
   *
   * @throws dev.signalbox.analytics.store.DatabaseException when they cannot be read
   */
  ObjectNode plan(GatewayConfig running, GatewayConfig proposed, Planning.Order order);
}
