package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.schema.TomlTree;

/** What a file that is imported may have at most. */
final class Bounds {
  /** Characters of the whole: no more than our own file may have. */
  static final int MOST_CHARACTERS = TomlTree.MOST_CHARACTERS;

  /** Lists and tables within each other. */
  static final int DEEPEST = 32;

  /** Values, those that stand for others in YAML counted each time. */
  static final int MOST_VALUES = 50_000;

  private Bounds() {}

  static void checkLength(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new ImportRefusal(
          "it is longer than the %d characters allowed".formatted(MOST_CHARACTERS));
    }
  }

  static void checkDepth(int depth, int line) {
    if (depth > DEEPEST) {
      throw ImportRefusal.at(line, "lists and tables may go %d deep".formatted(DEEPEST));
    }
  }

  static void checkValues(long values, int line) {
    if (values > MOST_VALUES) {
      throw ImportRefusal.at(
          line,
          "there may be %d values, each counted as often as it is repeated".formatted(MOST_VALUES));
    }
  }
}
