package dev.signalbox.gateway.guard.scan;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/**
 * Finds phone numbers: international ones that exist in the numbering plan of their country,
 * national ones of the countries with the plainest plans, and, where a word nearby says so, what
 * looks like any.
 */
final class Phones {
  private static final List<String> NATIONAL = List.of("US", "GB", "DE", "FR");
  private static final int MIN_ALONE = 9;

  /**
   * Numbers of one text that are looked up in a plan; those after them need no plan to count as
   * phone numbers.
   */
  private static final int MAX_LOOKUPS = 200;

  private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

  /** Reads the plans that are used most, which takes a while the first time. */
  Phones() {
    NATIONAL.forEach(region -> isValid("2025550123", region));
  }

  void find(Reading reading, DigitGroups number) {
    if (isPhone(reading, number)) {
      reading.found("PHONE", number.start(), number.end(), Rank.PERSONAL);
    }
  }

  private boolean isPhone(Reading reading, DigitGroups number) {
    String written = reading.slice(number.start(), number.end());
    if (looksLikeSomethingElse(reading, number, written)) {
      return false;
    }
    // INVARIANT: once the lookups are used up, the words around are read only where they decide
    boolean unseen = reading.lookups() > MAX_LOOKUPS;
    boolean international = written.startsWith("+") || written.startsWith("(+");
    boolean abroad = written.startsWith("00");
    if (unseen && (international || abroad || isWrittenAsPhone(number))) {
      return true;
    }
    Context context = Context.of(reading, number.start(), number.end());
    if (international) {
      return context.saysPhone() || isValid(reading, written, "ZZ");
    }
    if (abroad && isValid(reading, "+" + written.substring(2), "ZZ")) {
      return true;
    }
    boolean grouped = number.groups().size() > 1;
    if (context.saysPhone()) {
      return grouped || written.startsWith("0") || number.digitCount() >= MIN_ALONE;
    }
    boolean plain = grouped && number.digitCount() >= MIN_ALONE && !context.saysCounter();
    return plain
        && !unseen
        && isWrittenAsPhone(number)
        && NATIONAL.stream().anyMatch(region -> isValid(reading, written, region));
  }

  /**
   * Dates, decimals, ranges, social security numbers that nobody has, and what goes on in front.
   */
  private static boolean looksLikeSomethingElse(
      Reading reading, DigitGroups number, String written) {
    char before = reading.at(number.start() - 1);
    boolean goesOn =
        before == '.'
            || before == '-'
            || before == '/'
            || before == '#'
            || CharSet.WORD.has(before);
    boolean decimal = number.groups().size() == 2 && number.groups().get(1).separator().equals(".");
    boolean date =
        (number.groups().size() >= 3 && isDate(number)) || number.isGrouped("-", 3, 2, 4);
    return goesOn || decimal || date || written.indexOf('/') >= 0;
  }

  private static boolean isDate(DigitGroups number) {
    List<DigitGroups.Group> groups = number.groups();
    return groups.get(0).length() == 4
        && groups.get(1).length() == 2
        && groups.get(2).length() == 2
        && !groups.get(1).separator().equals(" ");
  }

  /** A bracket around the area, or three groups or more, or the two that mobile numbers have. */
  private static boolean isWrittenAsPhone(DigitGroups number) {
    return number.groups().size() >= 3
        || number.groups().stream().anyMatch(group -> group.separator().startsWith(")"));
  }

  private boolean isValid(Reading reading, String written, String region) {
    reading.countLookup();
    return isValid(written, region);
  }

  private boolean isValid(String written, String region) {
    try {
      return plans.isValidNumber(plans.parse(written, region));
    } catch (NumberParseException e) {
      return false;
    }
  }
}
