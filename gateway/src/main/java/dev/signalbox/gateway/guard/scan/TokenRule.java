package dev.signalbox.gateway.guard.scan;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds tokens that carry a literal of their own, mostly a prefix.
 *
 * <p>A pattern is a {@link Shape} that begins with the literal. Where something comes before it,
 * the literal is in angle brackets: {@code [set]{least,most}<literal>...}, where an additional
 * {@code [set]{1}} in front restricts the first character. A {@code (} after the literal says that
 * the literal is no part of the secret.
 */
final class TokenRule implements Rule {
  private final String type;
  private final String anchor;
  private final @Nullable Before before;
  private final Shape after;
  private final boolean anchorIsPart;

  /** What stands before the anchor. */
  private record Before(CharSet first, CharSet set, int least, int most) {}

  private TokenRule(String type, Before before, String anchor, String after) {
    this.type = type;
    this.anchor = anchor;
    this.before = before.most == 0 ? null : before;
    this.anchorIsPart = !after.startsWith("(");
    this.after = Shape.of(anchorIsPart ? after : after.substring(1));
  }

  /**
   * @throws IllegalArgumentException if {@code pattern} is not of that form
   */
  static TokenRule of(String type, String pattern) {
    int open = pattern.indexOf('<');
    if (open < 0) {
      int end = Math.min(indexOr(pattern, '[', pattern.length()), indexOr(pattern, '(', 999));
      return new TokenRule(type, NOTHING, pattern.substring(0, end), pattern.substring(end));
    }
    int close = pattern.indexOf('>', open);
    Before before = before(pattern.substring(0, open));
    return new TokenRule(
        type, before, pattern.substring(open + 1, close), pattern.substring(close + 1));
  }

  private static final Before NOTHING = new Before(CharSet.WORD, CharSet.WORD, 0, 0);

  private static int indexOr(String text, char c, int otherwise) {
    int index = text.indexOf(c);
    return index < 0 ? otherwise : index;
  }

  private static Before before(String pattern) {
    int two = pattern.indexOf("{1}[");
    String run = two < 0 ? pattern : pattern.substring(two + 3);
    int close = run.indexOf("]{");
    CharSet set = CharSet.of(run.substring(1, close));
    String[] counts = run.substring(close + 2, run.length() - 1).split(",", 2);
    int extra = two < 0 ? 0 : 1;
    CharSet first = two < 0 ? set : CharSet.of(pattern.substring(1, two - 1));
    return new Before(
        first,
        set,
        Integer.parseInt(counts[0]) + extra,
        Integer.parseInt(counts[counts.length - 1]) + extra);
  }

  @Override
  public List<String> anchors() {
    return List.of(anchor.toLowerCase(Locale.ROOT));
  }

  @Override
  public void verify(Reading reading, int start, int end) {
    if (!reading.startsWith(anchor, start)) {
      return;
    }
    if (before == null && !reading.beginsWord(start)) {
      return;
    }
    int tokenEnd = after.end(reading, end);
    if (tokenEnd < 0) {
      return;
    }
    int tokenStart = before == null ? start : startBefore(before, reading, start);
    if (tokenStart < 0) {
      return;
    }
    String drawn = reading.slice(before == null ? end : tokenStart, tokenEnd);
    if (Randomness.looksDrawn(drawn, bitsFor(drawn)) || Randomness.hasChecksum(drawn)) {
      reading.found(type, anchorIsPart ? tokenStart : end, tokenEnd, Rank.NAMED);
    }
  }

  private static int startBefore(Before before, Reading reading, int anchorStart) {
    int start = reading.runStart(anchorStart, before.set, before.most + 1);
    if (reading.at(start - 1) == '\\' && reading.beginsWord(start + 1)) {
      start++; // the letter of an escaped line end
    }
    int length = anchorStart - start;
    if (length > before.most) {
      return -1;
    }
    for (int at = start; anchorStart - at >= before.least; at++) {
      if (before.first.has(reading.at(at)) && (!before.set.has('a') || reading.beginsWord(at))) {
        return at;
      }
    }
    return -1;
  }

  /**
   * The least entropy of what a generator draws: of hexadecimal digits less, of short values less.
   */
  private static double bitsFor(String value) {
    boolean hex = value.chars().allMatch(c -> CharSet.HEX.has((char) c));
    return hex || value.length() < 16 ? 2.4 : value.length() < 30 ? 2.9 : 3.3;
  }
}
