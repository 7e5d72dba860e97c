package dev.signalbox.analytics.budget;

/**
 * What one subject spends in one period.
 *
 * @param subject of at most {@link #MOST_CHARACTERS}; empty text for everything
 * @param startMillis when the period begins
 */
public record Account(Scope scope, String subject, Period.Unit period, long startMillis) {
  private static final int MOST_CHARACTERS = 128;

  public Account {
    if (subject.length() > MOST_CHARACTERS || subject.indexOf('\0') >= 0) {
      String clean = subject.replace('\0', '?');
      subject = clean.substring(0, Math.min(clean.length(), MOST_CHARACTERS));
    }
  }
}
