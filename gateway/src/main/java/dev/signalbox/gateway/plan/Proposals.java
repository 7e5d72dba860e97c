package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Makes sides of configurations. All of it takes its time: for worker threads. */
public interface Proposals {
  /** The configuration in force. */
  Side current();

  /**
   * The configuration that {@code toml} says, with all that is registered and stored over it.
   *
   * @throws dev.signalbox.gateway.config.ConfigException with everything that is wrong
   */
  Proposal ofText(String toml);

  /**
   * The configuration in force with these profiles in the place of those of their ids.
   *
   * @throws dev.signalbox.gateway.config.ConfigException with everything that is wrong
   */
  Proposal ofProfiles(Map<String, ObjectNode> profiles);
}
