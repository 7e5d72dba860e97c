package dev.signalbox.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.routing.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReasonTextTest {
  @ParameterizedTest
  @MethodSource("dev.signalbox.engine.explain.ReasonTableTest#rows")
  void isDocumentedWithAllItsFigures(ReasonTableTest.Row row) throws IOException {
    String documented =
        Files.readAllLines(Path.of("../docs/routing.md")).stream()
            .filter(line -> line.startsWith("|") && line.contains("`" + row.code() + "`"))
            .collect(Collectors.joining());

    ObjectNode written = ReasonJson.put(row.reason(), JsonNodeFactory.instance.objectNode());

    assertThat(documented).isNotEmpty();
    assertThat(written.remove(List.of("reason", "text")).properties())
        .extracting(Map.Entry::getKey)
        .allSatisfy(figure -> assertThat(documented).contains("`" + figure + "`"));
  }

  @Test
  void countsPlacesInWords() {
    assertThat(Stream.of(1, 2, 3, 4, 11, 12, 13, 21, 22, 112, 1_003).map(ReasonTextTest::came))
        .containsExactly(
            "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "112th", "1,003rd");
  }

  private static String came(int place) {
    return ReasonText.sentence(new Reason.PlanFull(place, 1)).split("[ ,]+(?=and)|came ", -1)[1];
  }
}
