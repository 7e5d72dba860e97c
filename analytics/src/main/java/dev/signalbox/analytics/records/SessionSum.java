package dev.signalbox.analytics.records;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.Result;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record;

/** What the requests of a session come to. For one thread. */
final class SessionSum {
  /** What is read of each request. */
  static final List<Field<?>> COLUMNS =
      List.of(
          FACT_REQUESTS.AT_MS,
          FACT_REQUESTS.PROJECT,
          FACT_REQUESTS.PROVIDER,
          FACT_REQUESTS.MODEL,
          FACT_REQUESTS.RESULT,
          FACT_REQUESTS.INPUT_TOKENS,
          FACT_REQUESTS.OUTPUT_TOKENS,
          FACT_REQUESTS.COST_NANOS);

  private static final int MOST_NAMES = 20;
  private static final Set<String> ERRORS =
      Arrays.stream(Result.values())
          .filter(Result::isError)
          .map(Result::id)
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, Long> projects = new HashMap<>();
  private final Map<String, Long> models = new HashMap<>();
  private long requests;
  private long errors;
  private long first = Long.MAX_VALUE;
  private long last;
  private long input;
  private long output;
  private long nanos;
  private boolean cut;

  long requests() {
    return requests;
  }

  void add(Record row) {
    requests++;
    errors += ERRORS.contains(row.get(FACT_REQUESTS.RESULT)) ? 1 : 0;
    first = Math.min(first, row.get(FACT_REQUESTS.AT_MS));
    last = Math.max(last, row.get(FACT_REQUESTS.AT_MS));
    input += row.get(FACT_REQUESTS.INPUT_TOKENS);
    output += row.get(FACT_REQUESTS.OUTPUT_TOKENS);
    Long cost = row.get(FACT_REQUESTS.COST_NANOS);
    nanos += cost == null ? 0 : cost;
    projects.merge(row.get(FACT_REQUESTS.PROJECT), 1L, Long::sum);
    if (!row.get(FACT_REQUESTS.PROVIDER).isEmpty()) {
      models.merge(
          row.get(FACT_REQUESTS.PROVIDER) + "/" + row.get(FACT_REQUESTS.MODEL), 1L, Long::sum);
    }
  }

  /** Takes note that there is more than was added. */
  void cut() {
    cut = true;
  }

  void put(ObjectNode json) {
    json.put("requests", requests);
    json.put("errors", errors);
    json.put("first_at", RecordJson.time(requests == 0 ? null : first));
    json.put("last_at", RecordJson.time(requests == 0 ? null : last));
    json.put("input_tokens", input);
    json.put("output_tokens", output);
    RecordJson.putMoney("cost", nanos, json);
    put(projects, json.putArray("projects"));
    put(models, json.putArray("models"));
    json.put("truncated", cut);
  }

  private static void put(Map<String, Long> counts, ArrayNode list) {
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_NAMES)
        .forEach(entry -> list.add(entry.getKey()));
  }
}
