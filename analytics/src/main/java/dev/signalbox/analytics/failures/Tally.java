package dev.signalbox.analytics.failures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.rollup.Grain;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Counts what went wrong; a request counts once, however often it was tried. For one thread. */
final class Tally {
  private static final int MOST_NAMES = 50;

  private final Set<Long> impacting = new HashSet<>();
  private final Set<Long> mitigated = new HashSet<>();
  private final Set<Long> impactedMinutes = new HashSet<>();
  private final Set<Long> mitigatedMinutes = new HashSet<>();
  private final Set<String> projects = new TreeSet<>();
  private final Set<String> models = new TreeSet<>();
  private long calls;
  private long first = Long.MAX_VALUE;
  private long last;

  void add(Trouble trouble) {
    long minute = Grain.MINUTE.startOf(trouble.atMillis());
    (trouble.mitigated() ? mitigated : impacting).add(trouble.request());
    (trouble.mitigated() ? mitigatedMinutes : impactedMinutes).add(minute);
    projects.add(trouble.project());
    if (trouble.called()) {
      calls++;
      models.add(trouble.provider() + "/" + trouble.model());
    }
    first = Math.min(first, trouble.atMillis());
    last = Math.max(last, trouble.atMillis());
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  long requests() {
    return impacting.size() + (long) mitigated.size();
  }

  /** Puts how many requests clients saw fail, and how many they did not. */
  void putCounts(ObjectNode json) {
    json.put("impacting", impacting.size());
    json.put("mitigated", mitigated.size());
  }

  /** Puts everything. */
  void putAll(ObjectNode json) {
    putCounts(json);
    json.put("failed_calls", calls);
    json.put("minutes_impacted", impactedMinutes.size());
    json.put("minutes_mitigated", mitigatedMinutes.size());
    json.put("first_at", last == 0 ? null : Instant.ofEpochMilli(first).toString());
    json.put("last_at", last == 0 ? null : Instant.ofEpochMilli(last).toString());
    put("projects", projects, json);
    put("models", models, json);
  }

  private static void put(String name, Collection<String> names, ObjectNode json) {
    ArrayNode list = json.putArray(name);
    names.stream().limit(MOST_NAMES).forEach(list::add);
  }
}
