package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/api.md on routing, run in their order against the demo: each answers 200,
 * and with every field that the answer below it shows.
 */
final class ApiExamplesIT {
  private static final Pattern EXAMPLE =
      Pattern.compile("```sh\n(curl .*?)\n```(?:\n\n```json\n(.*?)\n```)?", Pattern.DOTALL);
  private static final Pattern DECISION = Pattern.compile("d_[0-9A-Za-z]{24}");

  @TempDir Path folder;

  /**
   * What the document shows.
   *
   * @param answer JSON of which the answer has all fields; empty where none stands below it
   */
  private record Example(String command, Optional<String> answer) {}

  @Test
  void everyExampleAnswersAsTheDocumentSays() throws IOException {
    List<Example> examples = examples();
    try (Gateway gateway = Gateway.demo(folder)) {
      String decision = "";
      for (Example example : examples) {
        String command = DECISION.matcher(example.command()).replaceAll(decision);
        Http.Reply reply = CurlLine.of(command).to(gateway.address()).run();

        assertThat(reply.status()).as("%s gives %s", command, reply.body()).isEqualTo(200);
        example
            .answer()
            .ifPresent(
                shown -> Shown.assertShows(reply.json(), Talk.json(shown), "answer to " + command));
        decision = reply.header("x-signalbox-decision").orElse(decision);
      }
    }
    assertThat(examples).hasSizeGreaterThan(10);
  }

  private static List<Example> examples() throws IOException {
    String document =
        Files.readString(Path.of(System.getProperty("basedir", ""), "..", "docs", "api.md"));
    int from = document.indexOf("\n## Routing, asked and looked back at\n");
    int until = document.indexOf("\n## ", from + 1);
    Matcher example = EXAMPLE.matcher(document.substring(from, until));
    List<Example> examples = new ArrayList<>();
    while (example.find()) {
      examples.add(new Example(example.group(1), Optional.ofNullable(example.group(2))));
    }
    return examples;
  }
}
