package dev.signalbox.gateway.limit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many requests each replica has under way, as each said last. What one says holds for a lease:
 * of one that does not say it again it is forgotten.
 */
record Places(List<Place> all) {
  static final Places NONE = new Places(List.of());

  private static final int MOST_REPLICAS = 10_000;

  Places {
    all = List.copyOf(all);
  }

  /**
   * What one replica said.
   *
   * @param untilNanos of the store's clock
   */
  record Place(String node, int count, long untilNanos) {}

  /** Those of other replicas that still hold. */
  private Stream<Place> others(String node, long nanos) {
    return all.stream().filter(each -> !each.node().equals(node) && each.untilNanos() > nanos);
  }

  /** What all others than {@code node} have at {@code nanos}. */
  int othersThan(String node, long nanos) {
    return others(node, nanos).mapToInt(Place::count).sum();
  }

  /** The same with what {@code place} says in the stead of what its replica said before. */
  Places with(Place place, long nanos) {
    List<Place> next = new ArrayList<>(others(place.node(), nanos).toList());
    if (place.count() > 0) {
      next.add(place);
    }
    return new Places(next);
  }

  static Places read(DataInput from) throws IOException {
    int size = from.readInt();
    if (size < 0 || size > MOST_REPLICAS) {
      throw new IOException("a state of limits has " + size + " replicas");
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      places.add(new Place(from.readUTF(), from.readInt(), from.readLong()));
    }
    return new Places(places);
  }

  void write(DataOutput to) throws IOException {
    to.writeInt(all.size());
    for (Place place : all) {
      to.writeUTF(place.node());
      to.writeInt(place.count());
      to.writeLong(place.untilNanos());
    }
  }
}
