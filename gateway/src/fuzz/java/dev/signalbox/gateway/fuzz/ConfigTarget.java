package dev.signalbox.gateway.fuzz;

import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.MaskedText;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import java.util.Map;

/**
 * The configuration file: any text is a configuration or a list of what is wrong with it, and
 * where; and what hides its secrets gives back what it hid. After a NUL, one environment variable
 * as {@code NAME=value}.
 */
final class ConfigTarget implements Target {
  private static final String FILE = "config.toml";

  @Override
  public void accept(byte[] input) {
    String all = new Input(input).text();
    int end = all.indexOf('\0');
    String text = end < 0 ? all : all.substring(0, end);
    edited(text);
    ConfigLoader loader = new ConfigLoader(end < 0 ? Map.of() : variable(all.substring(end + 1)));
    try {
      loader.parse(FILE, text);
      masked(text);
    } catch (ConfigException e) {
      Require.that(!e.problems().isEmpty(), () -> "a refusal without a reason");
      e.problems().forEach(ConfigTarget::told);
    }
  }

  private static Map<String, String> variable(String setting) {
    int equals = setting.indexOf('=');
    return equals <= 0
        ? Map.of()
        : Map.of(setting.substring(0, equals), setting.substring(equals + 1));
  }

  private static void told(ConfigProblem problem) {
    Require.that(!problem.message().isBlank(), () -> "a problem without a sentence");
    // what is too deep or too long is so as a whole
    boolean syntax =
        problem.place().source().equals(FILE)
            && problem.place().path().isEmpty()
            && problem.message().contains("is not valid TOML")
            && !problem.message().contains("go deeper than");
    Require.that(!syntax || problem.place().line() > 0, () -> "no line in: " + problem.message());
  }

  /** What a person sends back need not be TOML at all. */
  private static void edited(String text) {
    try {
      MaskedText.of("").restored(FILE, text);
    } catch (ConfigException e) {
      e.problems().forEach(ConfigTarget::told);
    }
  }

  private static void masked(String text) {
    MaskedText masked = MaskedText.of(text);
    Require.same(text, masked.restored(FILE, masked.text()), "a text after hiding its secrets");
  }
}
