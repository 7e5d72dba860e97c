package dev.signalbox.gateway.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends requests one after the other, and behaves as was drawn. Used by one thread. */
final class Client implements AutoCloseable {
  private static final int LONGEST_MILLIS = 15_000;
  private static final int SMALL_BUFFER = 8_192;

  private final int port;
  private final ChaosConfig config;
  private Socket socket = new Socket();
  private boolean usable;

  Client(int port, ChaosConfig config) {
    this.port = port;
    this.config = config;
  }

  /** Sends one request and sees what comes of it. */
  Heard send(Errand errand) {
    AnswerReader answer = new AnswerReader();
    Progress progress = new Progress(errand);
    try {
      if (!usable) {
        connect(errand.way() instanceof ClientWay.Slow);
      }
      usable = false;
      ask(errand, progress);
      if (progress.asked) {
        read(errand.way(), answer, progress);
      }
      usable = answer.isWhole() && errand.keepAlive() && stays(answer, errand.way());
    } catch (SocketException _) {
      // the gateway may close on whom it likes
    } catch (IOException e) {
      throw new UncheckedIOException(errand + " failed", e);
    }
    if (!usable) {
      leave(errand.way().resets() && progress.left);
    }
    return new Heard(errand, progress.asked, progress.left, answer, System.nanoTime());
  }

  /** How far one request has come. */
  private static final class Progress {
    private final long beganNanos = System.nanoTime();
    private final Errand errand;
    private boolean asked;
    private boolean left;

    private Progress(Errand errand) {
      this.errand = errand;
    }

    private long millis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
    }
  }

  private void connect(boolean small) throws IOException {
    socket = new Socket();
    if (small) {
      socket.setReceiveBufferSize(SMALL_BUFFER);
    }
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private void ask(Errand errand, Progress progress) throws IOException {
    byte[] body = body(errand).getBytes(StandardCharsets.UTF_8);
    byte[] head = head(errand, body.length).getBytes(StandardCharsets.US_ASCII);
    int sent =
        errand.way() instanceof ClientWay.StopsSending(var percent, _)
            ? body.length * percent / 100
            : body.length;
    byte[] all = Arrays.copyOf(head, head.length + sent);
    System.arraycopy(body, 0, all, head.length, sent);
    socket.getOutputStream().write(all);
    progress.asked = sent == body.length;
    progress.left = !progress.asked;
    if (errand.way() instanceof ClientWay.HalfCloses) {
      socket.shutdownOutput();
    }
  }

  private void read(ClientWay way, AnswerReader answer, Progress progress) throws IOException {
    switch (way) {
      case ClientWay.Slow(var bytes, var pauseMillis) -> {
        while (readSome(answer, bytes, progress, LONGEST_MILLIS)) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        }
      }
      case ClientWay.LeavesAfter(var bytes, _) -> {
        boolean more = true;
        while (more && answer.bytes() < bytes) {
          more = readSome(answer, (int) (bytes - answer.bytes()), progress, LONGEST_MILLIS);
        }
        progress.left = more && !answer.isWhole();
      }
      case ClientWay.LeavesIn(var millis, _) -> {
        while (readSome(answer, SMALL_BUFFER, progress, millis)) {
          // until it is time
        }
      }
      case ClientWay.Reads _, ClientWay.HalfCloses _, ClientWay.StopsSending _ -> {
        while (readSome(answer, SMALL_BUFFER, progress, LONGEST_MILLIS)) {
          // until the end
        }
      }
    }
  }

  /** Reads at most {@code most} bytes; false when there is nothing more to read, or no time. */
  private boolean readSome(AnswerReader answer, int most, Progress progress, int untilMillis)
      throws IOException {
    long millis = untilMillis - progress.millis();
    if (millis <= 0) {
      progress.left = true;
      return false;
    }
    byte[] bytes = new byte[most];
    InputStream in = socket.getInputStream();
    socket.setSoTimeout((int) millis);
    try {
      int count = in.read(bytes);
      if (count < 0) {
        return false;
      }
      answer.accept(bytes, count);
      return !answer.isWhole();
    } catch (SocketTimeoutException _) {
      if (untilMillis == LONGEST_MILLIS) {
        throw new IOException(progress.errand + " had no answer within " + untilMillis + " ms");
      }
      progress.left = true;
      return false;
    }
  }

  private static boolean stays(AnswerReader answer, ClientWay way) {
    return !(way instanceof ClientWay.HalfCloses)
        && answer.header("connection").filter("close"::equalsIgnoreCase).isEmpty();
  }

  private void leave(boolean reset) {
    try {
      if (reset) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException _) {
      // it was closed before
    }
  }

  private String head(Errand errand, int length) {
    Errand.Wish wish = errand.wish();
    String model = errand.flaw() == Errand.Flaw.UNKNOWN_MODEL ? "nobodys-model" : wish.model();
    return """
    POST %s HTTP/1.1\r
    host: localhost\r
    authorization: Bearer %s\r
    content-type: application/json\r
    content-length: %d\r
    x-request-id: %s\r
    x-project: %s\r
    x-source: %s\r
    %s%s\r
    """
        .formatted(
            wish.api().path(model.replace("/", "%2F"), wish.stream()),
            errand.flaw() == Errand.Flaw.WRONG_KEY ? "nobody" : config.clientKey(errand.number()),
            length,
            errand.id(),
            wish.project(),
            wish.source(),
            wish.profile().isEmpty() ? "" : "x-profile: " + wish.profile() + "\r\n",
            wish.failover() ? "" : "x-signalbox-no-failover: 1\r\n");
  }

  private static String body(Errand errand) {
    Errand.Wish wish = errand.wish();
    String model = errand.flaw() == Errand.Flaw.UNKNOWN_MODEL ? "nobodys-model" : wish.model();
    String text =
        wish.api()
            .body(model, wish.stream())
            .replaceFirst("say (something|it)", "say " + errand.mark());
    if (errand.flaw() == Errand.Flaw.BROKEN_JSON) {
      return text.substring(0, text.length() / 2);
    }
    ObjectNode body = StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
    if (wish.tools()) {
      addTool(wish.api(), body);
    }
    if (wish.api() == ClientApi.CHAT && wish.stream() && wish.usage()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return StrictJson.toText(body);
  }

  private static void addTool(ClientApi api, ObjectNode body) {
    ObjectNode tool = body.putArray("tools").addObject();
    ObjectNode schema =
        switch (api) {
          case CHAT ->
              tool.put("type", "function")
                  .putObject("function")
                  .put("name", "look")
                  .putObject("parameters");
          case RESPONSES ->
              tool.put("type", "function")
                  .put("name", "look")
                  .put("strict", false)
                  .putObject("parameters");
          case ANTHROPIC -> tool.put("name", "look").putObject("input_schema");
          case GEMINI ->
              tool.putArray("functionDeclarations")
                  .addObject()
                  .put("name", "look")
                  .putObject("parameters");
        };
    schema.put("type", "object").putObject("properties").putObject("what").put("type", "string");
  }

  @Override
  public void close() {
    leave(false);
  }
}
