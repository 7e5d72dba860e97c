package dev.signalbox.engine.naming;

import dev.signalbox.engine.text.Fields;
import java.util.Optional;

/**
 * A model at a configured provider.
 *
 * @param provider the provider's id in the config
 * @param model the name the provider knows the model by
 */
public record Target(String provider, String model) {
  public Target {
    if (provider.isEmpty() || model.isEmpty()) {
      throw new IllegalArgumentException("a target needs a provider and a model");
    }
  }

  /**
   * The field {@code name} as {@code provider/model}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Optional<Target> in(Fields fields, String name) {
    return fields
        .text(name)
        .map(
            text -> {
              int slash = text.indexOf('/');
              if (slash <= 0 || slash == text.length() - 1) {
                throw fields.fault(
                    name, "must be a `provider/model`, not `%s`".formatted(Fields.shown(text)));
              }
              return new Target(text.substring(0, slash), text.substring(slash + 1));
            });
  }

  /** {@code provider/model}. */
  @Override
  public String toString() {
    return provider + "/" + model;
  }
}
