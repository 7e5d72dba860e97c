package dev.signalbox.analytics.seed;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Fills a database with made-up facts. */
public final class SeededFacts {
  /** When the facts are looked at; all of them are older. */
  public static final Instant NOW = Instant.parse("2026-11-25T15:30:00Z");

  private static final List<String> PROVIDERS = List.of("openai", "anthropic", "google");
  private static final List<String> MODELS =
      List.of("gpt-5-mini", "claude-haiku-4-5", "gemini-2.5-flash", "gpt-5");
  private static final List<String> FAULTS =
      List.of("transient", "rate_limited", "protocol", "credential");
  private static final long DAY = 86_400_000;

  private final Connection connection;
  private final Seed seed;
  private final Random random;

  /** What a request was about. */
  private record Who(String model, String project, String source) {}

  private SeededFacts(Connection connection, Seed seed) {
    this.connection = connection;
    this.seed = seed;
    this.random = new Random(seed.number());
  }

  /** A new SQLite file with the facts of {@code seed}. */
  public static void sqlite(Path file, Seed seed) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma journal_mode = wal");
      }
      Scripts.layOut(connection, "sqlite");
      connection.setAutoCommit(false);
      fill(connection, seed);
    }
  }

  /** Lays the facts of {@code seed} out in an empty PostgreSQL database. */
  public static void postgres(Connection connection, Seed seed) throws SQLException {
    Scripts.layOut(connection, "postgresql");
    connection.setAutoCommit(false);
    fill(connection, seed);
  }

  private static void fill(Connection connection, Seed seed) throws SQLException {
    SeededFacts facts = new SeededFacts(connection, seed);
    facts.price();
    for (int i = 1; i <= seed.requests(); i++) {
      facts.request(i);
    }
    connection.commit();
  }

  private void price() throws SQLException {
    new Row("price_rows")
        .set("id", "p1")
        .set("tier", "standard")
        .set("input_nanos", 250_000_000L)
        .set("output_nanos", 2_000_000_000L)
        .set("source", "https://example.org/prices")
        .set("confidence", "official")
        .set("as_of", "2026-11-01")
        .insert(connection);
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** More of the last days than of those long ago. */
  private long time() {
    double back = random.nextDouble();
    return NOW.toEpochMilli() - 1 - (long) (back * back * 45 * DAY);
  }

  private void request(int i) throws SQLException {
    long at = time();
    int kind = random.nextInt(100);
    String result =
        kind < 70
            ? "ok"
            : kind < 80
                ? "mitigated"
                : kind < 88 ? "failed" : kind < 96 ? "client_error" : "client_closed";
    boolean answered = result.equals("ok") || result.equals("mitigated");
    int which = random.nextInt(MODELS.size());
    String model = answered || random.nextBoolean() ? MODELS.get(which) : "";
    String provider = model.isEmpty() ? "" : PROVIDERS.get(which % PROVIDERS.size());
    int attempts =
        switch (result) {
          case "mitigated", "failed" -> 2 + random.nextInt(2);
          case "client_error" -> random.nextInt(2);
          default -> 1;
        };
    Long cost = random.nextDouble() < seed.unknown() ? null : figure() * 1_000_003L;
    int losses = random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 0;
    String project = pick(seed.projects());
    String source = pick(seed.sources());
    Row row = new Row("fact_requests");
    row.set("project", project).set("source", source);
    asked(row, i, at);
    row.set("provider", provider)
        .set("model", model)
        .set("answered_model", model)
        .set("status", status(result))
        .set("outcome", result.equals("mitigated") ? "ok" : result)
        .set("result", result)
        .set("error_class", result.equals("failed") ? pick(FAULTS) : "")
        .set("error_text", "")
        .set("attempts", attempts)
        .set("losses", losses);
    usage(row, cost, attempts);
    row.insert(connection);
    for (int number = 1; number <= attempts; number++) {
      Row tried = new Row("fact_attempts").set("request", (long) i).set("number", number);
      attempt(tried.set("at_ms", at + number), number == attempts && answered, cost);
    }
    for (int number = 1; number <= losses; number++) {
      loss(i, number);
    }
    beside(i, at, new Who(model, project, source));
  }

  private long figure() {
    return 1L + random.nextInt(seed.spread());
  }

  private int status(String result) {
    return switch (result) {
      case "ok", "mitigated" -> 200;
      case "client_error" -> random.nextInt(3) == 0 ? 429 : 400;
      case "client_closed" -> 499;
      default -> random.nextBoolean() ? 502 : 503;
    };
  }

  private void asked(Row row, int i, long at) {
    row.set("id", (long) i)
        .set("request_id", "req-" + (i % 97 == 0 ? i - 1 : i))
        .set("at_ms", at)
        .set("node", "one")
        .set("endpoint", random.nextBoolean() ? "chat/completions" : "messages")
        .set("app", "")
        .set("key_label", random.nextInt(3) == 0 ? "team-beta" : "team-alpha")
        .set("session_id", "")
        .set("tags", "")
        .set("profile", random.nextInt(4) == 0 ? "cheap" : "standard")
        .set("task", random.nextBoolean() ? "code" : "")
        .set("requested_model", "auto")
        .set("stream", random.nextInt(2))
        .set("decision_id", "d" + i);
  }

  private void usage(Row row, @Nullable Long cost, int attempts) {
    row.set("input_tokens", figure() * 3)
        .set("cache_read_tokens", random.nextInt(3) == 0 ? figure() : 0L)
        .set("cache_write_tokens", random.nextInt(5) == 0 ? figure() : 0L)
        .set("output_tokens", figure() + 7)
        .set("reasoning_tokens", random.nextInt(4) == 0 ? 5L : 0L)
        .set("usage_exact", random.nextInt(9) == 0 ? 0 : 1)
        .set("usage_consistent", 1)
        .set("cost_nanos", cost)
        .set("wasted_nanos", attempts > 1 ? figure() * 1_000_007L : 0L)
        .set("estimated_nanos", random.nextDouble() < seed.unknown() ? null : figure() * 1_000_009L)
        .set("cost_exact", random.nextInt(9) == 0 ? 0 : 1)
        .set("total_ms", figure() + 20)
        .set("first_byte_ms", random.nextDouble() < seed.unknown() ? -1L : figure())
        .set("gateway_us", figure() + 100);
  }

  private void attempt(Row row, boolean answered, @Nullable Long cost) throws SQLException {
    int which = random.nextInt(MODELS.size());
    long input = figure() * 2;
    long output = figure() + 9;
    row.set("provider", PROVIDERS.get(which % PROVIDERS.size()))
        .set("model", MODELS.get(which))
        .set("answered_model", answered ? MODELS.get(which) : "")
        .set("key_label", "main")
        .set("status", answered ? 200 : 503)
        .set("outcome", answered ? "answered" : "upstream_overloaded")
        .set("fault", answered ? "" : pick(FAULTS))
        .set("phase", "body")
        .set("hedge", random.nextInt(20) == 0 ? 1 : 0)
        .set("first_token_ms", answered ? figure() : -1L)
        .set("total_ms", figure() + 10)
        .set("connect_ms", answered ? 4L : -1L)
        .set("retry_after_ms", answered ? -1L : 2_000L)
        .set("charge", answered ? "reported" : "none")
        .set("service_tier", "")
        .set("input_tokens", input)
        .set("cache_read_tokens", random.nextInt(3) == 0 ? figure() : 0L)
        .set("cache_write_tokens", 0L)
        .set("cache_write_hour_tokens", 0L)
        .set("audio_input_tokens", 0L)
        .set("output_tokens", output)
        .set("reasoning_tokens", random.nextInt(4) == 0 ? 5L : 0L)
        .set("audio_output_tokens", 0L)
        .set("cost_nanos", cost)
        .set("input_cost", cost == null ? null : cost / 2)
        .set("output_cost", cost == null ? null : cost - cost / 2)
        .set("price", cost == null ? null : "p1")
        .set("priced_as", "")
        .insert(connection);
  }

  private void loss(int request, int number) throws SQLException {
    new Row("fact_losses")
        .set("request", (long) request)
        .set("number", number)
        .set("field", pick(List.of("top_k", "logit_bias", "tools[0].strict")))
        .set("kind", pick(List.of("dropped", "adapted")))
        .insert(connection);
  }

  /** What stands beside a request: findings, its decision and signals. */
  private void beside(int request, long at, Who who) throws SQLException {
    int findings = random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0;
    for (int number = 1; number <= findings; number++) {
      new Row("fact_findings")
          .set("request", (long) request)
          .set("number", number)
          .set("rule", pick(List.of("aws_key", "email", "iban")))
          .set("category", pick(List.of("credential", "pii")))
          .set("field", "messages[0]")
          .set("action", pick(List.of("log", "redact")))
          .insert(connection);
    }
    decision(request, at, who.project(), who.source());
    if (random.nextInt(3) == 0) {
      signal(request, at, who);
    }
  }

  private void signal(int request, long at, Who who) throws SQLException {
    Row row = new Row("fact_signals");
    for (String empty :
        List.of(
            "reason",
            "request_id",
            "session_id",
            "better",
            "worse",
            "task",
            "reach",
            "outcome",
            "idempotency_key",
            "labels")) {
      row.set(empty, "");
    }
    row.set("id", (long) request)
        .set("at_ms", at + 5_000)
        .set("kind", "signal")
        .set("signal", (long) request)
        .set("part", 0)
        .set("state", "applied")
        .set("decision_id", "d" + request)
        .set("request", (long) request)
        .set("asker", "team-alpha")
        .set("project", who.project())
        .set("source", who.source())
        .set("family", "general")
        .set("provider", "openai")
        .set("model", who.model())
        .set("cluster", -1)
        .set("cluster_mix", 0)
        .set("reporter", pick(List.of("user", "test")))
        .set("reported_by", "team-alpha")
        .set("name", pick(List.of("thumbs", "tests_passed")))
        .set("value", random.nextDouble() < seed.unknown() ? null : random.nextInt(5) / 4.0)
        .set("weight", 1.0)
        .set("confidence", 1.0)
        .set("samples", 1L)
        .insert(connection);
  }

  private void decision(int request, long at, String project, String source) throws SQLException {
    Row row = new Row("fact_decisions");
    row.set("id", (long) request)
        .set("revisions", "r1 r1 r1 r1 h%d".formatted(request))
        .set("decision_id", "d" + request)
        .set("request", (long) request)
        .set("at_ms", at)
        .set("mode", "live")
        .set("asker", "team-alpha")
        .set("requested_model", "auto")
        .set("profile", "standard")
        .set("task", "")
        .set("family", "general")
        .set("cluster", -1)
        .set("cluster_mix", 0)
        .set("project", project)
        .set("source", source)
        .set("candidates", 4)
        .set("planned", 2)
        .set("chosen_provider", pick(PROVIDERS))
        .set("chosen_model", pick(MODELS))
        .set("runner_up", "")
        .set("micros", figure())
        .set("served", "")
        .set("attempts", 1)
        .set("result", "ok")
        .set("propensity", -1)
        .set("body", new byte[] {1, 2, 3})
        .insert(connection);
  }
}
