package dev.signalbox.gateway.chaos;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One call as the provider saw it. Written by the thread of its connection, read by whoever checks;
 * guarded by its own monitor.
 */
final class Call {
  private final Errand errand;
  private final Vendor vendor;
  private final long beganNanos = System.nanoTime();
  private final ByteArrayOutputStream visible = new ByteArrayOutputStream();
  private boolean ended;
  private boolean counted;
  private long overNanos;

  Call(Errand errand, Vendor vendor) {
    this.errand = errand;
    this.vendor = vendor;
  }

  Errand errand() {
    return errand;
  }

  Vendor vendor() {
    return vendor;
  }

  /** When it came, on the machine's clock. */
  long beganNanos() {
    return beganNanos;
  }

  /** These bytes of a body are about to go out, and may be seen by a client as they are. */
  synchronized void says(String bytes) {
    visible.writeBytes(bytes.getBytes(StandardCharsets.UTF_8));
  }

  /** The mark of the end is about to go out. */
  synchronized void ends() {
    ended = true;
  }

  /** All of an answer has gone out, with figures of tokens that can be believed. */
  synchronized void counts() {
    counted = true;
  }

  /** Nothing more is done about it. */
  synchronized void over() {
    overNanos = System.nanoTime();
  }

  /** What a client may have seen at most. */
  synchronized byte[] visible() {
    return visible.toByteArray();
  }

  /** Whether its answer had the mark of its end. */
  synchronized boolean ended() {
    return ended;
  }

  /** Whether it told the tokens of a whole answer. */
  synchronized boolean counted() {
    return counted;
  }

  /** When nothing more was done about it, on the machine's clock; 0 while something is. */
  synchronized long overNanos() {
    return overNanos;
  }

  @Override
  public String toString() {
    return "%s at %s".formatted(errand.id(), vendor.id());
  }
}
