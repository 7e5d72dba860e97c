package dev.signalbox.gateway.config;

import static java.util.stream.Collectors.toSet;

import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.SecretPlaces;
import dev.signalbox.gateway.config.schema.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a configuration file with marks in the place of its secrets: all else, comments too,
 * is as it was written. Within one text a mark stands for one secret, wherever it is moved.
 */
public final class MaskedText {
  /** What every mark begins with; no key of the file can hold it. */
  private static final String MARK = "\u2022\u2022\u2022\u2022";

  private static final Pattern IN_QUOTES = Pattern.compile("([\"'])(" + MARK + "[^\"'\\s]*)\\1");

  /** Where the file says that the environment has it, nothing is to be hidden. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?:Bearer |Basic )?(?:\\$\\{[A-Za-z_][A-Za-z0-9_]*\\})+");

  private static final Pattern TAIL = Pattern.compile("[A-Za-z0-9_-]+");

  /** A comment that looks like a key which was taken out, and its texts. */
  private static final Pattern TAKEN_OUT =
      Pattern.compile("(?i)(?:key|secret|token|password|bearer|header|auth|url)[^=]*=");

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]+\"|'[^']+'");

  private static final SecretPlaces PLACES = new SecretPlaces(GatewayKeys.SECTION);

  /** How many characters {@link Secret#masked} puts before the end of a secret. */
  private static final int STARS = 3;

  private final Map<String, String> marks = new HashMap<>();
  private final Map<String, String> literals = new HashMap<>();

  /** What the file itself says must not be taken for a mark of ours. */
  private final Set<String> foreign;

  private final String text;

  private MaskedText(String original) {
    this.foreign = inQuotes(original).stream().map(found -> found.group(2)).collect(toSet());
    StringBuilder masked = new StringBuilder();
    int end = 0;
    for (Span span : Span.of(original)) {
      masked.append(original, end, span.start());
      masked.append(shown(span, original.substring(span.start(), span.end())));
      end = span.end();
    }
    this.text = masked.append(original.substring(end)).toString();
  }

  /**
   * The mask of a text.
   *
   * @param original TOML that can be read
   */
  public static MaskedText of(String original) {
    return new MaskedText(original);
  }

  /** The text with its marks. */
  public String text() {
    return text;
  }

  private String shown(Span span, String literal) {
    if (span.what() == Span.What.COMMENT) {
      Matcher takenOut = TAKEN_OUT.matcher(literal);
      return takenOut.find()
          ? literal.substring(0, takenOut.end())
              + QUOTED
                  .matcher(literal.substring(takenOut.end()))
                  .replaceAll(found -> Matcher.quoteReplacement(marked(found.group())))
          : literal;
    }
    return PLACES.isSecret(span) ? marked(literal) : literal;
  }

  private String marked(String literal) {
    String value = unquoted(literal);
    return value.isEmpty() || REFERENCE.matcher(value).matches()
        ? literal
        : "\"" + marks.computeIfAbsent(literal, this::newMark) + "\"";
  }

  private String newMark(String literal) {
    String plain = mask(unquoted(literal));
    String mark = plain;
    for (int number = 2; literals.containsKey(mark) || foreign.contains(mark); number++) {
      mark = plain + "#" + number;
    }
    literals.put(mark, literal);
    return mark;
  }

  /** A text of the file as it may be shown where it is a secret. */
  static String mask(String value) {
    if (value.isEmpty() || REFERENCE.matcher(value).matches()) {
      return value;
    }
    String tail = new Secret(value).masked().substring(STARS);
    return TAIL.matcher(tail).matches() ? MARK + tail : MARK;
  }

  private static String unquoted(String literal) {
    String value = literal;
    for (String quotes : List.of("\"\"\"", "'''", "\"", "'")) {
      if (value.startsWith(quotes)
          && value.endsWith(quotes)
          && value.length() >= 2 * quotes.length()) {
        return value.substring(quotes.length(), value.length() - quotes.length());
      }
    }
    return value;
  }

  /**
   * {@code edited} with the secrets in the place of their marks.
   *
   * @param source what messages call it
   * @throws ConfigException naming each mark that stands for nothing here, or stands where it could
   *     be seen; or if its names are more than are read
   */
  public String restored(String source, String edited) {
    StringBuilder restored = new StringBuilder();
    List<ConfigProblem> problems = new ArrayList<>();
    int end = 0;
    for (Span span : spans(source, edited)) {
      restored.append(edited, end, span.start());
      String literal = edited.substring(span.start(), span.end());
      boolean hidden = span.what() == Span.What.COMMENT || PLACES.isSecret(span);
      restored.append(hidden ? restored(literal) : literal);
      for (String mark : strange(literal, hidden)) {
        Place place = new Place(source, lineAt(edited, span.start()), "");
        problems.add(new ConfigProblem(place, refusal(place, mark, hidden)));
      }
      end = span.end();
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return restored.append(edited.substring(end)).toString();
  }

  private static List<Span> spans(String source, String text) {
    try {
      return Span.of(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of(new ConfigProblem(new Place(source, 0, ""), String.valueOf(e.getMessage()))));
    }
  }

  /** {@code hidden} with the secrets in the place of their marks. */
  private String restored(String hidden) {
    StringBuilder restored = new StringBuilder();
    int end = 0;
    for (MatchResult found : inQuotes(hidden)) {
      String known = literals.get(found.group(2));
      if (known != null && found.start() >= end) {
        restored.append(hidden, end, found.start()).append(known);
        end = found.end();
      }
    }
    return restored.append(hidden.substring(end)).toString();
  }

  /** The marks in {@code literal} that are neither the file's own nor where they belong. */
  private List<String> strange(String literal, boolean hidden) {
    return inQuotes(literal).stream()
        .map(found -> found.group(2))
        .filter(mark -> literals.containsKey(mark) ? !hidden : !foreign.contains(mark))
        .toList();
  }

  /** What looks like marks in quotes; the quote that ends one may begin the next. */
  private static List<MatchResult> inQuotes(String text) {
    List<MatchResult> all = new ArrayList<>();
    Matcher matcher = IN_QUOTES.matcher(text);
    for (int from = 0; matcher.find(from); from = matcher.end() - 1) {
      all.add(matcher.toMatchResult());
    }
    return all;
  }

  private static String refusal(Place place, String mark, boolean hidden) {
    return hidden
        ? "`%s`%s stands for no secret of the file: write the value itself"
            .formatted(mark, place.at())
        : "`%s`%s stands for a secret, and no secret belongs there".formatted(mark, place.at());
  }

  private static int lineAt(String text, int position) {
    return 1 + (int) text.substring(0, position).chars().filter(each -> each == '\n').count();
  }
}
