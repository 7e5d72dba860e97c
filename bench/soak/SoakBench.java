import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Has a gateway work at half its capacity, with faults, for a long time, and tells what grows.
 * {@code java SoakBench GATEWAY-PORT GATEWAY-PROCESS SECONDS}
 */
final class SoakBench {
  private static final int WARM_SECONDS = 20;
  private static final int CAPACITY_SECONDS = 15;
  private static final int CONNECTIONS = 16;

  /** So much of the time is left out: caches fill, and code is compiled. */
  private static final double SETTLING = 0.3;

  private static final int MOST_SAMPLES = 400;

  /** In less time a JVM still settles, so that nothing can be said against it. */
  private static final int TELLING_SECONDS = 1_800;

  private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

  private final int port;
  private final long process;
  private final int seconds;
  private final List<Sample> samples = new ArrayList<>();

  private SoakBench(int port, long process, int seconds) {
    this.port = port;
    this.process = process;
    this.seconds = seconds;
  }

  public static void main(String[] args) throws Exception {
    new SoakBench(Integer.parseInt(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]))
        .run();
  }

  /**
   * The gateway at one moment.
   *
   * @param heap bytes in use after a collection
   * @param direct bytes of buffers outside the heap
   * @param delay p99 of the answers to a probe since the moment before, in milliseconds
   */
  private record Sample(
      double hours,
      double heap,
      double direct,
      double resident,
      double descriptors,
      double threads,
      double delay) {}

  private void run() throws Exception {
    Connection.awaitListener(port);
    boolean brief = seconds < 120;
    SoakLoad load = new SoakLoad(port, CONNECTIONS);
    load.run(brief ? 8 : WARM_SECONDS, 0);
    double capacity = load.run(brief ? 5 : CAPACITY_SECONDS, 0).perSecond();
    System.err.printf("  capacity %.0f requests/s%n", capacity);
    try (JMXConnector connector = connect();
        Probe probe = new Probe(port, "/health/live", 20)) {
      Thread sampling = new Thread(() -> sample(connector, probe), "samples");
      sampling.start();
      SoakLoad.Sum sum = load.run(seconds, capacity / 2);
      sampling.join();
      print(capacity, sum);
    }
  }

  private JMXConnector connect() throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  private void sample(JMXConnector connector, Probe probe) {
    try {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      MemoryMXBean memory =
          ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
      long began = System.nanoTime();
      long pauseMillis = Math.max(2_000, seconds * 1_000L / MOST_SAMPLES);
      for (long due = pauseMillis; due <= seconds * 1_000L; due += pauseMillis) {
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        Thread.sleep(Math.max(0, due - passed));
        double delay = probe.seen().p99();
        memory.gc();
        samples.add(
            new Sample(
                (System.nanoTime() - began) / 3.6e12,
                memory.getHeapMemoryUsage().getUsed(),
                directMemory(server),
                status("VmRSS:") * 1024,
                descriptors(),
                status("Threads:"),
                delay));
        probe.seen(); // what a collection that we asked for takes is not the gateway's
      }
    } catch (IOException | JMException e) {
      throw new IllegalStateException("the gateway is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the JVM counts as memory that is none of its own: buffers outside the heap, above all. */
  private static double directMemory(MBeanServerConnection server) throws IOException, JMException {
    String said =
        (String)
            server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "vmNativeMemory",
                new Object[] {new String[] {"summary"}},
                new String[] {String[].class.getName()});
    Matcher found = OTHER.matcher(said);
    if (!found.find()) {
      throw new IOException("the gateway does not track native memory: " + said);
    }
    return Double.parseDouble(found.group(1)) * 1024;
  }

  private double status(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
      if (line.startsWith(name)) {
        return Double.parseDouble(line.substring(name.length()).strip().split("\\s")[0]);
      }
    }
    throw new IOException("/proc does not tell " + name);
  }

  private double descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + process + "/fd"))) {
      return all.count();
    }
  }

  private void print(double capacity, SoakLoad.Sum sum) {
    System.out.println("| measure | mean | slope in an hour | to ± | reach | |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    double mega = 1024.0 * 1024;
    row("heap after a collection, MB", values(each -> each.heap() / mega), 0.01);
    row("direct memory, MB", values(each -> each.direct() / mega), 0.01);
    row("descriptors", values(Sample::descriptors), 0.01);
    row("threads", values(Sample::threads), 0);
    row("resident memory, MB", values(each -> each.resident() / mega), 0);
    row("`/health/live` p99, ms", values(Sample::delay), 0);
    System.out.printf(
        "%n%,d requests in %d s, %.0f of %.0f a second; %,d answered with 200, %,d refused or failed,"
            + " %,d broken off, %,d left. The first %.0f %% of the time are left out. A slope is"
            + " `ok` when it is within reach with 95 %% certainty, `missed` when it is beyond after half"
            + " an hour at least, and else this run was too short to tell.%n",
        sum.all(),
        seconds,
        sum.perSecond(),
        capacity,
        sum.good(),
        sum.refused(),
        sum.broken(),
        sum.left(),
        SETTLING * 100);
  }

  /** One figure of a sample. */
  private interface Figure {
    double of(Sample sample);
  }

  private List<double[]> values(Figure figure) {
    int first = (int) (samples.size() * SETTLING);
    return samples.subList(first, samples.size()).stream()
        .map(sample -> new double[] {sample.hours(), figure.of(sample)})
        .toList();
  }

  /** {@code reach} is a share of the mean in an hour; 0 has none. */
  private void row(String what, List<double[]> points, double reach) {
    Slope slope = Slope.of(points);
    String verdict = "";
    if (reach > 0) {
      double most = reach * slope.mean();
      verdict =
          slope.perHour() + slope.spread() <= most
              ? "ok"
              : seconds >= TELLING_SECONDS && slope.perHour() - slope.spread() > most
                  ? "**missed**"
                  : "too short to tell";
    }
    System.out.printf(
        "| %s | %.1f | %+.2f (%+.1f %%) | %.2f | %s | %s |%n",
        what,
        slope.mean(),
        slope.perHour(),
        100 * slope.perHour() / slope.mean(),
        slope.spread(),
        reach > 0 ? "≤ %.0f %%".formatted(100 * reach) : "",
        verdict);
  }
}
