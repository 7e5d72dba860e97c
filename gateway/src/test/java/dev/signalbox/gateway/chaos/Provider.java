package dev.signalbox.gateway.chaos;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider on a raw socket that does with each request what was drawn for it. */
final class Provider implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final Pattern MARK = Pattern.compile(Errand.MARK + "(\\d+);");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?:authorization: bearer|x-api-key:|x-goog-api-key:) *(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Vendor vendor;
  private final Scene scene;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What all providers of a run share. */
  interface Scene {
    long seed();

    /** The request of this number, which is under way. */
    Errand errand(int number);

    /** Notes a call; gives how many calls of that request came before. */
    int called(Call call);

    /** Notes what a provider should never have seen. */
    void wrong(String what);
  }

  /** A request as bytes, as Latin-1. */
  private record Request(String head, String body) {}

  Provider(Vendor vendor, Scene scene) {
    this.vendor = vendor;
    this.scene = scene;
    try {
      server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name(vendor.id()).start(this::accept);
  }

  /** Its address. */
  String origin() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections are open. */
  int connections() {
    return open.size();
  }

  private void accept() {
    for (int i = 0; !server.isClosed(); i++) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        int number = i;
        Thread.ofVirtual().start(() -> serve(socket, number));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      if (Draw.isReset(scene.seed(), vendor.id(), number)) {
        socket.setSoLinger(true, 0);
        return;
      }
      converse(socket);
    } catch (IOException _) {
      // the other side is gone, as it may
    } finally {
      open.remove(socket);
    }
  }

  private void converse(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    Play.After after = Play.After.KEEP;
    while (after == Play.After.KEEP || after == Play.After.STALE) {
      Request request = read(in);
      if (request.head().isEmpty() || after == Play.After.STALE) {
        return;
      }
      after = answer(request, new Wire(socket, in));
    }
    if (after == Play.After.RESET) {
      socket.setSoLinger(true, 0);
    }
  }

  private Play.After answer(Request request, Wire wire) throws IOException {
    Matcher mark = MARK.matcher(request.body());
    if (!mark.find()) {
      scene.wrong("a request without a mark: " + request.head());
      return Play.After.CLOSE;
    }
    Errand errand = scene.errand(Integer.parseInt(mark.group(1)));
    Call call = new Call(errand, vendor);
    Deed deed = errand.deed(scene.called(call));
    Matcher credential = CREDENTIAL.matcher(request.head());
    Play.Heard heard =
        new Play.Heard(
            request.body().contains("\"stream\":true")
                || request.head().contains(":streamGenerateContent"),
            request.body().contains("\"include_usage\":true"),
            credential.find() ? credential.group(1) : "");
    try {
      return new Play(call, heard, speech(errand, deed), wire).perform(deed);
    } finally {
      call.over();
    }
  }

  private Speech speech(Errand errand, Deed deed) {
    int pieces = pieces(errand);
    boolean tool = errand.wish().tools() && errand.number() % 2 == 0;
    return deed instanceof Deed.Miscounts(var figures)
        ? new Speech(vendor.api(), errand.mark(), tool, pieces, figures.input, figures.output)
        : new Speech(
            vendor.api(),
            errand.mark(),
            tool,
            pieces,
            Integer.toString(input(errand)),
            Integer.toString(pieces));
  }

  /** Tokens of a prompt as providers count them. */
  static int input(Errand errand) {
    return 20 + errand.number() % 30;
  }

  /** Pieces, and tokens, of an answer. */
  static int pieces(Errand errand) {
    return 3 + errand.number() % 6;
  }

  /** One request; its head is empty at the end of the connection. */
  private static Request read(InputStream in) throws IOException {
    String head = readUntil(in, HEAD_END);
    String lower = head.toLowerCase(Locale.ROOT);
    int length = lower.indexOf("\r\ncontent-length:");
    if (length >= 0) {
      int start = length + "\r\ncontent-length:".length();
      int size = Integer.parseInt(lower.substring(start, lower.indexOf("\r\n", start)).strip());
      return new Request(head, new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
    }
    return new Request(
        head,
        lower.contains("\r\ntransfer-encoding:")
            ? readUntil(in, "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
            : "");
  }

  private static String readUntil(InputStream in, byte[] end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < end.length) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      read.write(next);
      matched = next == end[matched] ? matched + 1 : next == end[0] ? 1 : 0;
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
