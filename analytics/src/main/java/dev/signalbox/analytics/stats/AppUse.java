package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.engine.price.Dollars;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/**
 * What came through apps. Sums are not kept by app, so the requests of the span are added up, which
 * is for spans of a day or so.
 *
 * @param requests how many
 * @param errors how many of them had an error
 * @param nanos what those with a price cost, in nano-dollars
 */
public record AppUse(long requests, long errors, long input, long output, long nanos) {
  /** Nothing came. */
  public static final AppUse NONE = new AppUse(0, 0, 0, 0, 0);

  private static final List<String> ERRORS =
      Arrays.stream(Result.values()).filter(Result::isError).map(Result::id).toList();

  /** That of each of {@code apps} that anything came through within {@code span}, by name. */
  public static Map<String, AppUse> of(List<String> apps, Span span, DSLContext dsl) {
    Field<Integer> errors =
        count(when(FACT_REQUESTS.RESULT.in(ERRORS.stream().map(id -> inline(id)).toList()), 1));
    Field<Long> input = total(FACT_REQUESTS.INPUT_TOKENS);
    Field<Long> output = total(FACT_REQUESTS.OUTPUT_TOKENS);
    Field<Long> nanos = total(FACT_REQUESTS.COST_NANOS);
    Map<String, AppUse> found = new HashMap<>();
    dsl.select(FACT_REQUESTS.APP, count(), errors, input, output, nanos)
        .from(FACT_REQUESTS)
        .where(
            FACT_REQUESTS.AT_MS.ge(span.from()),
            FACT_REQUESTS.AT_MS.lt(span.until()),
            FACT_REQUESTS.APP.in(apps))
        .groupBy(FACT_REQUESTS.APP)
        .forEach(
            row ->
                found.put(
                    row.get(FACT_REQUESTS.APP),
                    new AppUse(
                        number(row, count()),
                        number(row, errors),
                        number(row, input),
                        number(row, output),
                        number(row, nanos))));
    return found;
  }

  private static Field<Long> total(Field<Long> of) {
    return coalesce(sum(of), inline(0)).cast(Long.class).as(of.getName());
  }

  private static long number(Record row, Field<? extends Number> field) {
    return Objects.requireNonNull(row.get(field)).longValue();
  }

  /** As JSON of our own API. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("requests", requests)
            .put("errors", errors)
            .put("input_tokens", input)
            .put("output_tokens", output)
            .put("cost_nanos", nanos)
            .put("cost_usd", Dollars.of(nanos));
    return requests == 0
        ? json.putNull("success_rate")
        : json.put("success_rate", (double) (requests - errors) / requests);
  }
}
