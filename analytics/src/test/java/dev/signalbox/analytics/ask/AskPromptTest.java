package dev.signalbox.analytics.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.seed.SeededFacts;
import dev.signalbox.analytics.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The prompt as a whole; what it is now is left in target/ask-prompt.txt. */
final class AskPromptTest {
  @Test
  void isAsItWasLastLookedAt() throws IOException {
    KnownNames names =
        KnownNames.of(
            Map.of(
                Dimension.PROJECT, List.of("checkout", "o'brien"),
                Dimension.MODEL, List.of("gpt-5-mini")));
    Templates.Setting setting =
        new Templates.Setting(SeededFacts.NOW, ZoneId.of("Europe/Berlin"), names, Duration.ZERO);

    ModelPort.Prompt prompt =
        AskPrompt.of(
            "Which project grumbles?",
            Dialect.SQLITE,
            setting,
            List.of(new Verified.Pair("requests today", "select count(*) from requests")));

    String text = prompt.system() + "\n----\n" + prompt.user() + "\n";
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/ask-prompt.txt"), text);
    assertThat(text).isEqualTo(Files.readString(Path.of("src/test/resources/ask/prompt.txt")));
  }
}
