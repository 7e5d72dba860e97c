package dev.signalbox.gateway.simulator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a text that matches a plain regular expression: literals, {@code .}, classes, groups,
 * alternatives, the usual escapes and repetitions. Anything else (look-around, back references,
 * Unicode classes) is not understood. The expression comes from anyone, so nothing here searches:
 * at most {@link #MAX_WORK} steps are taken and {@link #MAX_LENGTH} characters written.
 */
final class PatternSample {
  static final int MAX_LENGTH = 2_000;
  private static final int MAX_NESTING = 20;
  private static final int MAX_WORK = 20_000;
  private static final String PRINTABLE =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.,:;!?/@#%&+=~ ";
  private static final String DIGITS = "0123456789";
  private static final String WORD =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

  private final String pattern;
  private final int generosity;
  private final Dice dice;
  private int at;
  private int work;

  private PatternSample(String pattern, int generosity, Dice dice) {
    this.pattern = pattern;
    this.generosity = generosity;
    this.dice = dice;
  }

  /** Thrown where the expression is beyond this class. */
  private static final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super("not a plain pattern", null, false, false);
    }
  }

  /**
   * A text that matches; empty when the expression is not plain.
   *
   * @param generosity most repetitions beyond those required, where there is no upper limit
   */
  static Optional<String> of(String pattern, int generosity, Dice dice) {
    PatternSample sample = new PatternSample(pattern, generosity, dice);
    try {
      String text = sample.alternatives(0);
      return sample.at == pattern.length() ? Optional.of(text) : Optional.empty();
    } catch (NotPlain e) {
      return Optional.empty();
    }
  }

  private String alternatives(int nesting) {
    if (nesting > MAX_NESTING) {
      throw new NotPlain();
    }
    List<String> all = new ArrayList<>();
    all.add(sequence(nesting));
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      all.add(sequence(nesting));
    }
    return dice.pick(all);
  }

  private String sequence(int nesting) {
    StringBuilder text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int start = at;
      String once = atom(nesting);
      int times = repetitions();
      int next = at;
      for (int i = 0; i < times && text.length() < MAX_LENGTH; i++) {
        // Each repetition reads the atom again, so that it may draw another text.
        at = start;
        text.append(i == 0 ? once : atom(nesting));
      }
      at = next;
      if (text.length() > MAX_LENGTH) {
        throw new NotPlain();
      }
    }
    return text.toString();
  }

  private String atom(int nesting) {
    if (work++ > MAX_WORK) {
      throw new NotPlain();
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case '^', '$' -> "";
      case '.' -> pick(WORD);
      case '(' -> group(nesting);
      case '[' -> pick(classOf());
      case '\\' -> escaped();
      case '*', '+', '?', '{' -> throw new NotPlain();
      default -> String.valueOf(c);
    };
  }

  private String pick(String characters) {
    return String.valueOf(characters.charAt(dice.below(characters.length())));
  }

  private String group(int nesting) {
    if (pattern.startsWith("?", at)) {
      if (!pattern.startsWith("?:", at)) {
        throw new NotPlain();
      }
      at += 2;
    }
    String text = alternatives(nesting + 1);
    if (at >= pattern.length()) {
      throw new NotPlain();
    }
    at++;
    return text;
  }

  private String escaped() {
    if (at >= pattern.length()) {
      throw new NotPlain();
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'b', 'B' -> throw new NotPlain();
      default -> pick(escapedClass(c));
    };
  }

  private static String escapedClass(char c) {
    return switch (c) {
      case 'd' -> DIGITS;
      case 'w' -> WORD;
      case 's' -> " ";
      case 'D', 'S' -> "abcxyz";
      case 'W' -> "-:;";
      case 't' -> "\t";
      case 'n' -> "\n";
      case 'r' -> "\r";
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new NotPlain();
        }
        yield String.valueOf(c);
      }
    };
  }

  /** The characters of the class whose opening bracket was just read. */
  private String classOf() {
    boolean negated = pattern.startsWith("^", at);
    if (negated) {
      at++;
    }
    StringBuilder members = new StringBuilder();
    boolean first = true;
    while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
      first = false;
      addMember(members);
    }
    if (at >= pattern.length() || members.length() > MAX_LENGTH) {
      throw new NotPlain();
    }
    at++;
    return negated ? without(members.toString()) : members.toString();
  }

  private void addMember(StringBuilder members) {
    char c = pattern.charAt(at++);
    if (c == '[' || (c == '&' && pattern.startsWith("&", at))) {
      throw new NotPlain();
    }
    if (c == '\\') {
      if (at >= pattern.length()) {
        throw new NotPlain();
      }
      members.append(escapedClass(pattern.charAt(at++)));
      return;
    }
    boolean range =
        at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
    if (!range) {
      members.append(c);
      return;
    }
    char last = pattern.charAt(at + 1);
    at += 2;
    if (last == '\\' || last < c || last - c > MAX_LENGTH) {
      throw new NotPlain();
    }
    for (int member = c; member <= last; member++) {
      members.append((char) member);
    }
  }

  private static String without(String members) {
    StringBuilder rest = new StringBuilder();
    PRINTABLE.chars().filter(c -> members.indexOf(c) < 0).forEach(c -> rest.append((char) c));
    if (rest.isEmpty()) {
      throw new NotPlain();
    }
    return rest.toString();
  }

  private int repetitions() {
    if (at >= pattern.length()) {
      return 1;
    }
    int times =
        switch (pattern.charAt(at)) {
          case '*' -> counted(0, generosity);
          case '+' -> counted(1, 1 + generosity);
          case '?' -> counted(0, 1);
          case '{' -> braces();
          default -> 1;
        };
    // A lazy or possessive mark changes what is found, not what matches.
    if (at < pattern.length() && times >= 0 && isMark(at) && isRepetition(at - 1)) {
      at++;
    }
    return times;
  }

  private boolean isMark(int index) {
    return pattern.charAt(index) == '?' || pattern.charAt(index) == '+';
  }

  private boolean isRepetition(int index) {
    return "*+?}".indexOf(pattern.charAt(index)) >= 0;
  }

  private int counted(int least, int most) {
    at++;
    return dice.between(least, most);
  }

  private int braces() {
    int close = pattern.indexOf('}', at);
    if (close < 0) {
      throw new NotPlain();
    }
    String[] limits = pattern.substring(at + 1, close).split(",", -1);
    at = close + 1;
    try {
      int least = Integer.parseInt(limits[0]);
      int most =
          limits.length == 1
              ? least
              : limits[1].isEmpty() ? least + generosity : Integer.parseInt(limits[1]);
      if (least < 0 || most < least || least > MAX_LENGTH) {
        throw new NotPlain();
      }
      return dice.between(least, Math.min(most, least + Math.max(1, generosity)));
    } catch (NumberFormatException e) {
      throw new NotPlain();
    }
  }
}
