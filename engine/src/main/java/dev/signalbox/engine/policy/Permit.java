package dev.signalbox.engine.policy;

import dev.signalbox.engine.naming.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which deployments whoever asks may use at all.
 *
 * @param models only these; empty permits all
 * @param providers ids, only these; empty permits all
 */
public record Permit(List<Selector> models, Set<String> providers) {
  /** All deployments. */
  public static final Permit ALL = new Permit(List.of(), Set.of());

  public Permit {
    models = List.copyOf(models);
    providers = Set.copyOf(providers);
  }

  /** One of texts. */
  public static Permit of(Stream<String> models, Set<String> providers) {
    return new Permit(models.map(Selector::new).toList(), providers);
  }

  /** Whether it permits everything. */
  public boolean isAll() {
    return models.isEmpty() && providers.isEmpty();
  }

  /**
   * Whether it permits {@code target}.
   *
   * @param family the model's family, when its card says one
   */
  public boolean permits(Target target, Optional<String> family) {
    return (providers.isEmpty() || providers.contains(target.provider()))
        && (models.isEmpty() || Selector.matching(models, target, family).isPresent());
  }
}
