package dev.signalbox.gateway.evaluation;

import java.util.Locale;
import java.util.SplittableRandom;

/** What may happen to a prompt without its meaning another. */
final class Noises {
  private Noises() {}

  /** All in capitals. */
  static String shouted(String prompt) {
    return prompt.toUpperCase(Locale.ROOT);
  }

  /** As it comes out of an editor: every tenth space twice, a space before each end of a line. */
  static String loose(String prompt) {
    StringBuilder loose = new StringBuilder();
    int spaces = 0;
    for (int i = 0; i < prompt.length(); i++) {
      char sign = prompt.charAt(i);
      boolean doubled = sign == '\n' || (sign == ' ' && ++spaces % 10 == 0);
      loose.append(doubled ? " " : "").append(sign);
    }
    return loose.append(" \n").toString();
  }

  /** With three spaces for each and two ends of lines for one: a third longer, so dearer too. */
  static String spaced(String prompt) {
    return "  " + prompt.replace(" ", "   ").replace("\n", "\n\n");
  }

  /** A letter in a hundred is another one. */
  static String mistyped(String prompt) {
    SplittableRandom random = new SplittableRandom(prompt.hashCode());
    StringBuilder typed = new StringBuilder(prompt);
    for (int i = 0; i < typed.length(); i++) {
      if (Character.isLetter(typed.charAt(i)) && random.nextInt(100) == 0) {
        typed.setCharAt(i, (char) ('a' + random.nextInt(26)));
      }
    }
    return typed.toString();
  }
}
