package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.TomlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configuration file that is being made. */
final class Draft {
  private static final int MOST_ORIGINS = 4;
  private static final String RULE =
      "# --------------------------------------------------------------------------------------------------\n";

  private final Map<Part, List<Block>> parts = new EnumMap<>(Part.class);

  /**
   * What was made.
   *
   * @param text the file
   * @param origins keys of the source that a line comes from, by its number from 1
   */
  record Written(String text, Map<Integer, List<String>> origins) {}

  /** Another table of a kind of which there may be several. */
  Block add(Part part, String head) {
    Block block = new Block(head, false);
    of(part).add(block);
    return block;
  }

  /** The only table with this head. */
  Block the(Part part, String head) {
    return of(part).stream()
        .filter(block -> block.head().equals(head))
        .findFirst()
        .orElseGet(
            () -> {
              Block block = new Block(head, true);
              of(part).add(block);
              return block;
            });
  }

  Block server() {
    return the(Part.SERVER, "[server]");
  }

  Block routing() {
    return the(Part.ROUTING, "[routing]");
  }

  private List<Block> of(Part part) {
    return parts.computeIfAbsent(part, _ -> new ArrayList<>());
  }

  /** The text of the file. */
  Written write(String greeting) {
    Lines lines = new Lines();
    greeting.lines().forEach(line -> lines.add("# " + line, List.of()));
    parts.forEach(
        (part, blocks) -> {
          List<Block> full = blocks.stream().filter(block -> !block.isEmpty()).toList();
          if (!full.isEmpty()) {
            lines.add("", List.of());
            lines.add(RULE.strip(), List.of());
            lines.add("# " + part.about(), List.of());
            full.forEach(block -> write(block, lines, block == full.getFirst()));
          }
        });
    return new Written(lines.text.toString(), Map.copyOf(lines.origins));
  }

  private static void write(Block block, Lines lines, boolean first) {
    if (!first) {
      lines.add("", List.of());
    }
    if (!block.origins().isEmpty()) {
      lines.add("# from " + listed(block.origins()), List.of());
    }
    lines.add(block.head(), List.copyOf(block.origins()));
    block
        .entries()
        .forEach(
            (key, entry) -> {
              if (block.perKey() && !entry.origins().isEmpty()) {
                lines.add("# from " + listed(entry.origins()), List.of());
              }
              List<String> origins =
                  entry.origins().isEmpty() ? List.copyOf(block.origins()) : entry.origins();
              lines.add(TomlText.pair(key, entry.value()), origins);
            });
  }

  private static String listed(Collection<String> origins) {
    List<String> told = origins.stream().limit(MOST_ORIGINS).toList();
    int rest = origins.size() - told.size();
    String list = String.join(", ", told).replaceAll("\\p{Cntrl}", " ");
    return rest > 0 ? list + " and " + rest + " more" : list;
  }

  /** The lines so far. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, List<String>> origins = new HashMap<>();
    private int count;

    void add(String line, List<String> from) {
      text.append(line).append('\n');
      count++;
      if (!from.isEmpty()) {
        origins.put(count, from);
      }
    }
  }
}
