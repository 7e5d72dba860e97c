package dev.signalbox.signals.prompt;

/**
 * What of a request says what it is about: the last turn of the user, and which system prompt it
 * has. Earlier turns do not count, so that a conversation is placed by what is asked now.
 *
 * @param turn what is read of the last turn
 * @param system a number that stands for the system prompt; 0 for none
 */
public record PromptText(String turn, long system) {
  /** UTF-16 units that are read of a long turn's beginning, where tasks are mostly said. */
  static final int HEAD = 1_280;

  /** UTF-16 units that are read of its end, where questions about a long text mostly stand. */
  static final int TAIL = 768;

  /** Length of what a system prompt adds, where what the turn means has 1. */
  private static final double SYSTEM_SHARE = 0.5;

  /** Letters of a system prompt that tell it from others. */
  static final int SYSTEM_LETTERS = 256;

  /**
   * The text of a request.
   *
   * @param lastTurn all texts of the last turn of the user
   * @param system the system prompt; only its first letters count, so that neither dates nor case
   *     nor white space make it another
   */
  public static PromptText of(String lastTurn, String system) {
    return new PromptText(bounded(lastTurn), numberOf(system));
  }

  /**
   * What {@code turn} means with the share of the system prompt added, of length 1 or all zeros.
   */
  public float[] marked(float[] meaning) {
    float[] vector = Vectors.normalize(meaning.clone());
    if (system == 0) {
      return vector;
    }
    Vectors.addDirection(vector, system, SYSTEM_SHARE);
    return Vectors.normalize(vector);
  }

  private static String bounded(String turn) {
    return turn.length() <= HEAD + TAIL
        ? turn
        : turn.substring(0, HEAD) + " " + turn.substring(turn.length() - TAIL);
  }

  /** FNV-1a, 64 bits, over the first letters in lower case. */
  private static long numberOf(String system) {
    long hash = 0xcbf29ce484222325L;
    int letters = 0;
    for (int i = 0; i < system.length() && letters < SYSTEM_LETTERS; i++) {
      char letter = system.charAt(i);
      if (Character.isLetter(letter)) {
        hash = (hash ^ Character.toLowerCase(letter)) * 0x100000001b3L;
        letters++;
      }
    }
    return letters == 0 ? 0 : hash;
  }
}
