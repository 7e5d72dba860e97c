package dev.signalbox.gateway.sdk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes on what goes to a port of this machine and back, until it is cut: then connections stay
 * open and nothing comes through, as when a network falls apart.
 */
final class Cable implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final ServerSocket listening;
  private final int to;
  private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
  private final Object gate = new Object();
  private boolean cut;

  /** One to the port {@code to}. */
  Cable(int to) {
    this.to = to;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("cable").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Lets nothing through from now on. */
  void cut() {
    synchronized (gate) {
      cut = true;
    }
  }

  /** Ends what was open while it was cut, and lets through what comes anew. */
  void mend() {
    closeAll();
    synchronized (gate) {
      cut = false;
      gate.notifyAll();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        open.add(near);
        open.add(far);
        pass(near, far);
        pass(far, near);
      }
    } catch (IOException _) {
      closeAll(); // it was closed
    }
  }

  private void pass(Socket from, Socket into) {
    Thread.ofPlatform()
        .daemon()
        .name("cable " + from.getPort())
        .start(
            () -> {
              try (from;
                  into;
                  InputStream in = from.getInputStream();
                  OutputStream out = into.getOutputStream()) {
                byte[] buffer = new byte[BUFFER];
                int read = in.read(buffer);
                while (read >= 0) {
                  awaitWhole();
                  out.write(buffer, 0, read);
                  read = in.read(buffer);
                }
              } catch (IOException _) {
                // one side is gone, so the other goes
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void awaitWhole() throws InterruptedException {
    synchronized (gate) {
      while (cut) {
        gate.wait();
      }
    }
  }

  private void closeAll() {
    for (Closeable each = open.poll(); each != null; each = open.poll()) {
      try {
        each.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mend();
  }
}
