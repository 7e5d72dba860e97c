package dev.signalbox.engine.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a decision was made on: an id for each part, the same id for the same content. */
public record Revisions(
    String config, String catalog, String prices, String quality, String health) {
  private static final int PARTS = 5;

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static Revisions ofText(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("not the ids of %d parts: `%s`".formatted(PARTS, text));
    }
    return new Revisions(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  /** All of them, with spaces between; ids have none. */
  public String text() {
    return String.join(" ", byPart().values());
  }

  /** Each under the name of its part, in the order of the record. */
  public Map<String, String> byPart() {
    Map<String, String> byPart = new LinkedHashMap<>();
    byPart.put("config", config);
    byPart.put("catalog", catalog);
    byPart.put("prices", prices);
    byPart.put("quality", quality);
    byPart.put("health", health);
    return byPart;
  }

  /** The same with another configuration. */
  public Revisions withConfig(String revision) {
    return new Revisions(revision, catalog, prices, quality, health);
  }

  /** The same with another quality part. */
  public Revisions withQuality(String revision) {
    return new Revisions(config, catalog, prices, revision, health);
  }

  /** The same with another health part. */
  public Revisions withHealth(String revision) {
    return new Revisions(config, catalog, prices, quality, revision);
  }
}
