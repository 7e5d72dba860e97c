package dev.signalbox.gateway.e2e.faults;

import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * A provider that something is wrong with.
 *
 * @param connections how many connections it has accepted
 */
public record Faulty(String origin, IntSupplier connections, AutoCloseable closing)
    implements AutoCloseable {
  private static final int FILLED = 8;

  /** Every connection plays these acts. */
  static Faulty raw(Act... acts) {
    return of(RawUpstream.of(acts));
  }

  /** Reads a request, answers with these bytes, and closes. */
  static Faulty answering(String bytes) {
    return of(RawUpstream.answering(bytes, new Act.Close()));
  }

  /** Reads a request, answers with these bytes, and says nothing more. */
  static Faulty stalling(String bytes) {
    return of(RawUpstream.answering(bytes, new Act.AwaitClose()));
  }

  static Faulty of(RawUpstream upstream) {
    return new Faulty(upstream.origin(), upstream::connections, upstream);
  }

  /** A port at which nobody listens. */
  public static Faulty refusing() {
    try {
      Socket taken = new Socket(); // nobody else gets its port, and it listens to nobody
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new Faulty("http://127.0.0.1:" + taken.getLocalPort(), () -> 0, taken);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address without a server behind it. */
  static Faulty at(String origin) {
    return new Faulty(origin, () -> 0, () -> {});
  }

  /** A port that answers no attempt to connect: its queue is full and nobody empties it. */
  public static Faulty blackHole() {
    try {
      ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      List<SocketChannel> queue = new ArrayList<>();
      for (int i = 0; i < FILLED; i++) {
        SocketChannel waiting = SocketChannel.open();
        waiting.configureBlocking(false);
        waiting.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
        queue.add(waiting);
      }
      return new Faulty(
          "http://127.0.0.1:" + full.getLocalPort(),
          () -> 0,
          () -> {
            full.close();
            for (SocketChannel waiting : queue) {
              waiting.close();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      closing.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
