package dev.signalbox.engine.naming;

/**
 * Sends a name, or every name with a prefix, to another model.
 *
 * @param pattern the name or prefix
 * @param prefix whether {@code pattern} is a prefix
 * @param target where to
 * @param reportAlias whether answers name the model as the client did
 */
public record Rewrite(String pattern, boolean prefix, Target target, boolean reportAlias) {
  /** Whether it applies to {@code name}. */
  public boolean matches(String name) {
    return prefix ? name.startsWith(pattern) : name.equals(pattern);
  }
}
