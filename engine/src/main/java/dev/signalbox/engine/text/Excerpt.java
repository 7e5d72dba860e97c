package dev.signalbox.engine.text;

/** The beginning of a text that may be longer than there is room for. */
public final class Excerpt {
  private Excerpt() {}

  /**
   * The first {@code most} UTF-16 units of {@code text}, one less where that would be half a
   * character.
   *
   * @param most at least 1
   */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** The same, and {@code …} where something is left out. */
  public static String of(String text, int most) {
    return text.length() <= most ? text : cut(text, most) + "…";
  }
}
