package dev.signalbox.gateway.config;

import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The front doors again under a path of their own: {@code [[apps]]}.
 *
 * @param name unique name
 * @param path where it is mounted, such as {@code /openai}; unique
 * @param protocols the formats it speaks, at least one
 * @param routing its own rules, before those of {@code [routing]}
 * @param models entries its model list starts with
 * @param profile of requests that name none; empty: what rules say, or the standard one
 */
public record AppConfig(
    String name,
    String path,
    Set<Protocol> protocols,
    RoutingConfig routing,
    List<Model> models,
    Optional<String> profile) {
  public AppConfig {
    protocols = Collections.unmodifiableSortedSet(new TreeSet<>(protocols));
    models = List.copyOf(models);
  }

  /**
   * An entry of the model list.
   *
   * @param id the model's name
   * @param ownedBy who the list says owns it
   */
  public record Model(String id, String ownedBy) {}
}
