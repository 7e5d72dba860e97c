import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * What a figure is to reach.
 *
 * @param reach as the table says it
 * @param reached whether a figure does
 * @param aim what is aimed for then, as the table says it
 * @param aimed whether a figure does that
 */
record Goal(String reach, DoublePredicate reached, String aim, DoublePredicate aimed) {
  /** For rows that only inform. */
  static final Goal NONE = new Goal("", _ -> true, "", _ -> false);

  static Goal atLeast(double reach, double aim) {
    return new Goal(
        "≥ " + plain(reach), figure -> figure >= reach, plain(aim), figure -> figure >= aim);
  }

  static Goal atMost(double reach, double aim) {
    return new Goal(
        "≤ " + plain(reach), figure -> figure <= reach, plain(aim), figure -> figure <= aim);
  }

  static Goal atMost(double reach) {
    return new Goal("≤ " + plain(reach), figure -> figure <= reach, "", _ -> false);
  }

  /** What the table says of {@code figure}: whether it reaches this. */
  String mark(OptionalDouble figure) {
    if (reach.isEmpty()) {
      return "";
    }
    if (figure.isEmpty()) {
      return "void";
    }
    return aimed.test(figure.getAsDouble())
        ? "aim reached"
        : reached.test(figure.getAsDouble()) ? "reached" : "**missed**";
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : Double.toString(number);
  }
}
