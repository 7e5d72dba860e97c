import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that ask one after the other on connections of their own: half of them for whole answers,
 * most others for streams, of two APIs; some leave in the middle.
 */
final class SoakLoad {
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/v1/messages";
  private static final int LEAVING_BYTES = 600;

  private final int port;
  private final int connections;
  private final byte[] whole = Connection.post(CHAT, body("chat/sim-chat", false));
  private final byte[] stream = Connection.post(CHAT, body("chat/sim-chat", true));
  private final byte[] translated = Connection.post(CHAT, body("messages/sim-chat", false));
  private final byte[] message = Connection.post(MESSAGES, body("messages/sim-chat", true));

  SoakLoad(int port, int connections) {
    this.port = port;
    this.connections = connections;
  }

  private static String body(String model, boolean stream) {
    return ("{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":100,\"messages\":[{\"role\":\"user\","
            + "\"content\":\"Say in 60 words what a harbour is for.\"}]}")
        .formatted(model, stream);
  }

  /** What came of the requests of one run. */
  record Sum(long good, long refused, long broken, long left, double seconds) {
    long all() {
      return good + refused + broken + left;
    }

    double perSecond() {
      return all() / seconds;
    }
  }

  private static final class Counts {
    final LongAdder good = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder broken = new LongAdder();
    final LongAdder left = new LongAdder();
  }

  /** Sends requests for so long: {@code perSecond} of them, or as many as go; 0 is that. */
  Sum run(int seconds, double perSecond) throws InterruptedException {
    Counts counts = new Counts();
    long began = System.nanoTime();
    long until = began + TimeUnit.SECONDS.toNanos(seconds);
    // With a rate, more connections: one whose answer stalls must not slow the others down.
    int count = perSecond > 0 ? connections * 4 : connections;
    long gapNanos = perSecond > 0 ? (long) (1e9 * count / perSecond) : 0;
    Thread[] clients = new Thread[count];
    for (int i = 0; i < count; i++) {
      long first = began + (gapNanos * i) / count;
      clients[i] = Thread.ofVirtual().start(() -> ask(first, until, gapNanos, counts));
    }
    for (Thread client : clients) {
      client.join();
    }
    return new Sum(
        counts.good.sum(),
        counts.refused.sum(),
        counts.broken.sum(),
        counts.left.sum(),
        (System.nanoTime() - began) / 1e9);
  }

  private void ask(long first, long until, long gapNanos, Counts counts) {
    long due = first;
    while (System.nanoTime() < until) {
      try (Connection connection = new Connection(port)) {
        boolean usable = true;
        while (usable && System.nanoTime() < until) {
          LockSupport.parkNanos(due - System.nanoTime());
          due = Math.max(due + gapNanos, System.nanoTime() - gapNanos); // what is missed is not made up for
          usable = askOnce(connection, counts);
        }
      } catch (IOException e) {
        counts.broken.increment();
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private boolean askOnce(Connection connection, Counts counts) throws IOException {
    int drawn = ThreadLocalRandom.current().nextInt(100);
    if (drawn < 3) {
      connection.ask(stream, LEAVING_BYTES);
      connection.abort();
      counts.left.increment();
      return false;
    }
    byte[] request =
        drawn < 40 ? whole : drawn < 65 ? stream : drawn < 80 ? translated : message;
    (connection.ask(request) == 200 ? counts.good : counts.refused).increment();
    return true;
  }
}
