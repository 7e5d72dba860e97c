import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the gateway against nginx and prints one table. Started by {@code bench/run}, which has
 * started everything else; {@code java Bench.java ports N} prints free ports.
 */
final class Bench {
  private static final String NGINX = "nginx";
  private static final String GATEWAY = "signalbox";
  private static final String DIRECT = "direct";

  /** How often a contender that has just been started is tried, ten times a second. */
  private static final int START_TRIES = 300;

  private final Map<String, String> settings;
  private final Path folder;
  private final Path work;
  private final boolean quick;
  private final int windows;
  private final List<String> table = new ArrayList<>();

  private Bench(Map<String, String> settings) {
    this.settings = settings;
    this.folder = Path.of(settings.get("folder"));
    this.work = Path.of(settings.get("work"));
    this.quick = settings.get("quick").equals("1");
    this.windows = Integer.parseInt(settings.get("windows"));
  }

  public static void main(String[] args) throws IOException {
    if (args[0].equals("ports")) {
      printFreePorts(Integer.parseInt(args[1]));
      return;
    }
    Map<String, String> settings = new HashMap<>();
    for (String arg : List.of(args).subList(1, args.length)) {
      settings.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
    }
    try {
      new Bench(settings).run();
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void printFreePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0);
      held.add(socket);
      System.out.print(socket.getLocalPort() + (i + 1 < count ? " " : "\n"));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
  }

  private void run() throws IOException {
    checkAnswers();
    table.add("| measure | nginx | signalbox | ratio | reach | aim for |");
    table.add("| --- | --- | --- | --- | --- | --- |");
    measureRates();
    measureLatency("added p99 at one connection, µs", "json", false);
    measureLatency("first stream byte: added p99, µs", "sse", true);
    measureStreams();
    Files.write(work.resolve("table"), table);
    table.forEach(System.out::println);
  }

  private Contender chat(String who, String upstream) throws IOException {
    String body = Files.readString(folder.resolve("chat-request.json"));
    if (!upstream.equals("json")) {
      body =
          body.substring(0, body.length() - 1)
              + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    }
    return contender(who, upstream, "/v1/chat/completions", body);
  }

  private Contender contender(String who, String upstream, String path, String body)
      throws IOException {
    boolean gateway = who.startsWith(GATEWAY);
    String named =
        gateway ? body.replaceFirst("\"model\":\"", "\"model\":\"mock-" + upstream + "/") : body;
    Path file = work.resolve(who.replace(' ', '-') + "-" + upstream + ".body");
    Files.writeString(file, named);
    int port = Integer.parseInt(settings.get((gateway ? GATEWAY : who) + "-" + upstream));
    return Contender.of(who, port, path, file);
  }

  private Contender translated() throws IOException {
    String body = Files.readString(folder.resolve("messages-request.json"));
    return contender(GATEWAY + " translated", "json", "/v1/messages", body);
  }

  // What is measured must be the right answer: a fast error is no feat.
  private void checkAnswers() throws IOException {
    String whole = Files.readString(folder.resolve("chat-answer.json"));
    String stream = Files.readString(folder.resolve("chat-stream.txt"));
    String paced = String.join("", StreamMock.events(folder.resolve("chat-stream.txt")));
    for (String who : List.of(DIRECT, NGINX, GATEWAY)) {
      awaitStart(who);
    }
    for (String who : List.of(DIRECT, NGINX, GATEWAY)) {
      expect(chat(who, "json"), whole);
      expect(chat(who, "sse"), stream);
      expect(chat(who, "paced"), paced);
    }
    if (settings.get("translated").equals("1")) {
      String answer = post(translated());
      if (!answer.contains("\"type\":\"message\"") || !answer.contains("\"input_tokens\":148")) {
        throw new IOException("the translated answer is not the one expected: " + answer);
      }
    }
  }

