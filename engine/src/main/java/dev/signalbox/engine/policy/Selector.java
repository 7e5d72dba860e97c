package dev.signalbox.engine.policy;

import dev.signalbox.engine.naming.Target;
import java.util.List;
import java.util.Optional;

/**
 * Names deployments: {@code provider}, {@code provider/model}, {@code model} or {@code
 * family:name}; a star at the end of a part stands for any rest.
 *
 * @param text as it was written
 */
public record Selector(String text) {
  private static final String FAMILY = "family:";

  public Selector {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a selector names a provider, a model or a family");
    }
  }

  /** Selectors of {@code texts}, in order. */
  public static List<Selector> all(String... texts) {
    return List.of(texts).stream().map(Selector::new).toList();
  }

  /** Whether any of {@code selectors} names {@code target}. */
  public static Optional<Selector> matching(
      List<Selector> selectors, Target target, Optional<String> family) {
    for (Selector selector : selectors) {
      if (selector.matches(target, family)) {
        return Optional.of(selector);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether it names {@code target}.
   *
   * @param family the model's family, when its card says one
   */
  public boolean matches(Target target, Optional<String> family) {
    if (text.startsWith(FAMILY)) {
      return family.isPresent() && part(text.substring(FAMILY.length()), family.get());
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return part(text, target.provider()) || part(text, target.model());
    }
    return part(text.substring(0, slash), target.provider())
        && part(text.substring(slash + 1), target.model());
  }

  /** Whether it may name some model at {@code provider} of which no models are known. */
  public boolean mayMatch(String provider) {
    int slash = text.indexOf('/');
    return text.startsWith(FAMILY) || slash < 0 || part(text.substring(0, slash), provider);
  }

  private static boolean part(String pattern, String value) {
    return pattern.endsWith("*")
        ? value.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(value);
  }

  @Override
  public String toString() {
    return text;
  }
}
