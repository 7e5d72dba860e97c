package dev.signalbox.gateway.migrate;

import java.util.List;
import java.util.Locale;

/** Tells which environment variables of the old gateway are called otherwise from now on. */
final class OldVariables {
  private final Sheet sheet;

  OldVariables(Sheet sheet) {
    this.sheet = sheet;
  }

  /**
   * Tells of those that are set.
   *
   * @param prefix what the variables that change a key of the old file begin with
   */
  void read(String prefix) {
    List<String> set =
        sheet.environment().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
    for (String name : set) {
      sheet.findings().added("the variable `%s` %s".formatted(name, now(name, prefix)));
    }
    if (set.isEmpty()) {
      sheet
          .findings()
          .added(
              "variables that begin with `%s` have no effect; ours begin with `SIGNALBOX__`"
                  .formatted(prefix));
    }
  }

  private static String now(String name, String prefix) {
    String rest = name.substring(prefix.length()).toUpperCase(Locale.ROOT);
    boolean same =
        rest.equals("SERVER__PORT") || rest.equals("SERVER__HOST") || isKeyOfProvider(rest);
    return same
        ? "is `SIGNALBOX__%s` from now on".formatted(rest.replace("__BASE_URL", "__ENDPOINT"))
        : "has no effect any more; every key of ours is set by `SIGNALBOX__SECTION__KEY`";
  }

  private static boolean isKeyOfProvider(String rest) {
    return rest.matches("PROVIDERS__[A-Z0-9_]+__(API_KEY|BASE_URL|ENABLED)");
  }
}
