package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Dialect;
import dev.signalbox.engine.text.NearMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads questions with a fixed vocabulary: figures, what they are told apart by, conditions, times,
 * first ones and comparisons. Pure: the clock and the stored names are arguments.
 */
public final class Templates {
  /** The longest question that is read. */
  public static final int LONGEST = 1_000;

  private final Dialect dialect;
  private final Vocabulary vocabulary = new Vocabulary();

  /** Templates whose statements are for {@code dialect}. */
  public Templates(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * When and among what a question is asked.
   *
   * @param zone whose days are meant
   * @param kept how long requests are kept; zero is for ever
   */
  public record Setting(Instant now, ZoneId zone, KnownNames names, Duration kept) {}

  /** What {@code question} asks for. */
  public Reading read(String question, Setting setting) {
    if (question.length() > LONGEST) {
      return new Reading.Unclear(
          List.of("a question may have %,d characters".formatted(LONGEST)), List.of());
    }
    ZonedDateTime now = setting.now().atZone(setting.zone());
    List<Word> words = Word.of(question);
    if (words.isEmpty()) {
      return new Reading.Unclear(List.of("there is no question"), Completions.EXAMPLES);
    }
    Scanner scanner = new Scanner(vocabulary, setting.names(), new TimeWords(now));
    Scanner.Scan scan = scanner.scan(words);
    return switch (Planner.plan(Interpreter.read(scan.pieces()), now)) {
      case Planner.Plan.Unclear(var problems) -> unclear(problems, scan, setting);
      case Planner.Plan.Clear(Intent intent) ->
          clear(DailySums.fitted(intent, setting.now(), setting.kept()), scan, setting);
    };
  }

  private Reading clear(Intent intent, Scanner.Scan scan, Setting setting) {
    TimeBuckets buckets = new TimeBuckets(setting.zone(), setting.now());
    Optional<String> sql = IntentSql.write(intent, dialect, buckets);
    if (sql.isEmpty()) {
      return unclear(
          List.of("these figures and groups are not stored side by side"), scan, setting);
    }
    Wording wording = new Wording(intent, setting.zone());
    return new Reading.Certain(
        new Query(sql.get(), wording.title(), wording.chart(), wording.assumptions(scan.hidden())));
  }

  private Reading unclear(List<String> problems, Scanner.Scan scan, Setting setting) {
    List<String> told = new ArrayList<>();
    TreeSet<String> known = new TreeSet<>(vocabulary.phrases());
    Dimension.NAMED.forEach(dimension -> known.addAll(setting.names().of(dimension)));
    for (String problem : problems) {
      String near = "";
      for (Piece piece : scan.pieces()) {
        if (piece instanceof Piece.Unknown(String word) && problem.contains("`" + word + "`")) {
          near = NearMatch.question(word, known).map(question -> "; " + question).orElse("");
        }
      }
      told.add(problem + near);
    }
    return new Reading.Unclear(told, Completions.EXAMPLES);
  }

  /** Ways to go on with the beginning of a question; at most eight. */
  public List<String> completions(String beginning, KnownNames names) {
    return new Completions(vocabulary).of(beginning, names);
  }
}
