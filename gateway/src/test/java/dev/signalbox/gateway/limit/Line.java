package dev.signalbox.gateway.limit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A line to a server on this machine that can be slow, silent or cut. */
final class Line implements AutoCloseable {
  private static final int CHUNK = 65_536;

  private final int target;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connected = new AtomicInteger();
  private volatile ServerSocket door;
  private volatile boolean silent;
  private volatile Duration delay = Duration.ZERO;

  /** One to {@code target}, which works. */
  Line(int target) {
    this.target = target;
    this.port = TestStores.freePort();
    this.door = listening();
  }

  int port() {
    return port;
  }

  /** How often somebody has connected. */
  int connected() {
    return connected.get();
  }

  /** Whatever is sent from now on does not come, until {@link #mend}. */
  void silence() {
    silent = true;
  }

  /** Answers come so much later. */
  void slow(Duration time) {
    delay = time;
  }

  /** Closes everything and takes no connection. */
  void cut() {
    close();
  }

  /** Works again. */
  void mend() {
    silent = false;
    delay = Duration.ZERO;
    closeOpen();
    if (door.isClosed()) {
      door = listening();
    }
  }

  private ServerSocket listening() {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket client = socket.accept();
        connected.incrementAndGet();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server, false));
        Thread.ofVirtual().start(() -> pump(server, client, true));
      }
    } catch (IOException e) {
      closeOpen();
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] chunk = new byte[CHUNK];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        if (answers && !delay.isZero()) {
          LockSupport.parkNanos(delay.toNanos());
        }
        if (!silent) {
          out.write(chunk, 0, size);
        }
      }
    } catch (IOException e) {
      // one of them is gone, and so is the other now
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void closeOpen() {
    open.forEach(Line::close);
    open.clear();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeOpen();
  }
}
