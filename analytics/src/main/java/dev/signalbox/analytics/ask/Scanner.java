package dev.signalbox.analytics.ask;

import static dev.signalbox.analytics.ask.DayNames.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what each word of a question means. */
final class Scanner {
  private static final Pattern STATUS = Pattern.compile("([1-5]\\d\\d)s?");
  private static final Pattern ERROR_CODE = Pattern.compile("[45]\\d\\d");

  /** Words after which such a number is a status. */
  private static final Set<String> BEFORE_CODE =
      Set.of("a", "an", "got", "returned", "code", "http", "error");

  private static final Pattern STATUS_CLASS = Pattern.compile("([1-5])xx");
  private static final Pattern WINDOW = Pattern.compile("(\\d{1,3})-day");

  private final Vocabulary vocabulary;
  private final KnownNames names;
  private final TimeWords times;

  Scanner(Vocabulary vocabulary, KnownNames names, TimeWords times) {
    this.vocabulary = vocabulary;
    this.names = names;
    this.times = times;
  }

  /**
   * What was found.
   *
   * @param hidden words that are also names which are stored, but were read as something else
   */
  record Scan(List<Piece> pieces, List<String> hidden) {}

  /** What {@code words} mean. */
  Scan scan(List<Word> words) {
    List<Piece> pieces = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      at += next(words, at, pieces, hidden);
    }
    return new Scan(pieces, hidden);
  }

  private int next(List<Word> words, int at, List<Piece> pieces, List<String> hidden) {
    Optional<KnownNames.Match> name = names.match(words, at);
    if (words.get(at).quoted()) {
      pieces.add(
          name.map(match -> (Piece) match.named())
              .orElseGet(() -> new Piece.Unknown(words.get(at).original())));
      return 1;
    }
    Optional<TimeWords.Match> time = times.match(words, at);
    Optional<Vocabulary.Match> phrase = vocabulary.match(words, at);
    int longest =
        Math.max(
            time.map(TimeWords.Match::words).orElse(0),
            phrase.map(Vocabulary.Match::words).orElse(0));
    if (name.isPresent()
        && name.get().words() > longest
        && !readsLikeWords(words.subList(at, at + name.get().words()))) {
      pieces.add(name.get().named());
      return name.get().words();
    }
    name.ifPresent(match -> hidden.add(match.named().text()));
    if (time.isPresent() && time.get().words() >= longest) {
      pieces.add(new Piece.Timed(time.get().range()));
      return time.get().words();
    }
    if (phrase.isPresent()) {
      int status = status(words, at + phrase.get().words(), phrase.get().piece(), pieces);
      if (status == 0) {
        phrase.get().piece().ifPresent(pieces::add);
      }
      return phrase.get().words() + status;
    }
    return number(words, at, pieces);
  }

  /** Whether a name is made of words that mean something else, so that it must be quoted. */
  private boolean readsLikeWords(List<Word> name) {
    for (int i = 0; i < name.size(); i++) {
      if (vocabulary.match(name, i).isEmpty() && times.match(name, i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** A code after the word for a status is a condition. */
  private static int status(List<Word> words, int at, Optional<Piece> piece, List<Piece> pieces) {
    boolean named =
        piece.isPresent()
            && piece.get() instanceof Piece.Grouped(Dimension dimension, _)
            && dimension == Dimension.STATUS;
    Matcher code = STATUS.matcher(text(words, at));
    if (named && code.matches()) {
      int value = Integer.parseInt(code.group(1));
      pieces.add(new Piece.Filtered(new Filter.Status(value, value)));
      return 1;
    }
    return 0;
  }

  private int number(List<Word> words, int at, List<Piece> pieces) {
    String word = text(words, at);
    Matcher group = STATUS_CLASS.matcher(word);
    if (group.matches()) {
      int first = Integer.parseInt(group.group(1)) * 100;
      pieces.add(new Piece.Filtered(new Filter.Status(first, first + 99)));
      return 1;
    }
    if (word.endsWith("s") && STATUS.matcher(word).matches()) {
      int code = Integer.parseInt(word.substring(0, 3));
      pieces.add(new Piece.Filtered(new Filter.Status(code, code)));
      return 1;
    }
    Matcher window = WINDOW.matcher(word);
    if (window.matches()) {
      pieces.add(new Piece.Amount(new Numbers.Written(new BigDecimal(window.group(1)), "day")));
      return 1;
    }
    if (ERROR_CODE.matcher(word).matches() && BEFORE_CODE.contains(text(words, at - 1))) {
      int code = Integer.parseInt(word);
      pieces.add(new Piece.Filtered(new Filter.Status(code, code)));
      return 1;
    }
    Optional<Numbers.Written> number = Numbers.of(word);
    if (number.isEmpty()) {
      return pair(words, at, pieces);
    }
    String unit = number.get().isPlain() ? unit(text(words, at + 1)) : unit(number.get().unit());
    if (!number.get().isPlain() && unit.isEmpty()) {
      pieces.add(new Piece.Unknown(word));
      return 1;
    }
    pieces.add(new Piece.Amount(new Numbers.Written(number.get().number(), unit)));
    return number.get().isPlain() && !unit.isEmpty() ? 2 : 1;
  }

  /** "provider/model", or a word that is not known. */
  private int pair(List<Word> words, int at, List<Piece> pieces) {
    Word word = words.get(at);
    int slash = word.original().indexOf('/');
    if (slash > 0) {
      Optional<Piece.Named> provider =
          part(word.original().substring(0, slash), Dimension.PROVIDER);
      Optional<Piece.Named> model = part(word.original().substring(slash + 1), Dimension.MODEL);
      if (provider.isPresent() && model.isPresent()) {
        pieces.add(provider.get());
        pieces.add(model.get());
        return 1;
      }
    }
    pieces.add(new Piece.Unknown(word.original()));
    return 1;
  }

  private Optional<Piece.Named> part(String text, Dimension dimension) {
    return names.of(dimension).stream()
        .filter(name -> name.equals(text))
        .findFirst()
        .map(name -> new Piece.Named(text, List.of(new Piece.Value(dimension, name)), false));
  }

  private static String unit(String word) {
    return switch (word) {
      case "ms", "millisecond", "milliseconds" -> "ms";
      case "s", "sec", "secs", "second", "seconds" -> "s";
      case "min", "mins", "minute", "minutes" -> "min";
      case "$", "€", "usd", "dollar", "dollars" -> "$";
      case "cent", "cents", "ct" -> "ct";
      case "%", "percent" -> "%";
      default -> "";
    };
  }
}