  private void awaitStart(String who) throws IOException {
    for (String upstream : List.of("json", "sse", "paced")) {
      Contender contender = chat(who, upstream);
      for (int i = 0; ; i++) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), contender.port())) {
          break;
        } catch (ConnectException e) {
          if (i == START_TRIES) {
            throw new IOException("`%s` did not start".formatted(who), e);
          }
          LockSupport.parkNanos(100_000_000);
        }
      }
    }
  }

  private void expect(Contender contender, String body) throws IOException {
    String answer = post(contender);
    if (!answer.equals(body)) {
      throw new IOException(
          "`%s` answers a request to `%s` with something else: %s"
              .formatted(contender.name(), contender.path(), answer));
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

  private void measureRates() throws IOException {
    System.err.println("requests per second, 32 connections");
    Wrk wrk = new Wrk(folder.resolve("post.lua"), 32);
    List<Contender> contenders =
        new ArrayList<>(List.of(chat(NGINX, "json"), chat(GATEWAY, "json")));
    if (settings.get("translated").equals("1")) {
      contenders.add(translated());
    }
    Turns turns = new Turns();
    Turns cpu = new Turns();
    for (Contender contender : contenders) {
      CpuTime time = cpuOf(contender.name());
      warmUp(wrk, contender, time);
      cpu.add(contender.name());
      turns.add(contender.name(), () -> rate(wrk, contender, time, cpu));
    }
    turns.take(windows);
    String same = "same protocol, 32 connections: ";
    String other = "Anthropic client → Chat provider: ";
    rateRow(same, turns, GATEWAY, "≥ 0.35 | 0.5");
    if (contenders.size() > 2) {
      rateRow(other, turns, GATEWAY + " translated", "≥ 0.22 | 0.35");
    }
    cpuRow(same, cpu, GATEWAY);
    if (contenders.size() > 2) {
      cpuRow(other, cpu, GATEWAY + " translated");
    }
  }

  private OptionalDouble rate(Wrk wrk, Contender contender, CpuTime time, Turns cpu) {
    double before = time.seconds();
    Optional<Wrk.Run> run = wrk.run(contender, quick ? 2 : 8);
    double spent = time.seconds() - before;
    run.ifPresent(ended -> cpu.note(contender.name(), spent * 1e6 / ended.count()));
    return run.map(ended -> OptionalDouble.of(ended.perSecond())).orElse(OptionalDouble.empty());
  }

  private void rateRow(String measure, Turns turns, String who, String goals) {
    row(measure + "requests/s", turns.median(NGINX, windows), turns.median(who, windows), goals);
  }

  private void cpuRow(String measure, Turns cpu, String who) {
    row(
        measure + "CPU µs per request",
        cpu.median(NGINX, windows),
        cpu.median(who, windows),
        " | ");
  }

  /**
   * A JVM gets faster with every thousand requests, for a while: has {@code contender} serve so
   * many that its code is compiled, and then until its compilers take less than a twentieth of its
   * time and the CPU time of a request stays within a twentieth of the least seen, three times
   * running.
   */
  private void warmUp(Wrk wrk, Contender contender, CpuTime time) {
    int enough = contender.name().equals(NGINX) ? 0 : quick ? 40_000 : 100_000;
    int most = quick ? 45 : 60;
    double least = Double.MAX_VALUE;
    long served = 0;
    int steady = 0;
    for (int i = 0; i < most && (served < enough || steady < 3); i++) {
      double before = time.seconds();
      double compiled = time.compiling();
      Optional<Wrk.Run> run = wrk.run(contender, quick ? 2 : 4);
      if (run.isPresent()) {
        double all = time.seconds() - before;
        double spent = all / run.get().count();
        boolean quiet = time.compiling() - compiled < all / 20;
        steady = quiet && spent > least * 0.95 ? steady + 1 : 0;
        least = Math.min(least, spent);
        served += run.get().count();
      }
    }
    System.err.printf("  %s: warm after %,d requests%n", contender.name(), served);
  }

  private CpuTime cpuOf(String who) {
    String process = who.startsWith(GATEWAY) ? GATEWAY : who;
    return new CpuTime(Long.parseLong(settings.get(process + "-process")));
  }

  private void measureLatency(String measure, String upstream, boolean firstByte)
      throws IOException {
    System.err.println(measure.replace("added ", ""));
    LatencyLoad load = new LatencyLoad();
    double seconds = quick ? 1 : 6;
    Turns turns = new Turns();
    for (String who : List.of(DIRECT, NGINX, GATEWAY)) {
      Contender contender = chat(who, upstream);
      load.p99Micros(contender, quick ? 5 : 15, firstByte);
      turns.add(who, () -> load.p99Micros(contender, seconds, firstByte));
    }
    turns.take(windows);
    OptionalDouble direct = turns.median(DIRECT, windows);
    row(
        measure,
        minus(turns.median(NGINX, windows), direct),
        minus(turns.median(GATEWAY, windows), direct),
        "≤ 3 | 2");
  }

  private void measureStreams() throws IOException {
    int streams = Integer.parseInt(settings.get("streams"));
    System.err.println("events per second of CPU time, " + streams + " streams");
    double seconds = quick ? 2 : 10;
    long events = StreamMock.events(folder.resolve("chat-stream.txt")).size();
    Turns turns = new Turns();
    for (String who : List.of(NGINX, GATEWAY)) {
      Contender contender = chat(who, "paced");
      new StreamLoad(contender, cpuOf(who), events).eventsPerCpuSecond(streams, quick ? 2 : 10);
      turns.add(
          who,
          () -> new StreamLoad(contender, cpuOf(who), events).eventsPerCpuSecond(streams, seconds));
    }
    turns.take(windows);
    row(
        "stream events per CPU-second",
        turns.median(NGINX, windows),
        turns.median(GATEWAY, windows),
        "≥ 0.25 | 0.4");
  }

  private static OptionalDouble minus(OptionalDouble figure, OptionalDouble direct) {
    return figure.isPresent() && direct.isPresent()
        ? OptionalDouble.of(figure.getAsDouble() - direct.getAsDouble())
        : OptionalDouble.empty();
  }

  private void row(String measure, OptionalDouble nginx, OptionalDouble gateway, String goals) {
    if (nginx.isEmpty() || gateway.isEmpty()) {
      table.add("| %s | void | void | void | %s |".formatted(measure, goals));
      return;
    }
    table.add(
        "| %s | %,.0f | %,.0f | %.2f | %s |"
            .formatted(
                measure,
                nginx.getAsDouble(),
                gateway.getAsDouble(),
                gateway.getAsDouble() / nginx.getAsDouble(),
                goals));
  }
}
