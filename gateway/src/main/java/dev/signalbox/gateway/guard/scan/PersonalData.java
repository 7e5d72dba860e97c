package dev.signalbox.gateway.guard.scan;

/**
 * Finds personal data: electronic addresses at their {@code @}, IPv6 addresses at their first
 * colon, and everything that is made of digits at its first digit. One look at each character; what
 * was taken for a number is not read again.
 */
final class PersonalData {
  private final Numbers numbers = new Numbers();

  void find(Reading reading) {
    char[] text = reading.characters();
    int i = 0;
    while (i < text.length) {
      char c = text[i];
      if (c > '@') {
        i++;
      } else if (c >= '0' && c <= '9') {
        i = numbers.find(reading, i);
      } else if (c == ':') {
        i = Ipv6.find(reading, i);
      } else {
        if (c == '@') {
          Emails.find(reading, i);
        }
        i++;
      }
    }
  }
}
