package dev.signalbox.gateway.config.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a value was written.
 *
 * @param source the file's name, or the environment variable in backticks; empty text where there
 *     is nothing but the value, as in the body of a request
 * @param line line in the file, from 1; 0 when the source has no lines
 * @param path the key as a person would write it, such as {@code providers.azure.endpoint}; empty
 *     text for the whole file
 */
public record Place(String source, int line, String path) {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  /** Source and line as one reads them in a message: {@code config.toml:3}. */
  public String where() {
    return line > 0 ? source + ":" + line : source;
  }

  /** The same after {@code at}; empty text where there is no source. */
  public String at() {
    return source.isEmpty() ? "" : " at " + where();
  }

  /** The key {@code name} below {@code path}, quoted when TOML would need quotes. */
  public static String join(String path, String name) {
    String segment = BARE.matcher(name).matches() ? name : '"' + name.replace("\"", "\\\"") + '"';
    return path.isEmpty() ? segment : path + "." + segment;
  }

  private static final String VARIABLE = "environment variable `";

  /** The environment variable that set it; empty where none did. */
  public Optional<String> variable() {
    return source.startsWith(VARIABLE)
        ? Optional.of(source.substring(VARIABLE.length(), source.length() - 1))
        : Optional.empty();
  }

  /** The place of an environment variable that sets {@code path}. */
  public static Place environment(String variable, String path) {
    return new Place(VARIABLE + variable + "`", 0, path);
  }

  /** The spelling of a key in the name of an environment variable: upper case and underscores. */
  static String variableSegment(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Keys of which one is meant, as one reads it in a message: {@code `a`, `b` or `c`}. */
  public static String oneOf(List<Key<?>> keys) {
    List<String> names = keys.stream().<String>map(Key::name).toList();
    return listed(names.subList(0, names.size() - 1)) + " or `" + names.getLast() + "`";
  }

  /** A list of keys as one reads it in a message: {@code `a`, `b`}. */
  public static String listed(List<String> names) {
    return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
  }
}
