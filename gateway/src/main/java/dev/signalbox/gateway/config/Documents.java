package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.schema.Report;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.TomlTree;

/** Reads JSON of the API with the keys of a section. */
final class Documents {
  /** Messages name the key and nothing else. */
  static final String SOURCE = "";

  private Documents() {}

  /**
   * What {@code document} says.
   *
   * @param name the name that it has elsewhere; empty text when it says its own
   * @throws ConfigException naming every key at fault and what is allowed there
   */
  static <T> T read(Section<T> section, String name, ObjectNode document) {
    Report report = new Report();
    return section
        .read(name, TomlTree.of(SOURCE, document), report)
        .orElseThrow(() -> new ConfigException(report.problems()));
  }
}
