package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.Support;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What routing needs to know of a configured provider.
 *
 * @param formats ids of the API formats it speaks, at least one; the first is for clients of any
 *     other
 * @param enabled whether the config lets it take requests
 * @param local whether it is a server of the operator's own
 * @param regions where it processes prompts; empty is what the model's card says
 * @param clearances tags that requests may ask for
 * @param keepsNothing whether it is known not to keep prompts
 * @param reserved whether it is only for requests that name it, so that it is never among all
 */
public record ProviderFacts(
    String id,
    List<String> formats,
    boolean enabled,
    boolean local,
    Set<String> regions,
    Set<String> clearances,
    Support keepsNothing,
    boolean reserved) {
  public ProviderFacts {
    formats = List.copyOf(formats);
    regions = Collections.unmodifiableSortedSet(new TreeSet<>(regions));
    clearances = Collections.unmodifiableSortedSet(new TreeSet<>(clearances));
  }

  /** The same for models that it is spoken to of in {@code some} of its formats only. */
  public ProviderFacts speaking(List<String> some) {
    return some.equals(formats)
        ? this
        : new ProviderFacts(id, some, enabled, local, regions, clearances, keepsNothing, reserved);
  }
}
