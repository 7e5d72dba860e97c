package dev.signalbox.gateway.fuzz;

import dev.signalbox.gateway.guard.scan.Finding;
import dev.signalbox.gateway.guard.scan.Scanner;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The scanner for credentials and personal data: findings lie in the text, in order and apart, and
 * a text that is repeated takes no more work for each of its characters. Choice: encoding.
 */
final class ScannerTarget implements Target {
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE);

  private static final int MOST_STEPS_PER_CHARACTER = 150;
  private static final int FREE_STEPS = 20_000;
  private static final int REPEATED = 20_000;

  private final Scanner scanner = new Scanner(new Scanner.Scope(true, true, List.of()));

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    Charset charset = CHARSETS.get(in.below(CHARSETS.size()));
    boolean repeat = in.below(8) == 1;
    String text = new String(in.rest(), charset);
    if (repeat && !text.isEmpty()) {
      text = text.repeat(Math.max(1, REPEATED / text.length()));
    }
    scan(text);
  }

  private void scan(String text) {
    Scanner.Scan scan = scanner.scanCounted(text);
    int end = 0;
    for (Finding finding : scan.findings()) {
      int before = end;
      Require.that(
          finding.start() >= before && finding.end() <= text.length(),
          () -> "%s in a text of %d, after %d".formatted(finding, text.length(), before));
      end = finding.end();
    }
    Require.that(
        scan.steps() <= FREE_STEPS + (long) MOST_STEPS_PER_CHARACTER * text.length(),
        () -> "%d steps for %d characters".formatted(scan.steps(), text.length()));
  }
}
