package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts which requests go elsewhere, and which are refused on one side only. */
final class Movement {
  /** Pairs that are told one by one. */
  private static final int MOST_PAIRS = 50;

  private final Map<String, Map<String, Integer>> pairs = new LinkedHashMap<>();
  private final Map<String, Integer> newlyRefused = new TreeMap<>();
  private final Map<String, Integer> answeredNow = new TreeMap<>();
  private int seen;
  private int moved;
  private int refusedBoth;

  /** From one deployment to another. */
  private record Pair(String from, String to, int requests) {}

  void add(Choice before, Choice after) {
    seen++;
    switch (before) {
      case Choice.Refused(var code) -> {
        if (after instanceof Choice.Refused) {
          refusedBoth++;
        } else {
          answeredNow.merge(code, 1, Integer::sum);
        }
      }
      case Choice.Made old -> {
        switch (after) {
          case Choice.Refused(var code) -> newlyRefused.merge(code, 1, Integer::sum);
          case Choice.Made other -> add(old.target().toString(), other.target().toString());
        }
      }
    }
  }

  private void add(String from, String to) {
    if (!from.equals(to)) {
      moved++;
      pairs.computeIfAbsent(from, _ -> new TreeMap<>()).merge(to, 1, Integer::sum);
    }
  }

  int seen() {
    return seen;
  }

  int requests(Choice.Made from, Choice.Made to) {
    return pairs
        .getOrDefault(from.target().toString(), Map.of())
        .getOrDefault(to.target().toString(), 0);
  }

  /** Puts {@code moved} and {@code refusals}. */
  void putInto(ObjectNode node) {
    ObjectNode told = node.putObject("moved").put("requests", moved).put("share", share(moved));
    List<Pair> all =
        pairs.entrySet().stream()
            .flatMap(
                from ->
                    from.getValue().entrySet().stream()
                        .map(to -> new Pair(from.getKey(), to.getKey(), to.getValue())))
            .sorted(Comparator.comparingInt((Pair pair) -> -pair.requests()))
            .toList();
    ArrayNode by = told.putArray("by");
    all.stream()
        .limit(MOST_PAIRS)
        .forEach(
            pair ->
                by.addObject()
                    .put("from", pair.from())
                    .put("to", pair.to())
                    .put("requests", pair.requests())
                    .put("share", share(pair.requests())));
    told.put("others", all.stream().skip(MOST_PAIRS).mapToInt(Pair::requests).sum());
    ObjectNode refusals = node.putObject("refusals");
    refusals.set("new", counted(newlyRefused));
    refusals.set("gone", counted(answeredNow));
    refusals.put("both", refusedBoth);
  }

  private double share(int requests) {
    return seen == 0 ? 0 : (double) requests / seen;
  }

  private static ObjectNode counted(Map<String, Integer> codes) {
    ObjectNode node =
        StrictJson.object()
            .put("requests", codes.values().stream().mapToInt(Integer::intValue).sum());
    ObjectNode by = node.putObject("by_reason");
    codes.forEach(by::put);
    return node;
  }
}
