package dev.signalbox.analytics.records;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/** Reads stored requests. */
public final class Records {
  /** Most requests of a page. */
  public static final int MOST = 200;

  private static final String CURSOR = "r1";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}|[1-8]\\d{18}");

  private Records() {}

  /**
   * What is to be on a page.
   *
   * @param after the cursor of the page before; empty for the first page; one that is none of ours
   *     is refused
   * @param limit from 1 to {@link #MOST}
   */
  public record Query(Filter filter, Optional<String> after, int limit, Sort sort) {
    public Query {
      if (limit < 1 || limit > MOST) {
        throw new IllegalArgumentException("a page has 1 to %d requests".formatted(MOST));
      }
      if (sort == Sort.TIME) {
        after.ifPresent(Records::numberIn);
      } else {
        after.ifPresent(cursor -> Ranking.check(cursor, sort));
      }
    }

    /** The newest first. */
    public Query(Filter filter, Optional<String> after, int limit) {
      this(filter, after, limit, Sort.TIME);
    }
  }

  /**
   * A page, the newest or the largest first. Pages put together are what one large page would be,
   * whatever is stored in between.
   */
  public static RecordPage page(Query query, DSLContext dsl) {
    return query.sort() == Sort.TIME
        ? newest(query, dsl)
        : new Ranking(dsl, query.filter(), query.sort()).page(query.after(), query.limit());
  }

  private static RecordPage newest(Query query, DSLContext dsl) {
    long start = query.after().map(Records::numberIn).orElse(Long.MAX_VALUE);
    Walk.Found found =
        new Walk(dsl, query.filter()).from(start, Slices.Direction.OLDER, query.limit() + 1);
    boolean more = found.rows().size() > query.limit();
    List<FactRequestsRecord> rows = more ? found.rows().subList(0, query.limit()) : found.rows();
    Optional<String> next =
        more
            ? Optional.of(Cursor.of(CURSOR, rows.getLast().getId()))
            : Optional.of(found)
                .filter(it -> !it.ended())
                .map(it -> Cursor.of(CURSOR, it.reached()));
    return new RecordPage(rows.stream().map(RecordJson::of).toList(), next);
  }

  /**
   * Everything about one request.
   *
   * @param id our id of the request, or its number
   * @param filter which others are its neighbours; its owner holds for the request too
   */
  public static Optional<ObjectNode> one(String id, Filter filter, DSLContext dsl) {
    Filter own = new Filter(Span.ALL, Map.of(), 0, Optional.empty(), filter.owner());
    return dsl.selectFrom(FACT_REQUESTS)
        .where(
            NUMBER.matcher(id).matches()
                ? FACT_REQUESTS.ID.eq(Long.parseLong(id)).or(FACT_REQUESTS.REQUEST_ID.eq(id))
                : FACT_REQUESTS.REQUEST_ID.eq(Choice.clean(id)))
        .and(own.onRequests())
        .orderBy(FACT_REQUESTS.ID.desc())
        .limit(1)
        .fetchOptional()
        .map(row -> new RecordDetail(dsl, filter).of(row));
  }

  private static long numberIn(String cursor) {
    return Cursor.read(CURSOR, cursor, 1).getFirst();
  }
}
