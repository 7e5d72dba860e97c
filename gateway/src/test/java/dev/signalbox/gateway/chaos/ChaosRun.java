package dev.signalbox.gateway.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.Canaries;
import dev.signalbox.gateway.e2e.LogLines;
import dev.signalbox.gateway.e2e.faults.Faulty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One run: wave after wave of requests that clients send side by side, with the clocks moved and
 * everything checked while nothing is under way between them.
 */
final class ChaosRun implements AutoCloseable, Provider.Scene {
  /** Long enough for a month, which what was spent is compared within. */
  private static final Instant BEGAN = Instant.parse("2026-11-01T22:30:00Z");

  private static final int WAVE = 250;
  private static final int CLIENTS = 48;
  private static final long REST_MILLIS = 1_000;
  private static final long PATIENCE_MILLIS = 10_000;

  private final long beganNanos = System.nanoTime();
  private final long seed;
  private final Path folder;
  private final Violations violations = new Violations();
  private final Canaries canaries = new Canaries();
  private final ChaosConfig config = new ChaosConfig(canaries);
  private final ChaosClock clock = new ChaosClock(BEGAN);
  private final Map<Vendor, Provider> providers = new EnumMap<>(Vendor.class);
  private final Map<Integer, Errand> underway = new ConcurrentHashMap<>();
  private final Map<Integer, List<Call>> calls = new ConcurrentHashMap<>();
  private final Collection<RequestRecord> records = new ConcurrentLinkedQueue<>();
  private final Collection<Heard> heard = new ConcurrentLinkedQueue<>();
  private final Retries retries = new Retries();
  private final Tally tally = new Tally();
  private final Bounds bounds = new Bounds();
  private final Faulty dead = Faulty.refusing();
  private final Faulty hole = Faulty.blackHole();
  private final LogLines log;
  private final ChaosGateway gateway;
  private long ledgerNanos;
  private int recorded;
  private boolean closed;

  /** Starts a gateway in {@code folder} and the providers of the run of {@code seed}. */
  ChaosRun(long seed, Path folder) {
    this.seed = seed;
    this.folder = folder;
    for (Vendor vendor : Vendor.values()) {
      if (vendor.listens()) {
        providers.put(vendor, new Provider(vendor, this));
      }
    }
    gateway =
        new ChaosGateway(
            new ChaosGateway.Start(
                config.toml(seed % 2 == 0, this::origin),
                folder,
                config.gatewayKey(),
                clock.clocks()),
            records::add);
    log = LogLines.quiet();
  }

  private String origin(Vendor vendor) {
    return switch (vendor) {
      case DEAD -> dead.origin();
      case HOLE -> hole.origin();
      case CHAT_A, CHAT_B, ANSWERS, MESSAGES, GEMINI, NARROW, UNPRICED ->
          Objects.requireNonNull(providers.get(vendor)).origin();
    };
  }

  /** Sends the first {@code count} requests, until something does not hold; gives what did not. */
  Violations send(int count) throws InterruptedException {
    for (int wave = 0; wave * WAVE < count && violations.isEmpty(); wave++) {
      Draw.Interlude before = Draw.interlude(seed, wave);
      clock.pass(before.passed());
      clock.turn(before.turned());
      wave(wave * WAVE, Math.min(count, (wave + 1) * WAVE));
      check();
    }
    return violations;
  }

