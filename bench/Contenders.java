import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Who takes turns, and with which requests. Each upstream has a port at every one of them. */
final class Contenders {
  static final String NGINX = "nginx";
  static final String GATEWAY = "signalbox";

  /** The mock without anything between. */
  static final String DIRECT = "direct";

  static final List<String> ALL = List.of(DIRECT, NGINX, GATEWAY);

  /** Most connections that a provider of the gateway may have. */
  private static final int CONNECTIONS_PER_PROVIDER = 10_000;

  /** How often a contender that has just been started is tried, ten times a second. */
  private static final int START_TRIES = 300;

  private final Settings settings;
  private final Path folder;

  Contenders(Settings settings) {
    this.settings = settings;
    this.folder = settings.path("folder");
  }

  /** Chat requests, streamed but to {@code json}. */
  Contender chat(String who, String upstream) throws IOException {
    return of(who, port(who, upstream), "mock-" + upstream, !upstream.equals("json"));
  }

  /** A gateway that listens on {@code port}, asked for whole answers. */
  Contender chat(String who, int port) throws IOException {
    return of(who, port, "mock-json", false);
  }

  /** The same, asked for streams. */
  Contender streamed(String who, int port) throws IOException {
    return of(who, port, "mock-sse", true);
  }

  /** Messages requests, whose answers the gateway translates. */
  Contender translated() throws IOException {
    return translated(GATEWAY + " translated", port(GATEWAY, "json"));
  }

  /** The same at a gateway that listens on {@code port}. */
  Contender translated(String who, int port) throws IOException {
    return request(who, port, "/v1/messages", named(read("messages-request.json"), "mock-json"));
  }

  /** Streams that last, spread over as many providers as the connections of all of them need. */
  List<Contender> held(String who, int streams) throws IOException {
    List<Contender> requests = new ArrayList<>();
    for (int i = 0; i * CONNECTIONS_PER_PROVIDER < streams; i++) {
      requests.add(of(who, port(who, "held"), "mock-held" + (i == 0 ? "" : i + 1), true));
    }
    return requests;
  }

  /** Chat requests with an image, given in base64. */
  Contender image(String who, String base64) throws IOException {
    String part =
        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + base64 + "\"}}";
    String body = withImage(read("chat-request.json"), part);
    return request(
        who + " image",
        port(who, "body"),
        "/v1/chat/completions",
        who.equals(GATEWAY) ? named(body, "mock-body") : body);
  }

  /** The same as Messages requests, which the gateway translates. */
  Contender translatedImage(String base64) throws IOException {
    String part =
        "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
            + base64
            + "\"}}";
    String body = withImage(read("messages-request.json"), part);
    return request(
        GATEWAY + " translated image",
        port(GATEWAY, "body"),
        "/v1/messages",
        named(body, "mock-body"));
  }

  /** The CPU time of {@code who}, which may go on after its first word. */
  CpuTime cpuOf(String who) {
    return new CpuTime(process(who));
  }

  /** The process of {@code who}, which may go on after its first word. */
  long process(String who) {
    return settings.number(who.split(" ")[0] + "-process");
  }

  /** Waits until all of them listen, and sees that they give the answers of the mock. */
  void check() throws IOException {
    for (String who : ALL) {
      for (String upstream : List.of("json", "sse", "paced", "held", "body")) {
        awaitStart(who, port(who, upstream));
      }
    }
    String whole = read("chat-answer.json");
    String stream = read("chat-stream.txt");
    String paced = String.join("", StreamMock.events(folder.resolve("chat-stream.txt")));
    for (String who : ALL) {
      expect(chat(who, "json"), whole);
      expect(chat(who, "sse"), stream);
      expect(chat(who, "paced"), paced);
      expect(image(who, "iVBORw0KGgo="), whole);
    }
    if (!settings.on("stand-in")) {
      expectMessage(translated());
      expectMessage(translatedImage("iVBORw0KGgo="));
    }
  }

  /** Sees that none of them has ended: whatever comes then is no figure. */
  void checkRunning() throws IOException {
    for (String who : List.of(NGINX, GATEWAY)) {
      if (!ProcessHandle.of(process(who)).map(ProcessHandle::isAlive).orElse(false)) {
        throw new IOException("`%s` has ended".formatted(who));
      }
    }
  }

  private int port(String who, String upstream) {
    return settings.number(who + "-" + upstream);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Contender of(String who, int port, String provider, boolean streamed) throws IOException {
    String body = read("chat-request.json");
    if (streamed) {
      body =
          body.substring(0, body.length() - 1)
              + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    }
    String sent = who.startsWith(GATEWAY) ? named(body, provider) : body;
    return request(who, port, "/v1/chat/completions", sent);
  }

  private static String named(String body, String provider) {
    return replaceOnce(body, "\"model\":\"", "\"model\":\"" + provider + "/");
  }

  /** Puts the last text of a request into a list of parts, with {@code part} behind it. */
  private static String withImage(String body, String part) {
    int at = body.lastIndexOf("\"content\":") + "\"content\":".length();
    int end = body.indexOf("\"}", at) + 1;
    return body.substring(0, at)
        + "[{\"type\":\"text\",\"text\":"
        + body.substring(at, end)
        + "},"
        + part
        + "]"
        + body.substring(end);
  }

  private static String replaceOnce(String text, String what, String with) {
    int at = text.indexOf(what);
    return text.substring(0, at) + with + text.substring(at + what.length());
  }

  private Contender request(String who, int port, String path, String body) throws IOException {
    Path file = Files.createTempFile(settings.path("work"), who.replace(' ', '-') + "-", ".body");
    Files.writeString(file, body);
    return Contender.of(who, port, path, file);
  }

  private static void awaitStart(String who, int port) throws IOException {
    for (int i = 0; ; i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (ConnectException e) {
        if (i == START_TRIES) {
          throw new IOException("`%s` did not start".formatted(who), e);
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  // What is measured must be the right answer: a fast error is no feat.
  private static void expect(Contender contender, String body) throws IOException {
    String answer = post(contender);
    if (!answer.equals(body)) {
      throw new IOException(
          "`%s` answers a request to `%s` with something else: %s"
              .formatted(contender.name(), contender.path(), answer));
    }
  }

  private static void expectMessage(Contender contender) throws IOException {
    String answer = post(contender);
    if (!answer.contains("\"type\":\"message\"") || !answer.contains("\"input_tokens\":148")) {
      throw new IOException("the translated answer is not the one expected: " + answer);
    }
  }

  private static String post(Contender contender) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + contender.port() + contender.path())
                .toURL()
                .openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Authorization", "Bearer bench");
    connection.setDoOutput(true);
    connection.getOutputStream().write(Files.readAllBytes(contender.body()));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    if (connection.getResponseCode() != 200) {
      if (connection.getErrorStream() != null) {
        connection.getErrorStream().transferTo(answer);
      }
      throw new IOException(
          "`%s` answers with status %d: %s"
              .formatted(contender.name(), connection.getResponseCode(), answer));
    }
    connection.getInputStream().transferTo(answer);
    return answer.toString(StandardCharsets.UTF_8);
  }
}
