package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration-reference.md} in step with the declared keys. */
final class ReferencePageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration-reference.md");
  private static final Path MADE = Path.of("target", "configuration-reference.md");

  @Test
  void isWhatTheDeclarationsSay() throws IOException {
    Files.createDirectories(MADE.getParent());
    Files.writeString(MADE, ReferencePage.text());

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("it is out of date: copy gateway/%s over it", MADE)
        .isEqualTo(ReferencePage.text());
  }

  @Test
  void hasARowForEveryKey() {
    String page = ReferencePage.text();

    assertThat(DeclaredKey.all())
        .hasSizeGreaterThan(200)
        .allSatisfy(
            declared -> {
              String name = declared.key().name();
              assertThat(page).containsAnyOf("| `" + name + "`", "## " + name + "\n");
            });
  }
}
