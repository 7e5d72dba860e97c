import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the same again and again on one connection, and notes how long each answer takes: what
 * somebody feels who only wants to know whether the gateway is there. While one answer is late,
 * those that would have been asked for meanwhile count as well, as long as they would have waited.
 * What fails counts as long as it took, and as a failure.
 */
final class Probe implements AutoCloseable {
  private final int port;
  private final byte[] request;
  private final long pauseNanos;
  private final Thread thread = new Thread(this::run, "probe");
  private List<Long> taken = new ArrayList<>();
  private int failures;
  private volatile boolean over;

  /** Begins to ask for {@code path}, with a pause after each answer. */
  Probe(int port, String path, int pauseMillis) {
    this.port = port;
    this.request = Connection.get(path);
    this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
  }

  /** What answers took, in milliseconds. */
  record Seen(int count, double p50, double p99, double longest, int failures) {}

  /** What was seen since this was last asked. */
  synchronized Seen seen() {
    List<Long> all = taken.stream().sorted().toList();
    Seen seen =
        all.isEmpty()
            ? new Seen(0, Double.NaN, Double.NaN, Double.NaN, failures)
            : new Seen(
                all.size(),
                all.get(all.size() / 2) / 1e6,
                all.get(Math.min(all.size() - 1, all.size() * 99 / 100)) / 1e6,
                all.getLast() / 1e6,
                failures);
    taken = new ArrayList<>();
    failures = 0;
    return seen;
  }

  private void run() {
    while (!over) {
      try (Connection connection = new Connection(port)) {
        while (!over) {
          ask(connection);
          LockSupport.parkNanos(pauseNanos);
        }
      } catch (IOException e) {
        note(0, false);
        LockSupport.parkNanos(pauseNanos);
      }
    }
  }

  private void ask(Connection connection) throws IOException {
    long began = System.nanoTime();
    try {
      note(began, connection.ask(request) == 200);
    } catch (IOException e) {
      note(began, false);
      throw e;
    }
  }

  private synchronized void note(long began, boolean good) {
    if (began != 0) {
      long waited = System.nanoTime() - began;
      taken.add(waited);
      for (long late = waited - pauseNanos; late > 0; late -= pauseNanos) {
        taken.add(late);
      }
    }
    failures += good ? 0 : 1;
  }

  @Override
  public void close() {
    over = true;
  }
}
