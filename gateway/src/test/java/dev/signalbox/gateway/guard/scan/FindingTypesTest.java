package dev.signalbox.gateway.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class FindingTypesTest {
  private static final Pattern TYPE = Pattern.compile("`([A-Z0-9_]+)`");

  @Test
  void theDocumentationListsThemAndNoOthers() throws IOException {
    String page = Files.readString(Path.of("../docs/guard.md"));
    String list = page.substring(page.indexOf("\n## Types\n")).split("\n## (?!Types)", 2)[0];

    List<String> named = TYPE.matcher(list).results().map(found -> found.group(1)).toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(FindingTypes.all());
  }
}
