package dev.signalbox.gateway.guard.scan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A rule of the operator: a regular expression that takes linear time.
 *
 * @param type how findings, receipts and placeholders name it
 */
public record OwnRule(String type, Pattern pattern) {
  /** So many places of one rule in one text; what comes after them is one finding. */
  private static final int MAX_PLACES = 10_000;

  void find(String text, Reading reading) {
    Matcher matcher = pattern.matcher(text);
    int places = 0;
    while (places < MAX_PLACES && matcher.find()) {
      if (matcher.end() > matcher.start()) {
        reading.found(type, matcher.start(), matcher.end(), Rank.OWN);
        places++;
      }
    }
    if (places == MAX_PLACES && matcher.end() < text.length()) {
      reading.found(type, matcher.end(), text.length(), Rank.OWN);
    }
    reading.count(text.length());
  }
}
