package dev.signalbox.gateway.wire.cross;

import dev.signalbox.gateway.wire.model.Protocol;
import java.util.LinkedHashMap;
import java.util.Map;

/** Passes over totals per provider API, client API and way of delivery, as a Markdown table. */
final class TranslationTable {
  private final Map<String, Map<Protocol, int[]>> rows = new LinkedHashMap<>();

  void add(String api, Protocol client, boolean whole, boolean streamed) {
    int[] cell =
        rows.computeIfAbsent(api, _ -> new LinkedHashMap<>())
            .computeIfAbsent(client, _ -> new int[3]);
    cell[0] += whole ? 1 : 0;
    cell[1] += streamed ? 1 : 0;
    cell[2]++;
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("| answers of \\ client |");
    for (Protocol client : Protocol.values()) {
      table.append(" %s whole | %s stream |".formatted(client.id(), client.id()));
    }
    table.append("\n|").append(" --- |".repeat(1 + 2 * Protocol.values().length)).append('\n');
    rows.forEach(
        (api, cells) -> {
          table.append("| ").append(api).append(" |");
          cells
              .values()
              .forEach(
                  cell ->
                      table.append(
                          " %d/%d | %d/%d |".formatted(cell[0], cell[2], cell[1], cell[2])));
          table.append('\n');
        });
    return table.toString();
  }
}
