package dev.signalbox.gateway.config.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a key takes, and how it becomes a value of the program.
 *
 * @param <T> the value
 */
public sealed interface Kind<T> {
  /** What is allowed, as the words after "must be". */
  String allowed();

  /** The value of {@code node}, or empty after noting in {@code report} what is wrong. */
  Optional<T> read(Node node, Report report);

  /**
   * A single value.
   *
   * @param choices the texts allowed when there are only a few, for near matches; else empty
   * @param reader the value, or empty when it is not allowed
   */
  record Scalar<T>(
      String allowed, Form form, List<String> choices, Function<Node, Optional<T>> reader)
      implements Kind<T> {
    @Override
    public Optional<T> read(Node node, Report report) {
      Optional<T> value = reader.apply(node);
      if (value.isEmpty()) {
        report.wrong(node.place(), "must be " + allowed + Reading.shown(this, node));
      }
      return value;
    }
  }

  /** A value that may be absent. */
  record Maybe<T>(Kind<T> inner) implements Kind<Optional<T>> {
    @Override
    public String allowed() {
      return inner.allowed();
    }

    @Override
    public Optional<Optional<T>> read(Node node, Report report) {
      Optional<T> value = inner.read(node, report);
      return value.isPresent() ? Optional.of(value) : Optional.empty();
    }
  }

  /**
   * A list.
   *
   * @param most elements allowed
   * @param single whether one element may stand without brackets
   */
  record Many<T>(Kind<T> element, int most, boolean single) implements Kind<List<T>> {
    @Override
    public String allowed() {
      return single
          ? element.allowed() + ", or a list of these"
          : "a list, each " + element.allowed();
    }

    @Override
    public Optional<List<T>> read(Node node, Report report) {
      if (node instanceof Node.Items(var values, var place)) {
        return Reading.tooMany(values.size(), most, place, report)
            ? Optional.empty()
            : Reading.all(values, element, report);
      }
      if (single && !(node instanceof Node.Table)) {
        return element.read(node, report).map(List::of);
      }
      report.wrong(node.place(), "must be " + allowed() + ", not " + node.kind());
      return Optional.empty();
    }
  }

  /**
   * A table whose names the user chooses, with single values.
   *
   * @param names what a name must be
   */
  record Entries<T>(Names names, Kind<T> value) implements Kind<Map<String, T>> {
    @Override
    public String allowed() {
      return "a table, each value " + value.allowed();
    }

    @Override
    public Optional<Map<String, T>> read(Node node, Report report) {
      return Reading.named(node, report, names, (entry, child) -> value.read(child, report));
    }
  }

  /** A table with declared keys. */
  record Group<T>(Section<T> section) implements Kind<T> {
    @Override
    public String allowed() {
      return "a table";
    }

    @Override
    public Optional<T> read(Node node, Report report) {
      if (node instanceof Node.Table table) {
        return section.read("", table, report);
      }
      report.wrong(node.place(), "must be " + allowed() + ", not " + node.kind());
      return Optional.empty();
    }
  }

  /**
   * A list of tables with declared keys.
   *
   * @param identifier the key whose value is unique in the list and names the element in
   *     environment variables; empty text when elements have no name
   * @param most elements allowed
   */
  record Groups<T>(Section<T> section, String identifier, int most) implements Kind<List<T>> {
    @Override
    public String allowed() {
      return "a list of tables";
    }

    @Override
    public Optional<List<T>> read(Node node, Report report) {
      if (!(node instanceof Node.Items(var values, var place))) {
        report.wrong(node.place(), "must be " + allowed() + ", not " + node.kind());
        return Optional.empty();
      }
      if (Reading.tooMany(values.size(), most, place, report)) {
        return Optional.empty();
      }
      if (!identifier.isEmpty()) {
        Reading.checkUnique(values, identifier, report);
      }
      return Reading.all(values, new Group<>(section), report);
    }
  }

  /**
   * Tables with declared keys under names the user chooses.
   *
   * @param names what a name must be
   */
  record NamedGroups<T>(Names names, Section<T> section) implements Kind<Map<String, T>> {
    @Override
    public String allowed() {
      return "a table of tables";
    }

    @Override
    public Optional<Map<String, T>> read(Node node, Report report) {
      return Reading.named(
          node,
          report,
          names,
          (entry, child) -> {
            if (child instanceof Node.Table table) {
              return section.read(entry, table, report);
            }
            report.wrong(child.place(), "must be a table, not " + child.kind());
            return Optional.empty();
          });
    }
  }

  /**
   * A table that another part of the program reads and checks.
   *
   * @param allowed what it must be
   */
  record Raw(String allowed) implements Kind<Node.Table> {
    @Override
    public Optional<Node.Table> read(Node node, Report report) {
      if (node instanceof Node.Table table) {
        return Optional.of(table);
      }
      report.wrong(node.place(), "must be " + allowed + ", not " + node.kind());
      return Optional.empty();
    }
  }

  /** Either a single value or a table with declared keys. */
  record ScalarOrGroup<T>(Scalar<T> scalar, Section<T> section) implements Kind<T> {
    @Override
    public String allowed() {
      return scalar.allowed() + ", or a table with " + Place.listed(section.names());
    }

    @Override
    public Optional<T> read(Node node, Report report) {
      return node instanceof Node.Table table
          ? section.read("", table, report)
          : scalar.read(node, report);
    }
  }
}
