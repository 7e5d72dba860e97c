package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import java.util.HashMap;
import java.util.Map;

/** Changes to the text of a configuration file. */
final class ConfigText {
  private ConfigText() {}

  /** The text with {@code section} after an empty line at its end, in the text's own line ends. */
  static String append(String text, String section) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    String gap = text.isEmpty() ? "" : text.endsWith("\n") ? end : end + end;
    return text + gap + section.replace("\n", end);
  }

  /**
   * Checks a text that may name environment variables which are set only where it will be used.
   *
   * @throws ConfigException with everything else that is wrong
   */
  static void check(String source, String text, Map<String, String> environment) {
    var complete = new HashMap<String, String>(StandIns.of(text));
    environment.forEach(
        (name, value) -> {
          if (!name.startsWith("SIGNALBOX__")) {
            complete.put(name, value);
          }
        });
    new ConfigLoader(complete).parse(source, text);
  }
}
