package dev.signalbox.gateway.protect;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Room in the heap for the bodies of requests, which are there several times while they are looked
 * at and sent on. Small ones do not count: the number of requests bounds them. Safe for use by
 * several threads.
 */
public final class BodyRoom {
  /** Bodies up to so many bytes do not count. */
  static final int SMALL_BYTES = 64 * 1024;

  private static final int WHOLE = 100;

  private final long heapBytes;
  private final AtomicLong taken = new AtomicLong();
  private volatile long most;

  /** Room in a heap of {@code heapBytes}, of which {@code percent} are for bodies. */
  BodyRoom(long heapBytes, int percent) {
    this.heapBytes = heapBytes;
    under(percent);
  }

  void under(int percent) {
    most = Math.max(SMALL_BYTES, heapBytes * percent / WHOLE);
  }

  /** Most bytes of all bodies together, and so of each. */
  public long most() {
    return most;
  }

  /** Bytes of the bodies that are there. */
  long taken() {
    return taken.get();
  }

  /** A place for one body, which takes nothing yet. */
  public Place place() {
    return new Place();
  }

  private boolean take(long bytes) {
    long before = taken.get();
    while (before + bytes <= most) {
      if (taken.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  /** What one body takes. Used by one thread at a time. */
  public final class Place {
    private long held;
    private boolean left;

    private Place() {}

    /** Whether the body may have {@code bytes} in all; it keeps what it has when it may not. */
    public boolean grow(long bytes) {
      if (bytes <= SMALL_BYTES || bytes <= held || left) {
        return true;
      }
      boolean fits = take(bytes - held);
      held = fits ? bytes : held;
      return fits;
    }

    /** Most bytes that it may ever have. */
    public long most() {
      return BodyRoom.this.most();
    }

    /** The body is not needed any more. */
    public void leave() {
      left = true;
      taken.addAndGet(-held);
      held = 0;
    }
  }
}