  private void wave(int from, int to) throws InterruptedException {
    for (int number = from; number < to; number++) {
      underway.put(number, Draw.errand(seed, number));
    }
    AtomicInteger next = new AtomicInteger(from);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(() -> sendUntil(next, to)));
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private void sendUntil(AtomicInteger next, int to) {
    try (Client client = new Client(gateway.port(), config)) {
      for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
        heard.add(client.send(errand(number)));
      }
    } catch (RuntimeException e) {
      wrong("a client failed: " + e);
    }
  }

  private void check() {
    rests();
    tally.late(gateway.lateness().between(beganNanos, System.nanoTime()));
    Map<String, List<RequestRecord>> byId = new HashMap<>();
    for (RequestRecord record : records) {
      byId.computeIfAbsent(record.id(), _ -> new ArrayList<>()).add(record);
      ledgerNanos += spent(record);
      recorded++;
      retries.add(record);
      secret("record", record.toString());
      tally.add(record);
    }
    for (Heard each : heard) {
      secret("answer", each.answer().head() + each.text());
      tally.add(each);
      new Checks(
              each,
              byId.getOrDefault(each.errand().id(), List.of()),
              calls.getOrDefault(each.errand().number(), List.of()),
              gateway.lateness())
          .run(violations);
    }
    retries.check(violations);
    money();
    bounds.check(gateway, providers.values(), violations);
    log.drain().forEach(this::logged);
    records.clear();
    heard.clear();
    calls.clear();
    underway.clear();
  }

  /** I3: nothing is under way a second after the last client has left; then records are written. */
  private void rests() {
    violations.unless(
        within(
            REST_MILLIS,
            () ->
                calls.values().stream()
                    .flatMap(List::stream)
                    .allMatch(each -> each.overNanos() > 0)),
        "I3",
        () -> "calls are under way after their clients have left");
    violations.unless(
        within(PATIENCE_MILLIS, this::isRecorded),
        "I1",
        () -> "not every request is recorded: " + missing());
    violations.unless(
        within(PATIENCE_MILLIS, () -> inFlight(gateway.get("/health")) == 0),
        "I3",
        () -> "calls are counted as under way: " + gateway.get("/health").path("deployments"));
    violations.unless(
        within(PATIENCE_MILLIS, () -> underLimits() == 0),
        "I2",
        () -> "requests are counted as under way: " + gateway.get("/v1/limits"));
    violations.unless(
        within(PATIENCE_MILLIS, () -> reserved(gateway.get("/v1/budgets")) == 0),
        "I2",
        () -> "money is reserved: " + gateway.get("/v1/budgets"));
  }

  private boolean isRecorded() {
    return missing().isEmpty();
  }

  private List<String> missing() {
    List<String> ids = records.stream().map(RequestRecord::id).toList();
    Set<String> there = new HashSet<>(ids);
    return heard.stream()
        .filter(Heard::mustBeRecorded)
        .filter(each -> !there.contains(each.errand().id()))
        .map(Heard::toString)
        .toList();
  }

  private static int inFlight(JsonNode health) {
    int sum = 0;
    for (JsonNode deployment : health.path("deployments")) {
      sum += deployment.path("in_flight").asInt();
    }
    return sum;
  }

  private int underLimits() {
    int sum = 0;
    for (JsonNode limit : gateway.get("/v1/limits").path("data")) {
      sum += limit.path("max_in_flight").path("now").asInt();
    }
    return sum;
  }

  private static long reserved(JsonNode budgets) {
    long sum = 0;
    for (JsonNode budget : budgets.path("data")) {
      sum += budget.path("reserved_nanos").asLong();
    }
    return sum;
  }

  /** I2: what the budget of everything has spent is what the records say. */
  private void money() {
    for (JsonNode budget : gateway.get("/v1/budgets").path("data")) {
      if (budget.path("name").asText().equals("all")) {
        violations.unless(
            budget.path("spent_nanos").asLong() == ledgerNanos,
            "I2",
            () -> "spent is %s, and records come to %d".formatted(budget, ledgerNanos));
      }
    }
  }

  private static long spent(RequestRecord record) {
    long nanos = 0;
    boolean unpriced = false;
    for (AttemptRecord attempt : record.attempts()) {
      Bill bill = attempt.bill();
      nanos += bill.nanos();
      boolean empty =
          bill.charge() == Bill.Charge.ESTIMATED
              && bill.tokens().promptTokens() == 0
              && bill.tokens().output() == 0;
      unpriced |= bill.charge() != Bill.Charge.NONE && (!bill.priced() || empty);
    }
    return unpriced ? nanos + ChaosConfig.UNPRICED_NANOS : nanos;
  }

  private void secret(String where, String text) {
    for (String name : canaries.in(text.getBytes(StandardCharsets.UTF_8))) {
      violations.add("I7", "%s in %s: %s".formatted(name, where, text));
    }
  }

  private void logged(String line) {
    secret("log", line);
    violations.unless(!line.contains("failed unexpectedly"), "I1", () -> line);
    violations.unless(!line.contains("LEAK: "), "I8", () -> line);
  }

  private boolean within(long millis, BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long now = System.nanoTime();
      long late = gateway.lateness().between(began, now);
      if (TimeUnit.NANOSECONDS.toMillis(now - began) > millis + late) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    return true;
  }

  /** Stops, and looks at what is stored then. */
  void stop() {
    close();
    bounds.checkStored(folder, recorded, violations);
  }

  /** What came of everything. */
  Tally tally() {
    return tally;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Errand errand(int number) {
    return Objects.requireNonNull(underway.get(number), "nobody asks this any more");
  }

  @Override
  public int called(Call call) {
    List<Call> all =
        calls.computeIfAbsent(
            call.errand().number(), _ -> Collections.synchronizedList(new ArrayList<>()));
    all.add(call);
    return all.size() - 1;
  }

  @Override
  public void wrong(String what) {
    violations.add("I1", what);
  }

  /** Does nothing the second time. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    gateway.close();
    log.close();
    providers.values().forEach(Provider::close);
    dead.close();
    hole.close();
  }
}
