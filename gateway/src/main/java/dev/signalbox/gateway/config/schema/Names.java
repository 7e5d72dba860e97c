package dev.signalbox.gateway.config.schema;

import java.util.regex.Pattern;

/**
 * The names a user may choose in a table.
 *
 * @param pattern what a whole name matches
 * @param allowed the same in words, after "must be"
 * @param most names in one table
 * @param secret whether a name is itself a secret, so that messages number it
 */
public record Names(Pattern pattern, String allowed, int most, boolean secret) {
  /** Names that messages may show. */
  public static Names of(String pattern, String allowed, int most) {
    return new Names(Pattern.compile(pattern), allowed, most, false);
  }

  /** The same names, kept out of messages. */
  public Names asSecret() {
    return new Names(pattern, allowed, most, true);
  }
}
