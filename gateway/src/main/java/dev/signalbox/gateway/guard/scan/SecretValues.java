package dev.signalbox.gateway.guard.scan;

import java.util.Locale;
import java.util.Set;

/** Judges values of which only the name says that they might be secret. */
final class SecretValues {
  private static final CharSet TOKEN = CharSet.of("A-Za-z0-9_+/=.~:!@#$%^&*-");
  private static final CharSet SPECIAL = CharSet.of("!@#$%^&*~+?");
  private static final CharSet UUID = CharSet.of("0-9a-fA-F-");
  private static final int MIN_WORD_PASSWORD = 8;
  private static final int MIN_PASSWORD = 6;
  private static final int MIN_PUNCTUATED = 32;
  private static final int MIN_SIGNS = 7;
  private static final int MAX_DIGITS_OF_A_WORD = 3;

  /** Words of a form or a program that stand where a password is named, in some languages. */
  private static final Set<String> NAMING =
      Set.of(
          "passw",
          "passe",
          "pwd",
          "secret",
          "token",
          "user",
          "field",
          "input",
          "login",
          "text",
          "value",
          "forgot",
          "reset",
          "confirm",
          "contrase",
          "senha",
          "string",
          "hash",
          "encod",
          "crypt",
          "type",
          "valid",
          "required",
          "config");

  private SecretValues() {}

  /**
   * Whether {@code value} may be a token of at least {@code least} characters: letters and digits,
   * no words.
   */
  static boolean isSecret(String value, int least) {
    if (value.length() < least) {
      return false;
    }
    if (isPunctuated(value)) {
      return true;
    }
    if (value.length() < least || !consistsOf(value, TOKEN) || !hasLetterAndDigit(value)) {
      return false;
    }
    boolean hex = consistsOf(value, UUID);
    return !isWordy(value) && Randomness.entropy(value) >= (hex ? 2.6 : 3.0);
  }

  /**
   * Whether it is long and full of signs of many kinds, as generators of keys for frameworks write
   * them.
   */
  private static boolean isPunctuated(String value) {
    return value.length() >= MIN_PUNCTUATED
        && value.chars().allMatch(c -> c > ' ' && c < 127)
        && value.chars().filter(c -> !CharSet.WORD.has((char) c)).distinct().count() >= MIN_SIGNS
        && Randomness.entropy(value) >= 4;
  }

  /**
   * Whether {@code value}, written between quotes, may be a password: also one of letters alone.
   */
  static boolean isQuotedPassword(String value) {
    if (value.length() < MIN_PASSWORD || value.indexOf(' ') >= 0) {
      return false;
    }
    return isMixed(value) || (isLetters(value) && !startsUpperOnly(value) && !names(value));
  }

  /** Whether {@code value}, written without quotes, may be a password and no piece of a program. */
  static boolean isBarePassword(String value) {
    return value.length() >= MIN_PASSWORD && isMixed(value) && !isCode(value);
  }

  /** Whether {@code value} may be the password of a line {@code NAME=value} of an environment. */
  static boolean isEnvironmentPassword(String value) {
    return value.length() >= MIN_WORD_PASSWORD
        && isLetters(value)
        && !names(value)
        && !startsUpperOnly(value);
  }

  private static boolean isMixed(String value) {
    boolean digit = value.chars().anyMatch(c -> CharSet.DIGITS.has((char) c));
    boolean letter = value.chars().anyMatch(c -> CharSet.LETTERS.has((char) c));
    boolean special = value.chars().anyMatch(c -> SPECIAL.has((char) c));
    return letter && (digit || special) && !isPlainName(value);
  }

  private static boolean isLetters(String value) {
    return value.length() >= MIN_WORD_PASSWORD && consistsOf(value, CharSet.of("A-Za-z_-"));
  }

  private static boolean startsUpperOnly(String value) {
    return CharSet.UPPER.has(value.charAt(0))
        && value.substring(1).equals(value.substring(1).toLowerCase(Locale.ROOT));
  }

  private static boolean names(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return NAMING.stream().anyMatch(lower::contains);
  }

  /** A name with a number, as programs have them: {@code password2}, {@code user_pw1}. */
  private static boolean isPlainName(String value) {
    return names(value) && consistsOf(value, CharSet.WORD);
  }

  private static boolean isCode(String value) {
    int dot = value.indexOf('.');
    return (dot > 0 && consistsOf(value, CharSet.of("A-Za-z_.")))
        || value.contains("->")
        || value.contains("::");
  }

  private static boolean hasLetterAndDigit(String value) {
    return value.chars().anyMatch(c -> CharSet.DIGITS.has((char) c))
        && value.chars().anyMatch(c -> CharSet.LETTERS.has((char) c));
  }

  private static boolean consistsOf(String value, CharSet set) {
    for (int i = 0; i < value.length(); i++) {
      if (!set.has(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether it reads as words, versions and host names: every piece is letters, or digits, or a
   * word with a number.
   */
  private static boolean isWordy(String value) {
    for (String piece : value.split("[-_.:/]", -1)) {
      int letters = 0;
      while (letters < piece.length() && CharSet.LETTERS.has(piece.charAt(letters))) {
        letters++;
      }
      int digits = letters;
      while (digits < piece.length() && CharSet.DIGITS.has(piece.charAt(digits))) {
        digits++;
      }
      boolean word =
          digits == piece.length() && (letters == 0 || digits - letters <= MAX_DIGITS_OF_A_WORD);
      if (!word) {
        return false;
      }
    }
    return true;
  }
}
