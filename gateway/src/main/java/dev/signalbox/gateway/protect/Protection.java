package dev.signalbox.gateway.protect;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What keeps the process from being asked for more than it can do, from its start to its end. One
 * thread looks at event loops, memory and files; what it finds is volatile and read once a request.
 */
public final class Protection implements AutoCloseable {
  /** Measures, of which there is one a second, before a collection is asked for. */
  private static final int COLLECTED_AFTER = 10;

  private static final int COLLECTED_EVERY = 60;

  private final Parts parts;
  private final AtomicInteger underWay = new AtomicInteger();
  private final List<LoopPulse> pulses = new CopyOnWriteArrayList<>();
  private final ShedCounts shed;
  private final ConnectionCap connections;
  private final Dependencies dependencies;
  private final BodyRoom bodies;
  private final Watch watch;
  private volatile OverloadSettings settings;
  private volatile Bounds bounds;
  private volatile Usage usage = Usage.NONE;
  private volatile Strains strains = Strains.NONE;

  /** Measures in a row that found no heap for anybody; of the watching thread. */
  private int withoutHeap;

  /** What of the process is short for whom. */
  private record Strains(Strain low, Strain normal, Strain high) {
    static final Strains NONE = new Strains(Strain.NONE, Strain.NONE, Strain.NONE);
  }

  /**
   * What it is made of.
   *
   * @param connections most client connections
   * @param heapBytes the largest that the heap can be
   * @param nanos monotonic, in nanoseconds
   * @param steady the same as a clock
   * @param meter says what is in use
   * @param counter counts what happens, by name
   */
  public record Parts(
      int connections,
      long heapBytes,
      LongSupplier nanos,
      Clock steady,
      Usage.Meter meter,
      Consumer<String> counter) {}

  /** A protection that does not watch yet. */
  public Protection(OverloadSettings settings, Parts parts) {
    this.parts = parts;
    this.settings = settings;
    this.bounds = Bounds.of(settings);
    this.shed = new ShedCounts(parts.counter());
    this.connections =
        new ConnectionCap(parts.connections(), () -> parts.counter().accept("accept_paused"));
    this.dependencies = new Dependencies(settings.breaker(), parts.steady(), parts.nanos());
    this.bodies = new BodyRoom(parts.heapBytes(), settings.bodiesPercent());
    this.watch = new Watch(this, parts.nanos());
  }

  /** Watches from now on. */
  public void begin() {
    watch.start();
  }

  /** Goes by {@code next} from now on. */
  public void under(OverloadSettings next) {
    settings = next;
    bounds = Bounds.of(next);
    dependencies.under(next.breaker());
    bodies.under(next.bodiesPercent());
    rate(usage);
  }

  /**
   * The gate of an event loop, which is watched until it is closed; called on that loop.
   *
   * @param loop takes what the loop is to do, on any thread
   */
  public Gate gate(Executor loop) {
    LoopPulse pulse = new LoopPulse(Thread.currentThread(), loop, parts.nanos());
    pulses.add(pulse);
    return new Gate(this, pulse);
  }

  /** The client connections. */
  public ConnectionCap connections() {
    return connections;
  }

  /** The room for bodies. */
  BodyRoom bodies() {
    return bodies;
  }

  /** What is asked beside providers. */
  public Dependencies dependencies() {
    return dependencies;
  }

  /** How it stands. */
  public Standing standing() {
    OverloadSettings now = settings;
    List<Standing.Loop> loops = new ArrayList<>();
    for (LoopPulse pulse : pulses) {
      loops.add(
          new Standing.Loop(
              pulse.name(),
              Duration.ofNanos(pulse.lagNanos()),
              Duration.ofNanos(pulse.longestNanos()),
              pulse.isStuck(now.stuck().toNanos())));
    }
    return new Standing(
        new Standing.Requests(underWay.get(), now.requests(), shed.now(), watch.isShedding()),
        new Standing.Connections(connections.open(), connections.most(), !connections.isFull()),
        loops,
        usage,
        dependencies.reports());
  }

  /** Looks at every event loop. */
  List<LoopPulse.Stuck> beat() {
    long stuck = settings.stuck().toNanos();
    List<LoopPulse.Stuck> found = new ArrayList<>();
    for (LoopPulse pulse : pulses) {
      pulse.beat(stuck).ifPresent(found::add);
    }
    found.forEach(_ -> parts.counter().accept("loop_stuck"));
    return found;
  }

  /** Looks at memory and files. */
  void measure() {
    Usage now = parts.meter().read();
    rate(now);
    usage = now;
    relieve();
    if (now.mostFiles() > 0) {
      connections.filesLeft(now.mostFiles() * settings.filesPercent() / 100 - now.files());
    }
  }

  /** Where everybody is refused hardly anything is allocated, and no collection comes by itself. */
  private void relieve() {
    withoutHeap = strains.high() == Strain.HEAP ? withoutHeap + 1 : 0;
    if (withoutHeap % COLLECTED_EVERY == COLLECTED_AFTER) {
      parts.meter().collect();
    }
  }

  private void rate(Usage now) {
    Bounds current = bounds;
    strains =
        new Strains(
            current.low().strain(now), current.normal().strain(now), current.high().strain(now));
  }

  Bounds bounds() {
    return bounds;
  }

  Strain strain(Priority priority) {
    Strains now = strains;
    return switch (priority) {
      case LOW -> now.low();
      case NORMAL -> now.normal();
      case HIGH -> now.high();
    };
  }

  AtomicInteger underWay() {
    return underWay;
  }

  ShedCounts shed() {
    return shed;
  }

  long retryAfterSeconds() {
    long least = settings.retryAfter().toSeconds();
    return least + ThreadLocalRandom.current().nextLong(least + 1);
  }

  void forget(LoopPulse pulse) {
    pulses.remove(pulse);
  }

  /** Watches no more. */
  @Override
  public void close() {
    watch.close();
  }
}
