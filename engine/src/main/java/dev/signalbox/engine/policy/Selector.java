package dev.signalbox.engine.policy;

import dev.signalbox.engine.naming.Target;
import java.util.List;
import java.util.Optional;

/**
 * Names deployments: {@code provider}, {@code provider/model}, {@code model} or {@code
 * family:name}; a star at the end of a part stands for any rest.
 */
public final class Selector {
  private static final String FAMILY = "family:";

  private final String text;
  private final Names names;

  /** What is compared. */
  private sealed interface Names {
    /** A family of models. */
    record Family(Part name) implements Names {}

    /** A model at a provider. */
    record Both(Part provider, Part model) implements Names {}

    /** A provider, or a model at any. */
    record Either(Part name) implements Names {}
  }

  /**
   * A part of the text.
   *
   * @param start what a name begins with, or all of it
   * @param open whether any rest may follow
   */
  private record Part(String start, boolean open) {
    static Part of(String text) {
      return text.endsWith("*")
          ? new Part(text.substring(0, text.length() - 1), true)
          : new Part(text, false);
    }

    boolean standsFor(String value) {
      return open ? value.startsWith(start) : value.equals(start);
    }
  }

  /**
   * A selector.
   *
   * @throws IllegalArgumentException if {@code text} is blank
   */
  public Selector(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a selector names a provider, a model or a family");
    }
    this.text = text;
    this.names = names(text);
  }

  private static Names names(String text) {
    if (text.startsWith(FAMILY)) {
      return new Names.Family(Part.of(text.substring(FAMILY.length())));
    }
    int slash = text.indexOf('/');
    return slash < 0
        ? new Names.Either(Part.of(text))
        : new Names.Both(Part.of(text.substring(0, slash)), Part.of(text.substring(slash + 1)));
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
    if (names instanceof Names.Both(var provider, var model)) {
      return provider.standsFor(target.provider()) && model.standsFor(target.model());
    }
    if (names instanceof Names.Family(var name)) {
      return family.isPresent() && name.standsFor(family.get());
    }
    return names instanceof Names.Either(var name)
        && (name.standsFor(target.provider()) || name.standsFor(target.model()));
  }

  /** Whether it may name some model at {@code provider} of which no models are known. */
  public boolean mayMatch(String provider) {
    return !(names instanceof Names.Both(var at, var _)) || at.standsFor(provider);
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Selector selector && text.equals(selector.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
