package dev.signalbox.gateway.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonalDataTest {
  private static final Scanner SCANNER = new Scanner(new Scanner.Scope(false, true, List.of()));
  private static final Drawn DRAWN = new Drawn(3);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EMAIL      | jane.doe+news@mail.example.org",
        "EMAIL      | o'neill@xn--bcher-kva.example",
        "US_SSN     | 219-09-9999",
        "IP_ADDRESS | 81.2.69.142",
        "IP_ADDRESS | 2001:db8:85a3:8d3:1319:8a2e:370:7348",
        "IP_ADDRESS | 2001:db8::17",
        "PHONE      | +1 202 555 0123",
        "PHONE      | +49 30 901820",
        "PHONE      | (202) 555-0123",
        "PHONE      | 001-202-555-0123",
      })
  void findsEachType(String type, String value) {
    assertThat(SCANNER.scan("write " + value + ", please"))
        .containsExactly(new Finding(type, 6, 6 + value.length(), Category.PII));
  }

  @ParameterizedTest
  @CsvSource({"4,16", "51,16", "37,15", "6011,16", "2221,16", "36,14"})
  void findsCardsOfEveryIssuerByTheirCheckDigit(String prefix, int length) {
    String card = DRAWN.card(prefix, length);
    String other = card.substring(0, length - 1) + (card.charAt(length - 1) - '0' + 1) % 10;

    assertThat(SCANNER.scan("pay with " + card + " now"))
        .containsExactly(new Finding("CREDIT_CARD", 9, 9 + length, Category.PII));
    assertThat(SCANNER.scan("pay with " + other + " now")).isEmpty();
  }

  @Test
  void findsCardsInGroupsOfFour() {
    String grouped = DRAWN.card("4", 16).replaceAll("(.{4})(?=.)", "$1 ");

    assertThat(SCANNER.scan("x " + grouped))
        .containsExactly(new Finding("CREDIT_CARD", 2, 21, Category.PII));
  }

  @ParameterizedTest
  @CsvSource({
    "DE,[0-9]{18}",
    "GB,[A-Z]{4}[0-9]{14}",
    "NL,[A-Z]{4}[0-9]{10}",
    "FR,[0-9]{10}[A-Z0-9]{11}[0-9]{2}"
  })
  void findsAccountsByTheirCheckDigitsInOneAndInGroups(String country, String pattern) {
    String account = DRAWN.account(country, pattern);
    String grouped = account.replaceAll("(.{4})(?=.)", "$1 ");

    assertThat(SCANNER.scan("to " + account + "."))
        .containsExactly(new Finding("IBAN", 3, 3 + account.length(), Category.PII));
    assertThat(SCANNER.scan("to " + grouped + "."))
        .containsExactly(new Finding("IBAN", 3, 3 + grouped.length(), Category.PII));
    assertThat(SCANNER.scan("to " + account.substring(0, account.length() - 1) + ".")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git@github.com:acme/app.git and user@host",
        "npm i @types/node@16.1.7 and icon@2x.png",
        "postgres://app:pw1234@db.example.net/main",
        "version 1.2.3.4 of v4.3.2.1 at 127.0.0.1 and 0.0.0.0",
        "::1 and std::vector and 12:30:59 and a::b",
        "000-12-3456 / 666-12-3456 / 123-00-4567 / 912-12-1234",
        "2026-11-26 10:11:12 and 2026/11/26",
        "ts=1630369622012 seq=3285127324507017",
        "ratio 3.14159265358979 and 0x51210487",
        "range 355-585 bytes 5772008-1629470/80347886",
        "SELECT * FROM t WHERE id IN (354883176,308925472)",
        "uuid 6f1c8797-5776-4511-a260-525333350332",
        "lat 52.503665 lon 13.464171",
        "ISBN 978-8-4290-0028-9",
      })
  void leavesWhatOnlyLooksAlike(String text) {
    assertThat(SCANNER.scan(text)).isEmpty();
  }

  @Test
  void takesNationalNumbersForPhonesWhereAWordSaysSo() {
    assertThat(SCANNER.scan("call me on 450 0840 or so"))
        .containsExactly(new Finding("PHONE", 11, 19, Category.PII));
    assertThat(SCANNER.scan("part 450 0840 or so")).isEmpty();
  }
}
