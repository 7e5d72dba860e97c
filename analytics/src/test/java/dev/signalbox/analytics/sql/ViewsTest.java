package dev.signalbox.analytics.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.seed.Seed;
import dev.signalbox.analytics.seed.SeededFacts;
import dev.signalbox.analytics.store.TestPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the words about the views in step with the views, and the documentation with the words. */
final class ViewsTest {
  @TempDir private Path folder;

  @Test
  void namesEveryColumnOfEveryViewOnBothDatabases() throws SQLException {
    Path file = folder.resolve("signalbox.db");
    SeededFacts.sqlite(file, Seed.SPARSE);
    try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
        Connection postgres = DriverManager.getConnection(TestPlaces.server().url())) {
      SeededFacts.postgres(postgres, Seed.SPARSE);
      for (View view : Views.all()) {
        List<String> told = view.columns().stream().map(ViewColumn::name).toList();
        assertThat(columns(sqlite, view)).as(view.name()).containsExactlyInAnyOrderElementsOf(told);
        assertThat(columns(postgres, view))
            .as(view.name())
            .containsExactlyInAnyOrderElementsOf(told);
      }
    }
  }

  private static List<String> columns(Connection connection, View view) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + view.name())) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        columns.add(rows.getMetaData().getColumnLabel(i));
      }
      return columns;
    }
  }

  @Test
  void areDocumentedAsTheyAre() throws IOException {
    StringBuilder text = new StringBuilder();
    Views.all().forEach(view -> append(view, text));
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/ask-views.md"), text);

    assertThat(Files.readString(Path.of("../docs/ask.md")))
        .endsWith(text.toString().strip() + "\n");
  }

  private static void append(View view, StringBuilder text) {
    text.append("### `").append(view.name()).append("`\n\n");
    text.append(view.meaning()).append(".\n\n| column | type | meaning |\n| --- | --- | --- |\n");
    for (ViewColumn column : view.columns()) {
      text.append("| `").append(column.name()).append("` | ");
      text.append(column.type().name().toLowerCase(Locale.ROOT)).append(" | ");
      text.append(meaning(column)).append(" |\n");
    }
    text.append('\n');
  }

  /** The meaning with the unit, and the values where they are few. */
  private static String meaning(ViewColumn column) {
    String unit = column.unit().isEmpty() ? "" : " (" + column.unit() + ")";
    List<String> values =
        column.allowed().stream()
            .map(value -> value.isEmpty() ? "empty" : "`" + value + "`")
            .toList();
    String allowed = values.isEmpty() ? "" : "; one of " + String.join(", ", values);
    return column.meaning() + unit + allowed;
  }
}
