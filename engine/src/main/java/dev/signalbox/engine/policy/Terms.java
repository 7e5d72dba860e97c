package dev.signalbox.engine.policy;

import static java.util.Collections.unmodifiableSet;

import dev.signalbox.engine.catalog.Capability;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must hold of a deployment that a profile uses.
 *
 * @param capabilities needed beside what the request needs
 * @param regions where prompts may be processed; empty is anywhere
 * @param clearances tags the deployment must carry
 * @param local whether only servers of one's own are used
 * @param keepsNothing whether only deployments are used that are known not to keep prompts
 */
public record Terms(
    Set<Capability> capabilities,
    Set<String> regions,
    Set<String> clearances,
    boolean local,
    boolean keepsNothing) {
  /** No conditions. */
  public static final Terms NONE = new Terms(Set.of(), Set.of(), Set.of(), false, false);

  public Terms {
    capabilities =
        capabilities.isEmpty() ? Set.of() : unmodifiableSet(EnumSet.copyOf(capabilities));
    regions = Collections.unmodifiableSortedSet(new TreeSet<>(regions));
    clearances = Collections.unmodifiableSortedSet(new TreeSet<>(clearances));
  }

  /** Whether they ask for anything beside capabilities. */
  public boolean bindDeployments() {
    return local || keepsNothing || !regions.isEmpty() || !clearances.isEmpty();
  }
}
