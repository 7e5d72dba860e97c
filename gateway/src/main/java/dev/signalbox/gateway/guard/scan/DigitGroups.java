package dev.signalbox.gateway.guard.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * Digits as people write them: groups with one sign or a bracket between.
 *
 * @param start of the whole, with a plus sign or bracket in front
 * @param next where to go on reading, after everything that was looked at
 */
record DigitGroups(int start, List<Group> groups, int next) {
  private static final int MAX_LENGTH = 44;
  private static final CharSet BETWEEN = CharSet.of(" ./()-");
  private static final CharSet ADJACENT = CharSet.of("A-Za-z_");

  /**
   * @param separator what stands before it; empty before the first
   */
  record Group(int start, int end, String separator) {
    int length() {
      return end - start;
    }
  }

  static DigitGroups at(Reading reading, int first) {
    List<Group> groups = new ArrayList<>();
    int at = first;
    String separator = "";
    int next = first;
    while (at - first < MAX_LENGTH) {
      int end = reading.runEnd(at, CharSet.DIGITS, Integer.MAX_VALUE);
      next = end;
      boolean word =
          ADJACENT.has(reading.at(end))
              || (groups.isEmpty() && ADJACENT.has(reading.at(first - 1)));
      if ((word && !groups.isEmpty()) || end - at > MAX_LENGTH) {
        break;
      }
      if (word) {
        return new DigitGroups(first, List.of(), end);
      }
      groups.add(new Group(at, end, separator));
      int after = reading.runEnd(end, BETWEEN, 3);
      separator = reading.slice(end, after);
      if (!CharSet.DIGITS.has(reading.at(after)) || !joins(separator)) {
        break;
      }
      at = after;
    }
    return new DigitGroups(start(reading, first), List.copyOf(groups), next);
  }

  private static boolean joins(String separator) {
    return (separator.length() == 1 && !separator.equals(")") && !separator.equals("("))
        || separator.equals(") ")
        || separator.equals(" (")
        || separator.equals(")-")
        || separator.equals(")");
  }

  private static int start(Reading reading, int first) {
    int start = first;
    if (reading.at(start - 1) == '(') {
      start--;
    }
    return reading.at(start - 1) == '+' ? start - 1 : start;
  }

  int end() {
    return groups.getLast().end();
  }

  int digitCount() {
    return groups.stream().mapToInt(Group::length).sum();
  }

  String digits(Reading reading) {
    var digits = new StringBuilder();
    groups.forEach(group -> digits.append(reading.slice(group.start(), group.end())));
    return digits.toString();
  }

  /** Whether the groups have these lengths, all with {@code separator} between. */
  boolean isGrouped(String separator, int... lengths) {
    if (groups.size() != lengths.length) {
      return false;
    }
    for (int i = 0; i < lengths.length; i++) {
      Group group = groups.get(i);
      if (group.length() != lengths[i] || (i > 0 && !group.separator().equals(separator))) {
        return false;
      }
    }
    return true;
  }
}
