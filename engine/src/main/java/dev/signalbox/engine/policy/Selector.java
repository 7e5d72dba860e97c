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
      return family.isPresent() && part(FAMILY.length(), text.length(), family.get());
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return part(0, text.length(), target.provider()) || part(0, text.length(), target.model());
    }
    return part(0, slash, target.provider()) && part(slash + 1, text.length(), target.model());
  }

  /** Whether it may name some model at {@code provider} of which no models are known. */
  public boolean mayMatch(String provider) {
    int slash = text.indexOf('/');
    return text.startsWith(FAMILY) || slash < 0 || part(0, slash, provider);
  }

  /** Whether the part of the text from {@code start} to {@code end} stands for {@code value}. */
  private boolean part(int start, int end, String value) {
    boolean open = end > start && text.charAt(end - 1) == '*';
    return open
        ? text.regionMatches(start, value, 0, end - 1 - start)
        : value.length() == end - start && text.startsWith(value, start);
  }

  @Override
  public String toString() {
    return text;
  }
}
