package dev.signalbox.gateway.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a simulator does otherwise, request by request: each entry is used up by the first request
 * that it is for, in the order they were added; every other request gets the normal answer, or what
 * {@link #otherwise} says. All methods may be called from any thread at any time; the object's
 * monitor guards the entries.
 */
public final class Script {
  private final List<Entry> entries = new ArrayList<>();
  private Function<Received, List<Step>> otherwise = _ -> List.of();

  private record Entry(Predicate<Received> matching, List<Step> steps) {}

  /** The next POST request gets all of {@code steps}, applied in this order; none is normal. */
  public Script then(Step... steps) {
    return on(received -> received.method().equals("POST"), steps);
  }

  /** The next request that {@code matching} accepts gets all of {@code steps}. */
  public synchronized Script on(Predicate<Received> matching, Step... steps) {
    entries.add(new Entry(matching, List.of(steps)));
    return this;
  }

  /** The next request whose path and query hold {@code part} gets all of {@code steps}. */
  public Script onUri(String part, Step... steps) {
    return on(received -> received.uri().contains(part), steps);
  }

  /** Every request that no entry is for gets the steps that {@code steps} gives it. */
  public synchronized Script otherwise(Function<Received, List<Step>> steps) {
    otherwise = steps;
    return this;
  }

  /** How many entries wait for their request. */
  public synchronized int waiting() {
    return entries.size();
  }

  /** Forgets all of it. */
  public synchronized void clear() {
    entries.clear();
    otherwise = _ -> List.of();
  }

  synchronized List<Step> stepsFor(Received received) {
    for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      if (entry.matching().test(received)) {
        each.remove();
        return entry.steps();
      }
    }
    return otherwise.apply(received);
  }
}
