package dev.signalbox.engine.state;

import java.util.List;
import java.util.Map;

/**
 * All deployments and whose they are.
 *
 * @param providers by id, disabled ones too
 * @param standings the deployments known beforehand, in the order of the config
 */
public record Fleet(Map<String, ProviderFacts> providers, List<Standing> standings) {
  public Fleet {
    providers = Map.copyOf(providers);
    standings = List.copyOf(standings);
  }
}
