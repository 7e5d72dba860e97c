import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code bench/run} says of a run: ports, processes, folders, and what to measure.
 *
 * @param values by name
 */
record Settings(Map<String, String> values) {
  /** Reads arguments of the form {@code name=value}. */
  static Settings of(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return new Settings(Map.copyOf(values));
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("`" + name + "` is missing");
    }
    return value;
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  boolean on(String name) {
    return text(name).equals("1");
  }

  Path path(String name) {
    return Path.of(text(name));
  }

  /** Whether the rows called {@code name} are wanted. */
  boolean wanted(String name) {
    return text("only").isEmpty() || List.of(text("only").split(",")).contains(name);
  }

  /** Whether windows are short. */
  boolean quick() {
    return on("quick");
  }

  /** Valid windows that a contender needs. */
  int windows() {
    return number("windows");
  }
}
