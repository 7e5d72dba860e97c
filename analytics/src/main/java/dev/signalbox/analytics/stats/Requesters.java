package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Answers who has sent requests, with what came of them: projects, or sources. */
public final class Requesters {
  /** Most requesters of an answer. */
  public static final int MOST = 1_000;

  /** Hours of the curve of each. */
  static final int CURVE_HOURS = 24;

  private static final int MOST_MODELS = 20;

  private final Query query;
  private final DSLContext dsl;

  /**
   * Which requesters are meant.
   *
   * @param by {@link Dimension#PROJECT} or another that sums are kept by
   * @param filter which of their requests count; its span is widened to whole minutes
   * @param activeSince only those that sent something then or later
   * @param after the name that the page before ended with
   * @param now when it is asked
   */
  public record Query(
      Dimension by,
      Filter filter,
      Optional<Instant> activeSince,
      Optional<String> after,
      int limit,
      Instant now) {}

  /** What came of the requests of one, and by model. */
  private static final class Requester {
    private final Map<String, Long> models = new HashMap<>();
    private Total sum = Total.ZERO;

    void add(Sums.Group group) {
      sum = sum.plus(group.sum());
      if (!group.name(1).isEmpty()) {
        models.merge(group.name(1) + "/" + group.name(2), group.sum().requests(), Long::sum);
      }
    }

    Requester timed(Sums.Times times) {
      sum = sum.timed(times);
      return this;
    }

    List<String> models() {
      return models.entrySet().stream()
          .sorted(
              Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(MOST_MODELS)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  private Requesters(Query query, DSLContext dsl) {
    this.query = query;
    this.dsl = dsl;
  }

  /**
   * The answer, by name: {@code data} and {@code next}.
   *
   * @throws IllegalArgumentException when sums are not kept by what is asked for
   */
  public static ObjectNode of(Query query, DSLContext dsl) {
    return new Requesters(query, dsl).answer();
  }

  private ObjectNode answer() {
    Sums sums = new Sums(dsl, query.filter());
    Map<String, Requester> byName = new HashMap<>();
    Span span = query.filter().span().outTo(Grain.MINUTE);
    sums.groups(span, Grain.DAY, List.of(query.by().sum(), ROLLUPS.PROVIDER, ROLLUPS.MODEL))
        .forEach(
            group ->
                byName
                    .computeIfAbsent(Stats.shown(group.name(0)), _ -> new Requester())
                    .add(group));
    long since = query.activeSince().map(Instant::toEpochMilli).orElse(0L);
    List<Map.Entry<String, Requester>> found =
        byName.entrySet().stream()
            .filter(entry -> entry.getValue().sum.sum().lastAtMillis() >= since)
            .filter(entry -> isAfter(entry.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .limit(query.limit() + 1L)
            .toList();
    boolean more = found.size() > query.limit();
    List<Map.Entry<String, Requester>> page = more ? found.subList(0, query.limit()) : found;
    Map<String, long[]> curves = curves(sums);
    Set<String> names = page.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    sums.times(span, Grain.DAY, List.of(query.by().sum()), row -> shownOf(row, names))
        .forEach(
            (name, times) ->
                byName.computeIfPresent(name, (_, requester) -> requester.timed(times)));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode data = json.putArray("data");
    page.forEach(entry -> data.add(row(entry.getKey(), entry.getValue(), curves)));
    json.put("next", more ? page.getLast().getKey() : null);
    return json;
  }

  /** The name of a row, if it is one of {@code names}. */
  private static List<String> shownOf(ResultSet row, Set<String> names) throws SQLException {
    String name = Stats.shown(row.getString(1));
    return names.contains(name) ? List.of(name) : List.of();
  }

  private boolean isAfter(String name) {
    return query.after().map(after -> name.compareTo(after) > 0).orElse(true);
  }

  private ObjectNode row(String name, Requester requester, Map<String, long[]> curves) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put(query.by().id(), name);
    SumJson.putTotals(requester.sum, row);
    SumJson.putMore(requester.sum, row);
    SumJson.putTimes(requester.sum, row);
    ArrayNode models = row.putArray("models");
    requester.models().forEach(models::add);
    ArrayNode curve = row.putArray("requests_per_hour");
    for (long count : curves.getOrDefault(name, new long[CURVE_HOURS])) {
      curve.add(count);
    }
    return row;
  }

  /** Requests in each of the last hours, the one that is not over last. */
  private Map<String, long[]> curves(Sums sums) {
    long end = new Span(0, query.now().toEpochMilli() + 1).outTo(Grain.HOUR).until();
    long begin = Math.max(0, end - CURVE_HOURS * Grain.HOUR.millis());
    Map<String, long[]> curves = new HashMap<>();
    sums.groups(new Span(begin, end), Grain.HOUR, List.of(query.by().sum(), ROLLUPS.START_MS))
        .forEach(
            group ->
                curves
                        .computeIfAbsent(Stats.shown(group.name(0)), _ -> new long[CURVE_HOURS])[
                        (int) ((group.number(1) - begin) / Grain.HOUR.millis())] +=
                    group.sum().requests());
    return curves;
  }
}
