package dev.signalbox.engine.explain;

import dev.signalbox.engine.routing.Figure;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.engine.routing.Statement;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sentence for a reason. */
public final class ReasonText {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9_]+)}");

  private ReasonText() {}

  /** The sentence for {@code reason}: lower case, without a full stop, figures with units. */
  public static String sentence(Reason reason) {
    return sentence(reason.statement());
  }

  /**
   * The sentence of {@code statement} with its figures.
   *
   * @throws IllegalArgumentException if it has a place for a figure that is not there
   */
  static String sentence(Statement statement) {
    return PLACE
        .matcher(statement.sentence())
        .replaceAll(place -> Matcher.quoteReplacement(words(figureAt(place, statement))));
  }

  private static Figure figureAt(MatchResult place, Statement statement) {
    return statement.figures().stream()
        .filter(figure -> figure.name().equals(place.group(1)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no figure %s".formatted(statement.code(), place.group())));
  }

  private static String words(Figure figure) {
    return switch (figure) {
      case Figure.Text(_, var value) -> value;
      case Figure.Slug(_, var value) -> value.replace('_', ' ');
      case Figure.Texts texts -> words(texts);
      case Figure.Moment(_, var at) -> Figures.moment(at);
      case Figure.Amount amount -> words(amount);
    };
  }

  private static String words(Figure.Texts texts) {
    return switch (texts.listing()) {
      case ALL -> String.join(", ", texts.values());
      case ANY -> Figures.oneOf(texts.values());
      case QUOTED ->
          texts.values().stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
    };
  }

  private static String words(Figure.Amount amount) {
    long value = amount.value();
    return switch (amount.unit()) {
      case NANO_DOLLARS -> Figures.dollars(value);
      case MILLIS -> Figures.millis(value);
      case TOKENS -> Figures.tokens(value);
      case PERCENT -> value + " %";
      case QUALITY -> Figures.points(value);
      case PLACE -> Figures.ordinal(value);
      case PIECES -> Figures.count(value);
    };
  }
}
