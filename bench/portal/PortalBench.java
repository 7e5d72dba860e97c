import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Fills the database of a gateway, and asks a gateway over it what the pages of the portal ask. */
final class PortalBench {
  private static final int RUNS = 40;
  private static final int WARM = 10;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  private PortalBench(String base) {
    this.base = base;
  }

  /** {@code fill DIR COUNT}, or {@code ask URL}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    switch (args[0]) {
      case "fill" -> fill(Path.of(args[1]), Integer.parseInt(args[2]));
      case "ask" -> new PortalBench(args[1]).ask();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void fill(Path dir, int count) {
    Traffic traffic = new Traffic();
    try (Database database = Database.open(new Place.Folder(dir))) {
      long from = System.currentTimeMillis() - Traffic.LENGTH;
      try (FactWriter writer = traffic.writer(database)) {
        traffic.fill(writer, from, count);
      }
    }
    System.out.printf("%,d records, %,d MB%n%n", count, Traffic.megabytes(dir));
  }

  private void ask() throws IOException, InterruptedException {
    System.out.printf("%-58s %9s %9s %9s %8s%n", "", "first ms", "p50 ms", "p95 ms", "KB");
    time("overview, 24 hours, compared", "/v1/stats?from=now-24h&compare=previous");
    time("overview, 7 days, compared", "/v1/stats?from=now-7d&compare=previous");
    time("overview, 30 days, compared", "/v1/stats?from=now-30d&compare=previous");
    time("overview, 24 hours, one project", "/v1/stats?from=now-24h&compare=previous&project=project-3");
    time("overview, 7 days, one project", "/v1/stats?from=now-7d&compare=previous&project=project-3");
    String page = "/v1/records?limit=100&histogram=48&from=";
    time("requests, 24 hours", page + "now-24h");
    time("requests, 7 days", page + "now-7d");
    time("requests, 30 days", page + "now-30d");
    time("requests, 24 hours, one project, failed", page + "now-24h&project=project-3&result=failed");
    time("requests, 7 days, one project", page + "now-7d&project=project-3");
    time("requests, 24 hours, status 503", page + "now-24h&status=503");
    time("requests, 7 days, status 503", page + "now-7d&status=503");
    time("requests, 24 hours, tried twice", page + "now-24h&attempts_min=2");
    time("requests, 24 hours, text", page + "now-24h&text=overloaded");
    time("requests, one session, 30 days", page + "now-30d&session=session-77");
    time("requests, 24 hours, dearest first", page + "now-24h&sort=cost");
    time("requests, 24 hours, slowest first", page + "now-24h&sort=total_ms");
    time("requests, 30 days, most tokens of the newest 100,000", page + "now-30d&sort=tokens");
    time("failures, 24 hours", "/v1/failures?from=now-24h");
    time("failures, 7 days", "/v1/failures?from=now-7d");
    time("sessions, 24 hours", "/v1/sessions?limit=50&from=now-24h");
    time("sessions, a year", "/v1/sessions?limit=50&from=now-365d");
    time("sessions, a year, failed", "/v1/sessions?limit=50&from=now-365d&result=failed");
    time("sources, 24 hours", "/v1/sources?from=now-24h");
    time("sources, 30 days", "/v1/sources?from=now-30d");
    time("projects, 24 hours", "/v1/projects?from=now-24h");
    time("projects, 30 days", "/v1/projects?from=now-30d");
    time("budgets", "/v1/budgets");
    System.out.println();
  }

  private void time(String name, String path) throws IOException, InterruptedException {
    long[] nanos = new long[RUNS];
    long first = 0;
    int size = 0;
    int runs = 0;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    for (int i = -WARM; i < RUNS && (runs < 5 || System.nanoTime() < deadline); i++) {
      long begun = System.nanoTime();
      size = get(path);
      long took = System.nanoTime() - begun;
      first = i == -WARM ? took : first;
      if (i >= 0) {
        nanos[runs++] = took;
      }
    }
    long[] sorted = Arrays.copyOf(nanos, runs);
    Arrays.sort(sorted);
    System.out.printf(
        "%-58s %9.1f %9.1f %9.1f %8d%n",
        name, first / 1e6, sorted[runs / 2] / 1e6, sorted[Math.min(runs - 1, (int) (runs * 0.95))] / 1e6, size >> 10);
  }

  private int get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode() + " " + new String(response.body()));
    }
    return response.body().length;
  }
}
