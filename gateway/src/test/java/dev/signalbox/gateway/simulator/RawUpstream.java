package dev.signalbox.gateway.simulator;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An upstream on a raw socket: every connection plays a list of acts, byte by byte as written, so
 * that answers can be anything but HTTP. It sees when the other side closes a connection.
 *
 * <p>Each connection has one virtual thread that acts and one that reads; what they share is held
 * in concurrent collections and futures.
 */
public final class RawUpstream implements AutoCloseable {
  private static final int WAIT_SECONDS = 20;
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private volatile List<List<Act>> plays;
  private final ConcurrentHashMap<Integer, CompletableFuture<Connection>> connections =
      new ConcurrentHashMap<>();
  private final AtomicInteger accepted = new AtomicInteger();

  /** One thing a connection does. */
  public sealed interface Act {
    /** Waits for one whole request: its head and a body of {@code content-length} or chunks. */
    record ReadRequest() implements Act {}

    /** Writes these bytes. */
    record Write(Buffer bytes) implements Act {}

    /** Waits so long, or until the other side closes. */
    record Pause(long millis) implements Act {}

    /** Waits until the test says so. */
    record Await(CompletableFuture<Void> signal) implements Act {}

    /** Writes the same bytes again and again until the other side closes. */
    record Flood(Buffer bytes) implements Act {}

    /** Ends the own direction only (FIN) and goes on reading. */
    record Finish() implements Act {}

    /** Closes the connection. */
    record Close() implements Act {}

    /** Resets the connection (RST). */
    record Reset() implements Act {}

    /** Waits until the other side closes. */
    record AwaitClose() implements Act {}

    /** Writes text as Latin-1. */
    static Act text(String text) {
      return new Write(Buffer.buffer(text, "ISO-8859-1"));
    }
  }

  /** How the other side closed. */
  public enum Closed {
    FIN,
    RST
  }

  /** One connection as it was seen. */
  public static final class Connection {
    private final Socket socket;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> played = new CompletableFuture<>();
    private final AtomicLong written = new AtomicLong();

    private Connection(Socket socket) {
      this.socket = socket;
    }

    /** Completes when the other side has closed; {@code FIN} also when we closed first. */
    public CompletableFuture<Closed> closed() {
      return closed;
    }

    /** Bytes written so far; what is being written counts when it is. */
    public long bytesWritten() {
      return written.get();
    }
  }

  private RawUpstream(List<List<Act>> plays) {
    this.plays = List.copyOf(plays);
    try {
      this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("raw upstream").start(this::accept);
  }

  /** An upstream of which every connection plays the same acts. */
  public static RawUpstream of(Act... acts) {
    return new RawUpstream(List.of(List.of(acts)));
  }

  /** An upstream whose connections play these lists in turn; the last one is repeated. */
  public static RawUpstream ofPlays(List<List<Act>> plays) {
    return new RawUpstream(plays);
  }

  /** Reads a request, then does these things. */
  public static RawUpstream answering(String bytes, Act... acts) {
    List<Act> all = new ArrayList<>();
    all.add(new Act.ReadRequest());
    all.add(Act.text(bytes));
    all.addAll(List.of(acts));
    return new RawUpstream(List.of(all));
  }

  /** Has every connection from now on play these acts. */
  public void plays(Act... acts) {
    plays = List.of(List.of(acts));
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Its address without a path. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  /** How many connections were accepted. */
  public int connections() {
    return accepted.get();
  }

  /** Bytes written on all connections so far. */
  public long bytesWritten() {
    return connections.values().stream()
        .filter(CompletableFuture::isDone)
        .mapToLong(connection -> connection.join().bytesWritten())
        .sum();
  }

  /** The connection with this 0-based number, once it is there. */
  public Connection connection(int number) {
    return await(slot(number));
  }

  /** How the other side closed the connection with this number; waits until it did. */
  public Closed closed(int number) {
    return await(connection(number).closed());
  }

  /** Waits until the connection with this number has played all of its acts, or cannot. */
  public void played(int number) {
    await(connection(number).played);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (CompletableFuture<Connection> each : connections.values()) {
        if (each.isDone()) {
          each.join().socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Connection> slot(int number) {
    return connections.computeIfAbsent(number, _ -> new CompletableFuture<>());
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("waited for too long", e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Connection connection = new Connection(server.accept());
        int number = accepted.getAndIncrement();
        List<List<Act>> now = plays;
        List<Act> play = now.get(Math.min(number, now.size() - 1));
        Thread.ofVirtual().start(() -> read(connection));
        Thread.ofVirtual().start(() -> play(connection, play));
        slot(number).complete(connection);
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void play(Connection connection, List<Act> acts) {
    try {
      for (Act act : acts) {
        perform(connection, act);
      }
    } catch (IOException e) {
      connection.closed.complete(Closed.RST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.played.complete(null);
    }
  }

  private static void perform(Connection connection, Act act)
      throws IOException, InterruptedException {
    Socket socket = connection.socket;
    switch (act) {
      case Act.ReadRequest _ -> connection.requests.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      case Act.Write(var bytes) -> write(connection, bytes.getBytes());
      case Act.Pause(var millis) -> awaitClose(connection, millis);
      case Act.Await(var signal) -> await(signal);
      case Act.Flood(var bytes) -> {
        while (!connection.closed.isDone()) {
          write(connection, bytes.getBytes());
        }
      }
      case Act.Finish _ -> socket.shutdownOutput();
      case Act.Close _ -> socket.close();
      case Act.Reset _ -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case Act.AwaitClose _ -> awaitClose(connection, TimeUnit.SECONDS.toMillis(WAIT_SECONDS));
    }
  }

  private static void awaitClose(Connection connection, long millis) throws InterruptedException {
    try {
      connection.closed.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The pause is over.
    } catch (ExecutionException e) {
      throw new AssertionError("never fails", e);
    }
  }

  private static void write(Connection connection, byte[] bytes) throws IOException {
    connection.socket.getOutputStream().write(bytes);
    connection.written.addAndGet(bytes.length);
  }

  private static void read(Connection connection) {
    try {
      InputStream in = connection.socket.getInputStream();
      while (true) {
        String request = readRequest(in);
        if (request.isEmpty()) {
          connection.closed.complete(Closed.FIN);
          return;
        }
        connection.requests.add(request);
      }
    } catch (IOException e) {
      connection.closed.complete(connection.socket.isClosed() ? Closed.FIN : Closed.RST);
    }
  }

  /** One request as Latin-1; empty at the end of the connection. */
  private static String readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    if (!readUntil(in, request, HEAD_END)) {
      return "";
    }
    String head = request.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int length = head.indexOf("\r\ncontent-length:");
    if (length >= 0) {
      int start = length + "\r\ncontent-length:".length();
      int size = Integer.parseInt(head.substring(start, head.indexOf("\r\n", start)).strip());
      request.writeBytes(in.readNBytes(size));
    } else if (head.contains("\r\ntransfer-encoding:")) {
      readUntil(in, request, "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return request.toString(StandardCharsets.ISO_8859_1);
  }

  private static boolean readUntil(InputStream in, ByteArrayOutputStream read, byte[] end)
      throws IOException {
    int matched = 0;
    while (matched < end.length) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      read.write(next);
      matched = next == end[matched] ? matched + 1 : next == end[0] ? 1 : 0;
    }
    return true;
  }
}
