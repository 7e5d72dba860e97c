package dev.signalbox.gateway.guard.scan;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Finds international bank account numbers by country, length and check digits (ISO 13616). */
final class Ibans {
  private static final String LENGTHS =
      "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 "
          + "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 "
          + "LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 "
          + "SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20";
  private static final Map<String, Integer> BY_COUNTRY = byCountry();

  private Ibans() {}

  private static Map<String, Integer> byCountry() {
    Map<String, Integer> lengths = new HashMap<>();
    for (String entry : LENGTHS.split(" ", -1)) {
      lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
    }
    return Map.copyOf(lengths);
  }

  /**
   * Where to go on after the number whose check digits begin at {@code digit}; -1 if there is none.
   */
  static int find(Reading reading, int digit) {
    int start = digit - 2;
    if (!CharSet.LETTERS.has(reading.at(digit - 1))
        || !CharSet.LETTERS.has(reading.at(start))
        || CharSet.WORD.has(reading.at(start - 1))) {
      return -1;
    }
    Integer length = BY_COUNTRY.get(reading.slice(start, digit).toUpperCase(Locale.ROOT));
    if (length == null) {
      return -1;
    }
    var number = new StringBuilder();
    int at = start;
    while (number.length() < length) {
      char c = reading.at(at);
      if (CharSet.ALPHANUMERIC.has(c)) {
        number.append(Character.toUpperCase(c));
      } else if ((c != ' ' && c != '-') || !CharSet.ALPHANUMERIC.has(reading.at(at - 1))) {
        return -1;
      }
      at++;
    }
    if (CharSet.ALPHANUMERIC.has(reading.at(at)) || !hasCheckDigits(number.toString())) {
      return -1;
    }
    reading.found("IBAN", start, at, Rank.PERSONAL);
    return at;
  }

  static boolean hasCheckDigits(String number) {
    String turned = number.substring(4) + number.substring(0, 4);
    int rest = 0;
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.digit(turned.charAt(i), 36);
      rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    }
    return rest == 1;
  }
}
