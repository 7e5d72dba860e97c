package dev.signalbox.gateway.metrics;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.analytics.record.TokenCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts and measures requests that are over: what their clients had. Told on the threads that
 * serve, a microsecond each; used by all of them.
 */
final class RequestMeters {
  private static final String KEY = "api_key";
  private static final String PROVIDER = "provider";
  private static final String MODEL = "model";
  private static final String ENDPOINT = "endpoint";

  private static final int TOKEN_TYPES = 5;

  private final Instruments instruments;
  private final Names names;
  private final KeyHashes hashes;
  private final Family<Asked, Served> requests;
  private final Family<Asked, Timer> durations;
  private final Family<Failed, Counter> errors;
  private final Family<Whose, Counter> projects;
  private final Map<Result, Counter> results = new EnumMap<>(Result.class);
  private final Timer overhead;

  /**
   * Whose request was answered by whom.
   *
   * @param endpoint the door it came through; empty text for all doors
   */
  private record Asked(String key, String hash, String provider, String model, String endpoint) {
    private Asked throughAnyDoor() {
      return new Asked(key, hash, provider, model, "");
    }
  }

  /** Whose request failed at whom, and how. */
  private record Failed(String key, String hash, String provider, String error) {}

  private record Whose(String project, String source) {}

  /** The figures of requests of one kind. */
  private record Served(
      Counter requests,
      Timer duration,
      Counter input,
      Counter cached,
      Counter cacheWrite,
      Counter output,
      Counter reasoning) {
    private void count(TokenCounts tokens) {
      add(input, tokens.input());
      add(cached, tokens.cacheRead());
      add(cacheWrite, tokens.cacheWrite());
      add(output, tokens.output());
      add(reasoning, tokens.reasoning());
    }

    private static void add(Counter counter, long tokens) {
      if (tokens > 0) {
        counter.increment((double) tokens);
      }
    }
  }

  /**
   * None counted so far.
   *
   * @param names which names are told apart
   * @param hashes tells the hashes of keys, where that is wanted
   */
  RequestMeters(Instruments instruments, Names names, KeyHashes hashes, Room room) {
    this.instruments = instruments;
    this.names = names;
    this.hashes = hashes;
    String other = LabelValues.OTHER;
    Asked others = new Asked(other, hashes.other(), other, other, other);
    this.durations =
        new Family<>(room, Instruments.OPERATION_LINES, this::duration, others.throughAnyDoor());
    this.requests = new Family<>(room, 1 + TOKEN_TYPES, this::served, others);
    this.errors =
        new Family<>(room, 1, this::failed, new Failed(other, hashes.other(), other, other));
    this.projects = new Family<>(room, 1, this::whose, new Whose(other, other));
    for (Result result : Result.values()) {
      results.put(
          result,
          instruments.counter(
              "signalbox.requests",
              "Requests by how they ended: ok, mitigated (answered after a fault that the client"
                  + " never saw), client_error, failed, client_closed",
              "result",
              result.id()));
    }
    this.overhead =
        instruments.overhead(
            "signalbox.gateway.duration", "What the gateway itself spent on a request");
  }

  /** Counts {@code record}. */
  void ended(RequestRecord record) {
    Result result = record.result();
    count(result);
    overhead.record(record.timing().gatewayMicros(), TimeUnit.MICROSECONDS);
    RequestRecord.From from = record.from();
    AttemptRecord last = last(record);
    String key = names.keys().of(from.key());
    String hash = hashes.of(from.key());
    String provider = last == null ? LabelValues.NONE : names.providers().of(last.provider());
    String model = last == null ? LabelValues.NONE : names.model(last);
    Served served =
        requests.of(new Asked(key, hash, provider, model, names.endpoints().of(from.endpoint())));
    served.requests().increment();
    served.duration().record(record.timing().millis(), TimeUnit.MILLISECONDS);
    record.usage().ifPresent(served::count);
    projects
        .of(new Whose(names.projects().of(from.project()), names.sources().of(from.source())))
        .increment();
    if (result.isError()) {
      errors
          .of(new Failed(key, hash, provider, names.errors().of(record.ending().outcome())))
          .increment();
    }
  }

  private void count(Result result) {
    Counter counter = results.get(result);
    if (counter != null) {
      counter.increment();
    }
  }

  /** The attempt that answered, else the last one; null where there was none. */
  private static @Nullable AttemptRecord last(RequestRecord record) {
    List<AttemptRecord> attempts = record.attempts();
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (attempts.get(i).outcome().equals(AttemptRecord.ANSWERED)) {
        return attempts.get(i);
      }
    }
    return attempts.isEmpty() ? null : attempts.getLast();
  }

  private Served served(Asked asked) {
    return new Served(
        instruments.counter(
            "llm.requests",
            "Requests that are over",
            hashes.with(
                asked.hash(),
                KEY,
                asked.key(),
                PROVIDER,
                asked.provider(),
                MODEL,
                asked.model(),
                ENDPOINT,
                asked.endpoint())),
        durations.of(asked.throughAnyDoor()),
        tokens(asked, "input"),
        tokens(asked, "cached"),
        tokens(asked, "cache_write"),
        tokens(asked, "output"),
        tokens(asked, "reasoning"));
  }

  private Timer duration(Asked asked) {
    return instruments.operation(
        "llm.request.duration",
        "From the arrival of a request to the last byte of its answer",
        hashes.with(
            asked.hash(), KEY, asked.key(), PROVIDER, asked.provider(), MODEL, asked.model()));
  }

  private Counter tokens(Asked asked, String type) {
    return instruments.counter(
        "llm.tokens",
        "Tokens of answered requests: input at the plain rate, cached, cache_write, output, and"
            + " reasoning, which is part of output",
        hashes.with(
            asked.hash(),
            KEY,
            asked.key(),
            PROVIDER,
            asked.provider(),
            MODEL,
            asked.model(),
            ENDPOINT,
            asked.endpoint(),
            "type",
            type));
  }

  private Counter failed(Failed failed) {
    return instruments.counter(
        "llm.errors",
        "Requests that were not answered, or not wholly, by what the client was told",
        hashes.with(
            failed.hash(),
            KEY,
            failed.key(),
            PROVIDER,
            failed.provider(),
            "error_type",
            failed.error()));
  }

  private Counter whose(Whose whose) {
    return instruments.counter(
        "signalbox.project.requests",
        "Requests by project and source",
        "project",
        whose.project(),
        "source",
        whose.source());
  }
}
