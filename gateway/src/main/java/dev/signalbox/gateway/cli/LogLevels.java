package dev.signalbox.gateway.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;

/**
 * The levels of the log, as {@code SIGNALBOX_LOG} gives them: {@code
 * info,dev.signalbox.gateway=debug}. A level alone is for everything that has none of its own.
 *
 * @param levels levels by name of the logger
 */
public record LogLevels(Map<String, Level> levels) {
  /** The environment variable. */
  public static final String VARIABLE = "SIGNALBOX_LOG";

  private static final List<String> ALLOWED =
      List.of("off", "error", "warn", "info", "debug", "trace");
  private static final int MOST_ENTRIES = 100;

  public LogLevels {
    levels = Map.copyOf(levels);
  }

  /**
   * The levels in {@code text}; empty text has none.
   *
   * @throws StartException when it is not written as it must be
   */
  public static LogLevels parse(String text) {
    var levels = new LinkedHashMap<String, Level>();
    for (String entry : text.split(",", MOST_ENTRIES)) {
      String stripped = entry.strip();
      if (!stripped.isEmpty()) {
        int equals = stripped.indexOf('=');
        String logger =
            equals < 0 ? Logger.ROOT_LOGGER_NAME : stripped.substring(0, equals).strip();
        levels.put(logger, level(stripped.substring(equals + 1).strip()));
      }
    }
    return new LogLevels(levels);
  }

  /** Sets the levels of {@code context}; other loggers keep theirs. */
  public void applyTo(LoggerContext context) {
    levels.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
  }

  private static Level level(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!ALLOWED.contains(lower)) {
      throw new StartException(
          "`%s` must be levels such as `info,dev.signalbox.gateway=debug`, each one of %s, not `%s`"
              .formatted(VARIABLE, String.join(", ", ALLOWED), name));
    }
    return Level.toLevel(lower);
  }
}
