package dev.signalbox.gateway.migrate;

/**
 * What became of one key of a file that was imported.
 *
 * @param key where it stands, such as {@code router_settings.num_retries}
 * @param line its line; 0 where it has none
 * @param as what it is now; empty text where it is nothing
 * @param note how and why it is not the same, or what to do instead; empty text where there is
 *     nothing to say
 */
public record Finding(String key, int line, Outcome outcome, String as, String note) {
  /** Whether a key has a counterpart. */
  public enum Outcome {
    TAKEN("taken"),
    APPROXIMATED("approximated"),
    WITHOUT("without an equivalent");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** The finding as a sentence, without the key. */
  String sentence() {
    String beginning =
        switch (outcome) {
          case TAKEN, APPROXIMATED -> outcome.words() + " as " + as;
          case WITHOUT -> outcome.words();
        };
    return note.isEmpty() ? beginning : beginning + ": " + note;
  }
}
