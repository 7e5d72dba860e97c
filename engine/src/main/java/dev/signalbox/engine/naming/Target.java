package dev.signalbox.engine.naming;

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

  /** {@code provider/model}. */
  @Override
  public String toString() {
    return provider + "/" + model;
  }
}
