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

  /**
   * The configuration in force with one profile in the place of that of its id.
   *
   * @param all whether every question gets it, whatever profile it had
   * @throws dev.signalbox.gateway.config.ConfigException with everything that is wrong
   */
  default Proposal ofProfile(String id, ObjectNode profile, boolean all) {
    Proposal proposal = ofProfiles(Map.of(id, profile));
    return all
        ? new Proposal(proposal.side().withAll(id), proposal.assertions(), proposal.notes())
        : proposal;
  }
}
