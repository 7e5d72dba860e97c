package dev.signalbox.gateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.sdk.CurlLine;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every curl command that the page of docs shows answers as it stands there. */
@ExtendWith(Demo.class)
final class SnippetsIT {
  private static final String READ =
      """
      async () => {
        const { snippets } = await import(new URL('pages/docs/snippets.js', document.baseURI).href);
        return snippets.filter((each) => each.language === 'curl')
            .map(({ id, text }) => [id, text(location.origin, null)]);
      }
      """;

  /** Two commands, the second with a header of the first one's answer. */
  private static final Pattern TWO =
      Pattern.compile(
          "(?<name>\\w+)=\\$\\((?<first>curl .*?)\\|.*\\^(?<header>[\\w-]+): .*?\\)\\n\\n(?<second>.*)",
          Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> answers(Chromium chromium, Gateway gateway) {
    List<DynamicTest> tests = new ArrayList<>();
    try (Visit visit = chromium.visit(gateway.address().toString(), Screen.DESK).open("/docs")) {
      for (Object one : (List<?>) visit.page().evaluate(READ)) {
        List<String> snippet = Visit.lines(one);
        tests.add(DynamicTest.dynamicTest(snippet.get(0), () -> run(snippet.get(1))));
      }
    }
    assertThat(tests).hasSizeGreaterThan(25);
    return tests.stream();
  }

  private static void run(String text) {
    Matcher two = TWO.matcher(text);
    String last = text;
    if (two.matches()) {
      Http.Reply first =
          good(two.group("first").replace("-D - -o /dev/null", "").replace("\\\n", ""));
      String kept = first.header(two.group("header")).orElseThrow();
      last = two.group("second").replace("$" + two.group("name"), kept);
    }
    assertThat(good(last).body()).isNotEmpty();
  }

  private static Http.Reply good(String curl) {
    Http.Reply reply = CurlLine.of(curl.strip()).run();
    assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
    return reply;
  }
}
