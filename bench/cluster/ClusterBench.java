import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import redis.embedded.RedisServer;

/** What it costs that replicas share budgets and limits: one and three of them, on the same servers. */
final class ClusterBench {
  private static final int[] REPLICAS = {1, 3};
  private static final int BUSY = 32;

  private final Duration time;

  private ClusterBench(Duration time) {
    this.time = time;
  }

  public static void main(String[] args) throws Exception {
    int redisPort = freePort();
    RedisServer redis = RedisServer.newRedisServer().port(redisPort).setting("save \"\"").build();
    redis.start();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      ClusterBench bench = new ClusterBench(Duration.ofSeconds(Integer.parseInt(args[0])));
      bench.run("budgets, postgresql", BUSY, _ -> new SpendingReplica(postgres));
      for (int inFlight : new int[] {1, BUSY}) {
        bench.run("limits, local", inFlight, _ -> LimitedReplica.local());
        bench.run("limits, redis", inFlight, _ -> LimitedReplica.redis(redisPort));
        bench.run("limits, postgresql", inFlight, _ -> LimitedReplica.postgres(postgres));
      }
    } finally {
      redis.stop();
    }
    System.exit(0); // whatever threads libraries have left
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Times for one and for three replicas, each asked by {@code inFlight} at once, and how they compare. */
  private void run(String what, int inFlight, IntFunction<BenchReplica> replica) throws Exception {
    double[] rates = new double[REPLICAS.length];
    for (int i = 0; i < REPLICAS.length; i++) {
      List<BenchReplica> replicas = new ArrayList<>();
      for (int number = 0; number < REPLICAS[i]; number++) {
        replicas.add(replica.apply(number));
      }
      try {
        load(replicas, inFlight, time.dividedBy(2)); // warm
        long[] nanos = load(replicas, inFlight, time);
        rates[i] = nanos.length / (time.toNanos() / 1e9);
        System.out.printf(
            "%-20s %d replica%s x %2d at once %,10.0f a second   p50 %8.3f ms   p99 %8.3f ms%n",
            what,
            REPLICAS[i],
            REPLICAS[i] == 1 ? " " : "s",
            inFlight,
            rates[i],
            nanos[nanos.length / 2] / 1e6,
            nanos[(int) (nanos.length * 0.99)] / 1e6);
      } finally {
        for (BenchReplica each : replicas) {
          each.close();
        }
      }
    }
    System.out.printf("%-20s three replicas do %.2f of what one does%n%n", what, rates[1] / rates[0]);
  }

  private static long[] load(List<BenchReplica> replicas, int inFlight, Duration time)
      throws Exception {
    List<Future<long[]>> all = new ArrayList<>();
    long until = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (BenchReplica replica : replicas) {
        for (int i = 0; i < inFlight; i++) {
          all.add(threads.submit(() -> ask(replica, until)));
        }
      }
    }
    long[] nanos = new long[0];
    for (Future<long[]> each : all) {
      long[] more = each.get();
      int size = nanos.length;
      nanos = Arrays.copyOf(nanos, size + more.length);
      System.arraycopy(more, 0, nanos, size, more.length);
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static long[] ask(BenchReplica replica, long until) throws Exception {
    long[] nanos = new long[1 << 10];
    int size = 0;
    for (long begun = System.nanoTime(); begun - until < 0; begun = System.nanoTime()) {
      Runnable over = replica.ask();
      if (size == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * size);
      }
      nanos[size++] = System.nanoTime() - begun;
      over.run();
    }
    return Arrays.copyOf(nanos, size);
  }
}
