package dev.signalbox.analytics.records;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static org.jooq.impl.DSL.max;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Lists sessions, those with the newest requests first. Looks at {@link #MOST_SEEN} requests for a
 * page at most, and at the newest {@link #MOST_SUMMED} of each session.
 */
public final class Sessions {
  /** Most sessions of a page. */
  public static final int MOST = 200;

  /** Most requests of a session that its figures are of. */
  public static final int MOST_SUMMED = 2_000;

  /** What each has, in this order. */
  public static final List<String> FIELDS =
      List.of(
          "session",
          "requests",
          "errors",
          "first_at",
          "last_at",
          "input_tokens",
          "output_tokens",
          "cost_nanos",
          "cost_usd",
          "projects",
          "models",
          "truncated");

  private static final String CURSOR = "s1";
  private static final int MOST_SEEN = 200_000;
  private static final int FIRST_SLICE = 2_000;
  private static final int LARGEST_SLICE = 50_000;
  private static final int GROWTH = 5;

  /** Most requests of a session, whatever they are, among which those of the filter are found. */
  private static final int MOST_OF_SESSION = 20_000;

  private static final int MOST_LOOKED_UP = 2_000;

  private final DSLContext dsl;
  private final Filter filter;
  private final int limit;
  private final Set<String> seen = new HashSet<>();
  private final List<String> found = new ArrayList<>();
  private int lookedUp;

  /**
   * What is to be on a page.
   *
   * @param filter which requests count
   * @param after the cursor of the page before; empty for the first page
   * @param limit from 1 to {@link #MOST}
   */
  public record Query(Filter filter, Optional<String> after, int limit) {
    public Query {
      if (limit < 1 || limit > MOST) {
        throw new IllegalArgumentException("a page has 1 to %d sessions".formatted(MOST));
      }
      after.ifPresent(Sessions::startOf);
    }
  }

  /**
   * Where a page begins.
   *
   * @param before only requests with smaller numbers are looked at
   * @param newest number of the newest request when the first page was made
   */
  private record Start(long before, long newest) {}

  private Sessions(Query query, DSLContext dsl) {
    this.dsl = dsl;
    this.filter = query.filter();
    this.limit = query.limit();
  }

  private static Start startOf(String cursor) {
    List<Long> numbers = Cursor.read(CURSOR, cursor, 2);
    return new Start(numbers.get(0), numbers.get(1));
  }

  /** A page. A session is on one page only, also when requests come in between. */
  public static RecordPage page(Query query, DSLContext dsl) {
    return new Sessions(query, dsl).page(query.after().map(Sessions::startOf));
  }

  private RecordPage page(Optional<Start> after) {
    Slices slices = new Slices(dsl, filter);
    Start start =
        after.orElseGet(
            () -> {
              long entry = slices.entry(Long.MAX_VALUE, Slices.Direction.OLDER);
              return new Start(entry, newestBefore(entry));
            });
    long at = slices.entry(start.before(), Slices.Direction.OLDER);
    int slice = FIRST_SLICE;
    Optional<Long> next = Optional.of(at);
    for (int looked = 0; looked < MOST_SEEN && next.isPresent(); looked += slice) {
      slice = looked == 0 ? FIRST_SLICE : Math.min(slice * GROWTH, LARGEST_SLICE);
      Optional<Long> edge = slices.edge(at, Slices.Direction.OLDER, slice);
      Optional<Long> full = collect(at, edge, after);
      if (full.isPresent()) {
        next = full;
        break;
      }
      next = edge;
      at = edge.orElse(at);
    }
    return new RecordPage(
        found.stream().map(this::json).toList(),
        next.map(number -> Cursor.of(CURSOR, number, start.newest())));
  }

  private long newestBefore(long number) {
    return dsl.select(max(FACT_REQUESTS.ID))
        .from(FACT_REQUESTS)
        .where(FACT_REQUESTS.ID.lt(number))
        .fetchOptional(0, Long.class)
        .orElse(0L);
  }

  /**
   * Finds the sessions of a slice that are on no earlier page.
   *
   * @return where the next page begins, if this one is full before the slice ends
   */
  private Optional<Long> collect(long at, Optional<Long> edge, Optional<Start> after) {
    try (var rows =
        dsl.select(FACT_REQUESTS.ID, FACT_REQUESTS.SESSION_ID)
            .from(FACT_REQUESTS)
            .where(
                filter.onRequests(Slices.between(at, edge, Slices.Direction.OLDER)),
                FACT_REQUESTS.SESSION_ID.ne(DSL.inline("")))
            .orderBy(FACT_REQUESTS.ID.desc())
            .fetchLazy()) {
      return collect(Objects.requireNonNull(rows.resultSet()), after);
    } catch (SQLException e) {
      throw new DataAccessException("the requests cannot be read", e);
    }
  }

  private Optional<Long> collect(ResultSet rows, Optional<Start> after) throws SQLException {
    while (rows.next()) {
      long number = rows.getLong(1);
      String session = rows.getString(2);
      if (seen.contains(session)) {
        continue;
      }
      if (found.size() == limit || lookedUp == MOST_LOOKED_UP) {
        return Optional.of(number + 1);
      }
      seen.add(session);
      if (after.isEmpty() || !isShown(session, after.get())) {
        found.add(session);
      }
    }
    return Optional.empty();
  }

  /** Whether an earlier page has it: it had a request then that was looked at for one. */
  private boolean isShown(String session, Start start) {
    lookedUp++;
    return dsl.fetchExists(
        dsl.selectOne()
            .from(requestsOf(session))
            .where(filter.onRequests())
            .and(FACT_REQUESTS.ID.ge(start.before()))
            .and(FACT_REQUESTS.ID.le(start.newest())));
  }

  /**
   * The newest requests of a session in the place of all requests, so that it is the session that
   * they are found by, whatever else there is an index of.
   */
  private Table<?> requestsOf(String session) {
    return dsl.selectFrom(FACT_REQUESTS)
        .where(FACT_REQUESTS.SESSION_ID.eq(session), FACT_REQUESTS.SESSION_ID.ne(DSL.inline("")))
        .orderBy(FACT_REQUESTS.ID.desc())
        .limit(MOST_OF_SESSION)
        .asTable(FACT_REQUESTS.getName());
  }

  private ObjectNode json(String session) {
    SessionSum sum = new SessionSum();
    dsl.select(SessionSum.COLUMNS)
        .from(requestsOf(session))
        .where(filter.onRequests())
        .orderBy(FACT_REQUESTS.ID.desc())
        .limit(MOST_SUMMED + 1)
        .forEach(
            row -> {
              if (sum.requests() < MOST_SUMMED) {
                sum.add(row);
              } else {
                sum.cut();
              }
            });
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("session", session);
    sum.put(json);
    return json;
  }
}
