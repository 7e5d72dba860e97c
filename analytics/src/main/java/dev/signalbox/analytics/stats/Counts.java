package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Numbers;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.analytics.rollup.Grain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Counts the requests of a filter over time, beside a page of them: by sums where they are kept by
 * what is asked for, else by looking at the newest {@link #MOST_COUNTED} requests of the span. For
 * one thread.
 */
public final class Counts {
  /** Most bars. */
  public static final int MOST_BARS = 200;

  /** Most requests that are looked at one by one. */
  static final int MOST_COUNTED = 50_000;

  /** Lengths of a bar; the first that makes few enough. */
  private static final List<Duration> STEPS =
      Stream.concat(
              Stream.concat(
                  Stream.of(1, 2, 5, 10, 15, 30).map(Duration::ofMinutes),
                  Stream.of(1, 2, 3, 6, 12).map(Duration::ofHours)),
              Stream.of(1, 2, 7, 14, 30, 90, 365, 3_650, 365_000).map(Duration::ofDays))
          .toList();

  private static final String BAR = "bar";

  private final Query query;
  private final DSLContext dsl;
  private final Series.Known known;
  private final Sums sums;
  private final TreeMap<Long, Bar> bars = new TreeMap<>();
  private Optional<Long> countedFrom = Optional.empty();
  private long step = 1;

  /**
   * What is to be counted.
   *
   * @param bars how many at most, from 1 to {@link #MOST_BARS}
   * @param now when it is asked
   */
  public record Query(Filter filter, int bars, Instant now) {
    public Query {
      if (bars < 1 || bars > MOST_BARS) {
        throw new IllegalArgumentException("there are 1 to %d bars".formatted(MOST_BARS));
      }
    }
  }

  private record Bar(long requests, long ok, long mitigated, long impacting) {
    static final Bar NONE = new Bar(0, 0, 0, 0);

    static Bar of(String result, long count) {
      return new Bar(
          count,
          result.equals(Result.OK.id()) ? count : 0,
          result.equals(Result.MITIGATED.id()) ? count : 0,
          result.equals(Result.FAILED.id()) ? count : 0);
    }

    Bar plus(Bar other) {
      return new Bar(
          requests + other.requests,
          ok + other.ok,
          mitigated + other.mitigated,
          impacting + other.impacting);
    }
  }

  private Counts(Query query, DSLContext dsl, ClosedDays closed) {
    this.query = query;
    this.dsl = dsl;
    this.sums = new Sums(dsl, query.filter().isSummed() ? query.filter() : Filter.ALL);
    this.known =
        query.filter().meansAll()
            ? new KnownPoints(closed, sums.lastRepricing(), query.now().toEpochMilli())
            : Series.Known.NOTHING;
  }

  /** Puts {@code histogram}, {@code step_seconds} and {@code total} into {@code json}. */
  public static void put(Query query, ClosedDays closed, DSLContext dsl, ObjectNode json) {
    new Counts(query, dsl, closed).put(json);
  }

  private void put(ObjectNode json) {
    Optional<Long> first =
        dsl.select(DSL.min(FACT_REQUESTS.AT_MS)).from(FACT_REQUESTS).fetchOptional(0, Long.class);
    Span asked = query.filter().span();
    long now = query.now().toEpochMilli();
    long until =
        asked.until() > now ? new Span(0, now + 1).outTo(Grain.MINUTE).until() : asked.until();
    long from = asked.begins() ? asked.from() : first.orElse(now);
    Span span = new Span(Math.min(from, until), until);
    step = stepOf(span);
    if (first.isPresent() && first.get() < until) {
      count(new Span(Math.max(span.from(), first.get()), until));
    }
    putBars(span, json);
    ObjectNode total = json.putObject("total");
    total.put("n", bars.values().stream().mapToLong(Bar::requests).sum());
    total.put("exact", countedFrom.isEmpty());
    total.put(
        "counted_from", countedFrom.map(at -> Instant.ofEpochMilli(at).toString()).orElse(null));
  }

  private long stepOf(Span span) {
    return STEPS.stream()
        .mapToLong(Duration::toMillis)
        .filter(
            each -> Math.ceilDiv(span.until() - startOf(span.from(), each), each) <= query.bars())
        .findFirst()
        .orElse(STEPS.getLast().toMillis());
  }

  private static long startOf(long at, long length) {
    return at - at % length;
  }

  private void putBars(Span span, ObjectNode json) {
    ArrayNode list = json.putArray("histogram");
    for (long at = startOf(span.from(), step); at < span.until(); at += step) {
      Bar bar = bars.getOrDefault(at, Bar.NONE);
      list.addObject()
          .put("at", Instant.ofEpochMilli(at).toString())
          .put("requests", bar.requests())
          .put("ok", bar.ok())
          .put("mitigated", bar.mitigated())
          .put("impacting", bar.impacting());
    }
    json.put("step_seconds", step / 1_000);
  }

  private void count(Span span) {
    Span whole = span.inTo(Grain.MINUTE);
    if (!query.filter().isSummed() || whole.millis() == 0) {
      look(span);
      return;
    }
    new Series(sums, grain(), known)
        .read(whole)
        .forEach((start, result, sum) -> add(start, Bar.of(result, sum.requests())));
    look(new Span(span.from(), whole.from()));
    look(new Span(whole.until(), span.until()));
    if (sums.isLumped(query.filter(), whole)) {
      countedFrom = Optional.of(span.from());
    }
  }

  /** The longest rows of sums that fill a bar. */
  private Grain grain() {
    return step % Grain.DAY.millis() == 0
        ? Grain.DAY
        : step % Grain.HOUR.millis() == 0 ? Grain.HOUR : Grain.MINUTE;
  }

  private void add(long at, Bar bar) {
    bars.merge(startOf(at, step), bar, Bar::plus);
  }

  /** Counts the newest requests of a span one by one. */
  private void look(Span span) {
    if (span.millis() == 0) {
      return;
    }
    Filter filter = query.filter().within(span);
    Field<Long> bar = FACT_REQUESTS.AT_MS.div(DSL.inline(step)).as(BAR);
    Table<?> newest =
        dsl.select(bar, FACT_REQUESTS.RESULT, FACT_REQUESTS.AT_MS)
            .from(FACT_REQUESTS)
            .where(filter.onRequests(looked(filter)))
            .orderBy(FACT_REQUESTS.ID.desc())
            .limit(MOST_COUNTED)
            .asTable("newest");
    Field<Long> at = DSL.min(newest.field(FACT_REQUESTS.AT_MS));
    long seen = 0;
    long oldest = Long.MAX_VALUE;
    for (var row :
        dsl.select(newest.field(bar), newest.field(FACT_REQUESTS.RESULT), DSL.count(), at)
            .from(newest)
            .groupBy(newest.field(bar), newest.field(FACT_REQUESTS.RESULT))
            .fetch()) {
      add(row.value1() * step, Bar.of(row.value2(), row.value3()));
      seen += row.value3();
      oldest = Math.min(oldest, row.value4());
    }
    if (seen == MOST_COUNTED) {
      countedFrom = Optional.of(oldest);
    }
  }

  /** Where no index helps, only so many are looked at. */
  private Numbers looked(Filter filter) {
    if (filter.isSelective()) {
      return Numbers.ALL;
    }
    Optional<Map.Entry<Long, Long>> edge =
        dsl.select(FACT_REQUESTS.ID, FACT_REQUESTS.AT_MS)
            .from(FACT_REQUESTS)
            .where(
                FACT_REQUESTS.ID.ge(filter.firstNumber()), FACT_REQUESTS.ID.lt(filter.endNumber()))
            .orderBy(FACT_REQUESTS.ID.desc())
            .limit(1)
            .offset(MOST_COUNTED - 1)
            .fetchOptional()
            .map(row -> Map.entry(row.value1(), row.value2()));
    countedFrom = edge.map(Map.Entry::getValue).or(() -> countedFrom);
    return edge.map(Map.Entry::getKey).map(Numbers::from).orElse(Numbers.ALL);
  }
}
