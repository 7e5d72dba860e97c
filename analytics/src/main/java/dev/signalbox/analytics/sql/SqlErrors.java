package dev.signalbox.analytics.sql;

import dev.signalbox.engine.text.Excerpt;
import dev.signalbox.engine.text.NearMatch;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person is told when the database could not run a statement. */
final class SqlErrors {
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile(
          "no such column: (?:\\w+\\.)?\"?(\\w+)|column \"?(?:\\w+\\.)?(\\w+)\"? does not exist");

  private static final Pattern WRAPPING = Pattern.compile("^\\[\\w+]\\s*[^(]*\\((.*)\\)$");

  private static final int LONGEST = 400;

  private SqlErrors() {}

  /** A sentence about {@code message}, which the database gave for {@code sql}. */
  static String sentence(String message, String sql) {
    String first = message.lines().findFirst().orElse("").strip();
    Matcher wrapped = WRAPPING.matcher(first);
    String plain = wrapped.matches() ? String.valueOf(wrapped.group(1)) : first;
    plain = Excerpt.of(plain.replaceFirst("^ERROR: ", ""), LONGEST);
    return "the database says: " + plain + hint(plain, sql);
  }

  private static String hint(String message, String sql) {
    Matcher unknown = UNKNOWN_COLUMN.matcher(message);
    if (!unknown.find()) {
      return "";
    }
    String column = String.valueOf(unknown.group(1) == null ? unknown.group(2) : unknown.group(1));
    String lower = sql.toLowerCase(Locale.ROOT);
    List<View> read =
        Views.all().stream()
            .filter(view -> Pattern.compile("\\b" + view.name() + "\\b").matcher(lower).find())
            .toList();
    List<String> known =
        read.stream().flatMap(view -> view.columns().stream()).map(ViewColumn::name).toList();
    return NearMatch.question(column, known)
        .map(question -> "; " + question)
        .orElseGet(() -> read.isEmpty() ? "" : "; " + columnsOf(read.getFirst()));
  }

  private static String columnsOf(View view) {
    return "the columns of `%s` are %s"
        .formatted(
            view.name(), String.join(", ", view.columns().stream().map(ViewColumn::name).toList()));
  }
}
