package dev.signalbox.analytics.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A way to a port of this machine on which each connection takes a while to be made. */
final class SlowLine implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket listening;
  private final int to;
  private final long delayNanos;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  /** A way to the port {@code to}. */
  SlowLine(int to, Duration delay) {
    this.to = to;
    this.delayNanos = delay.toNanos();
    try {
      this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        open.add(near);
        Thread.ofVirtual().start(() -> connect(near));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void connect(Socket near) {
    long until = System.nanoTime() + delayNanos;
    for (long left = delayNanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
      open.add(far);
      Thread.ofVirtual().start(() -> pass(near, far));
      pass(far, near);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pass(Socket from, Socket into) {
    try (from;
        into) {
      from.getInputStream().transferTo(into.getOutputStream());
    } catch (IOException _) {
      // one of both ends has closed
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
