package dev.signalbox.gateway.wire.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Collects the losses of one request and its reply, each once, in the order they were met. Used by
 * one thread at a time.
 */
public final class Losses {
  /** Most losses kept for one request; further ones are left out. */
  public static final int MAX_KEPT = 100;

  private final Set<Loss> kept = new LinkedHashSet<>();

  /** Tells that {@code field} does not reach the other side. */
  public void dropped(String field, String why) {
    add(new Loss(field, Loss.Kind.DROPPED, why));
  }

  /** Tells that {@code field} reaches the other side changed. */
  public void adapted(String field, String why) {
    add(new Loss(field, Loss.Kind.ADAPTED, why));
  }

  /** Takes over what {@code other} tells, under the names that {@code naming} gives its fields. */
  public void addAll(Losses other, UnaryOperator<String> naming) {
    for (Loss loss : other.kept) {
      add(new Loss(naming.apply(loss.field()), loss.kind(), loss.why()));
    }
  }

  private void add(Loss loss) {
    if (kept.size() < MAX_KEPT) {
      kept.add(loss);
    }
  }

  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /** The losses met so far, at most {@link #MAX_KEPT}. */
  public List<Loss> toList() {
    return Collections.unmodifiableList(new ArrayList<>(kept));
  }
}
