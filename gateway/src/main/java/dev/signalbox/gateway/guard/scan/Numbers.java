package dev.signalbox.gateway.guard.scan;

import java.util.List;

/**
 * Tells what a row of digits is: an IPv4 address, a social security number, a card, an account, a
 * phone number.
 */
final class Numbers {
  private static final List<int[]> CARD_GROUPS =
      List.of(
          new int[] {4, 4, 4, 4},
          new int[] {4, 6, 5},
          new int[] {4, 6, 4},
          new int[] {4, 4, 4, 4, 3},
          new int[] {4, 4, 4, 1});
  private static final int MIN_PHONE = 7;
  private static final int MAX_PHONE = 15;

  private final Phones phones = new Phones();

  /** Looks at the number that begins at {@code first} and says where to go on. */
  int find(Reading reading, int first) {
    int account = Ibans.find(reading, first);
    if (account > 0) {
      return account;
    }
    DigitGroups number = DigitGroups.at(reading, first);
    if (number.groups().isEmpty() || number.digitCount() < 4) {
      return number.next();
    }
    boolean known =
        ipv4(reading, number) || socialSecurity(reading, number) || card(reading, number);
    int digits = number.digitCount();
    if (!known && digits >= MIN_PHONE && digits <= MAX_PHONE) {
      phones.find(reading, number);
    }
    return number.next();
  }

  private static boolean ipv4(Reading reading, DigitGroups number) {
    if (number.groups().size() < 4) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      DigitGroups.Group group = number.groups().get(i);
      boolean dotted = i == 0 || group.separator().equals(".");
      if (!dotted
          || group.length() > 3
          || Integer.parseInt(reading.slice(group.start(), group.end())) > 255
          || (group.length() > 1 && reading.at(group.start()) == '0')) {
        return false;
      }
    }
    int start = number.groups().getFirst().start();
    int end = number.groups().get(3).end();
    boolean longer = number.groups().size() > 4 && number.groups().get(4).separator().equals(".");
    if (longer || reading.at(start - 1) == '.' || reading.at(start - 1) == '-') {
      return longer;
    }
    String address = reading.slice(start, end);
    boolean nobody =
        address.startsWith("127.") || address.startsWith("0.") || address.equals("255.255.255.255");
    if (!nobody && !Context.of(reading, start, end).saysVersion()) {
      reading.found("IP_ADDRESS", start, end, Rank.PERSONAL);
    }
    return true;
  }

  /** Area, group and serial number in the ranges that are given out. */
  private static boolean socialSecurity(Reading reading, DigitGroups number) {
    boolean spaced = number.isGrouped(" ", 3, 2, 4);
    if (!spaced && !number.isGrouped("-", 3, 2, 4)) {
      return false;
    }
    String digits = number.digits(reading);
    boolean given =
        !digits.startsWith("000")
            && !digits.startsWith("666")
            && digits.charAt(0) != '9'
            && !digits.startsWith("00", 3)
            && !digits.endsWith("0000");
    if (!given
        || (spaced && !Context.of(reading, number.start(), number.end()).saysSocialSecurity())) {
      return false;
    }
    reading.found("US_SSN", number.groups().getFirst().start(), number.end(), Rank.PERSONAL);
    return true;
  }

  private static boolean card(Reading reading, DigitGroups number) {
    int count = number.digitCount();
    if (count < 12 || count > 19 || reading.at(number.start()) == '+' || !isGroupedAsCard(number)) {
      return false;
    }
    String digits = number.digits(reading);
    if (!hasLuhn(digits)) {
      return false;
    }
    Context context = Context.of(reading, number.start(), number.end());
    boolean plain = number.groups().size() == 1;
    boolean issued = hasIssuer(digits);
    if (context.saysCard() || (issued && !(plain && context.saysCounter()))) {
      reading.found("CREDIT_CARD", number.groups().getFirst().start(), number.end(), Rank.PERSONAL);
      return true;
    }
    return false;
  }

  private static boolean isGroupedAsCard(DigitGroups number) {
    return number.groups().size() == 1
        || CARD_GROUPS.stream()
            .anyMatch(lengths -> number.isGrouped(" ", lengths) || number.isGrouped("-", lengths));
  }

  /** Whether the first digits are those of an issuer of cards of this length (ISO/IEC 7812). */
  private static boolean hasIssuer(String digits) {
    int length = digits.length();
    int two = Integer.parseInt(digits.substring(0, 2));
    int four = Integer.parseInt(digits.substring(0, 4));
    return switch (digits.charAt(0)) {
      case '4' -> length == 13 || length == 16 || length == 19;
      case '5' -> length == 16 && two >= 51 && two <= 55;
      case '2' -> (length == 16 && four >= 2221 && four <= 2720) || (length == 15 && four == 2131);
      case '1' -> length == 15 && four == 1800;
      case '3' ->
          (length == 15 && (two == 34 || two == 37))
              || (length == 16 && two == 35)
              || (length == 14 && (two == 30 || two == 36 || two == 38 || two == 39));
      case '6' -> length >= 16 && (four == 6011 || two == 65 || two == 64 || two == 62);
      default -> false;
    };
  }

  static boolean hasLuhn(String digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      int value = twice ? 2 * digit : digit;
      sum += value > 9 ? value - 9 : value;
      twice = !twice;
    }
    return sum % 10 == 0 && !digits.chars().allMatch(c -> c == digits.charAt(0));
  }
}
