package dev.signalbox.analytics.failures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.rollup.Grain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/** Answers what went wrong in a window of time. */
public final class Failures {
  /** Longest quiet time within an incident. */
  static final Duration QUIET = Duration.ofMinutes(5);

  /** Most troubles of a kind that are read for marks. */
  static final int MOST_READ = 2_000;

  private static final int FEWEST_REQUESTS = 10;
  private static final int MOST_INCIDENTS = 200;
  private static final int FEW_POINTS = 400;

  private Failures() {}

  /** What the troubles of one provider and class have in common. */
  private record Kind(String provider, String name, boolean called) {
    static Kind of(Trouble trouble) {
      return new Kind(trouble.provider(), trouble.kind(), trouble.called());
    }
  }

  /** Troubles of one kind without a long quiet time between them. */
  private record Incident(Kind kind, Tally tally) {}

  /**
   * The answer for what {@code filter} says, whose span has a beginning.
   *
   * @param now when it is asked
   */
  public static ObjectNode of(Filter filter, Instant now, DSLContext dsl) {
    Troubles troubles = Troubles.of(filter, dsl);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Tally all = new Tally();
    troubles.all().forEach(all::add);
    all.putAll(json);
    putClasses(troubles.all(), json.putArray("by_class"));
    long until = Math.min(filter.span().until(), now.toEpochMilli());
    putTimeline(until - filter.span().from(), troubles.all(), json);
    ArrayNode list = json.putArray("incidents");
    incidents(troubles.all()).stream()
        .sorted(Comparator.comparingLong((Incident incident) -> incident.tally().last()).reversed())
        .limit(MOST_INCIDENTS)
        .forEach(incident -> list.add(toJson(incident)));
    json.put("truncated", troubles.truncated());
    return json;
  }

  /**
   * An incident that is worth a mark beside a chart.
   *
   * @param name class of what went wrong
   * @param requests how many had it, whether clients saw it or not
   */
  public record Notable(
      String provider, String name, long requests, long firstMillis, long lastMillis) {}

  /**
   * The largest incidents among the newest {@link #MOST_READ} troubles of a kind; those of few
   * requests are none.
   */
  public static List<Notable> notable(Filter filter, int most, DSLContext dsl) {
    return incidents(Troubles.of(filter, MOST_READ, dsl).all()).stream()
        .filter(incident -> incident.tally().requests() >= FEWEST_REQUESTS)
        .sorted(
            Comparator.comparingLong((Incident incident) -> incident.tally().requests()).reversed())
        .limit(most)
        .map(
            incident ->
                new Notable(
                    incident.kind().provider(),
                    incident.kind().name(),
                    incident.tally().requests(),
                    incident.tally().first(),
                    incident.tally().last()))
        .toList();
  }

  private static void putClasses(List<Trouble> troubles, ArrayNode list) {
    Map<String, Tally> byClass = new TreeMap<>();
    troubles.forEach(
        trouble -> byClass.computeIfAbsent(trouble.kind(), _ -> new Tally()).add(trouble));
    byClass.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(Tally::requests).reversed()))
        .forEach(entry -> entry.getValue().putAll(list.addObject().put("class", entry.getKey())));
  }

  private static void putTimeline(long millis, List<Trouble> troubles, ObjectNode json) {
    Grain grain = Grain.DAY;
    for (Grain each : Grain.values()) {
      if (millis / each.millis() <= FEW_POINTS) {
        grain = each;
        break;
      }
    }
    TreeMap<Long, Tally> points = new TreeMap<>();
    for (Trouble trouble : troubles) {
      points.computeIfAbsent(grain.startOf(trouble.atMillis()), _ -> new Tally()).add(trouble);
    }
    json.put("grain", grain.id());
    ArrayNode list = json.putArray("timeline");
    points.forEach(
        (start, tally) ->
            tally.putCounts(list.addObject().put("at", Instant.ofEpochMilli(start).toString())));
  }

  private static List<Incident> incidents(List<Trouble> troubles) {
    List<Incident> all = new ArrayList<>();
    Map<Kind, Incident> latest = new HashMap<>();
    troubles.stream()
        .sorted(Comparator.comparingLong(Trouble::atMillis))
        .forEach(
            trouble -> {
              Incident incident = latest.get(Kind.of(trouble));
              if (incident == null
                  || trouble.atMillis() - incident.tally().last() > QUIET.toMillis()) {
                incident = new Incident(Kind.of(trouble), new Tally());
                latest.put(incident.kind(), incident);
                all.add(incident);
              }
              incident.tally().add(trouble);
            });
    return all;
  }

  private static ObjectNode toJson(Incident incident) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("provider", incident.kind().provider());
    json.put("class", incident.kind().name());
    incident.tally().putAll(json);
    ObjectNode records = json.putObject("records");
    records.put("from", Instant.ofEpochMilli(incident.tally().first()).toString());
    records.put("to", Instant.ofEpochMilli(incident.tally().last() + 1).toString());
    ArrayNode results = records.putArray(Dimension.RESULT.id());
    results.add("failed").add("mitigated");
    if (incident.kind().called()) {
      records.put(Dimension.FAILED_PROVIDER.id(), incident.kind().provider());
      records.put(Dimension.FAILED_CLASS.id(), incident.kind().name());
    } else {
      records.put(Dimension.OUTCOME.id(), incident.kind().name());
    }
    return json;
  }
}
