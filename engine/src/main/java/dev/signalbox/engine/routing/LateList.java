package dev.signalbox.engine.routing;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Supplier;

/**
 * A list that every decision has and hardly anybody reads: its elements are made when the first of
 * them is asked for. How many there are is known at once.
 */
final class LateList<E> extends AbstractList<E> implements RandomAccess {
  private final int size;
  private final Supplier<List<E>> maker;
  private volatile Optional<List<E>> made = Optional.empty();

  /**
   * A list of {@code size} elements.
   *
   * @param maker makes all of them, the same at every call, which may come from several threads
   */
  LateList(int size, Supplier<List<E>> maker) {
    this.size = size;
    this.maker = maker;
  }

  /** {@code list} as it is if it is one of these, else a copy that does not change. */
  static <E> List<E> kept(List<E> list) {
    return list instanceof LateList ? list : List.copyOf(list);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public E get(int index) {
    Objects.checkIndex(index, size);
    return elements().get(index);
  }

  private List<E> elements() {
    Optional<List<E>> known = made;
    if (known.isPresent()) {
      return known.get();
    }
    List<E> elements = List.copyOf(maker.get());
    if (elements.size() != size) {
      throw new IllegalStateException("%d elements instead of %d".formatted(elements.size(), size));
    }
    made = Optional.of(elements);
    return elements;
  }
}
