package dev.signalbox.signals.prompt;

/** What a code point is to BERT's tokenizer. */
final class Letters {
  private Letters() {}

  /** What a code point does. */
  enum Kind {
    /** Belongs to a word. */
    PART,
    /** Stands between words. */
    SPACE,
    /** Is a word by itself: signs, and letters of Chinese. */
    ALONE,
    /** Is as if it were not there: accents, marks of control. */
    NOTHING
  }

  /** What {@code letter} does in a text whose accents stand apart (NFD). */
  static Kind kindOf(int letter) {
    return letter < 128 ? ascii(letter) : beyond(letter);
  }

  private static Kind ascii(int letter) {
    if (letter <= ' ') {
      boolean space = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
      return space ? Kind.SPACE : Kind.NOTHING;
    }
    if (letter == 127) {
      return Kind.NOTHING;
    }
    boolean part =
        (letter >= 'a' && letter <= 'z')
            || (letter >= 'A' && letter <= 'Z')
            || (letter >= '0' && letter <= '9');
    return part ? Kind.PART : Kind.ALONE;
  }

  private static Kind beyond(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK,
          Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          Kind.NOTHING;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          Kind.SPACE;
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          Kind.ALONE;
      default -> letter == 0xFFFD ? Kind.NOTHING : isChinese(letter) ? Kind.ALONE : Kind.PART;
    };
  }

  /** The blocks of CJK ideographs that BERT splits at; kana and Hangul are not among them. */
  private static boolean isChinese(int letter) {
    return (letter >= 0x4E00 && letter <= 0x9FFF)
        || (letter >= 0x3400 && letter <= 0x4DBF)
        || (letter >= 0xF900 && letter <= 0xFAFF)
        || (letter >= 0x20000 && letter <= 0x2CEAF)
        || (letter >= 0x2F800 && letter <= 0x2FA1F);
  }
}
