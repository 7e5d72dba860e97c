package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P06, P09 and P10: databases that the packaged program must not touch. */
final class RefusedStoreIT {
  @TempDir Path folder;

  @Test
  @DisplayName(
      "P06 a file that is no database is left as it is, and the start ends with a sentence")
  void aFileThatIsNoDatabaseIsLeftAsItIs() throws IOException {
    Path file = Files.createDirectories(folder.resolve("data")).resolve(Area.CONTROL.fileName());
    String notes = "what somebody wrote down ".repeat(400);
    Files.writeString(file, notes);

    assertRefused("the database `control` is broken or not one of ours", "nothing was changed");

    assertThat(file).hasContent(notes);
  }

  @Test
  @DisplayName(
      "P10 a database of a newer program is left as it is, and the start ends with a sentence")
  void aDatabaseOfANewerProgramIsLeftAsItIs() throws IOException, SQLException {
    Path file = folder.resolve("data").resolve(Area.FACTS.fileName());
    try (Database database = Database.open(new Place.Folder(folder.resolve("data")));
        Connection connection = database.writing(Area.FACTS)) {
      for (String sql :
          new String[] {
            "insert into flyway_schema_history (installed_rank, version, description, type, script,"
                + " installed_by, execution_time, success)"
                + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, true)",
            "update schema_state set fingerprint = 'later'"
          }) {
        try (var statement = connection.prepareStatement(sql)) {
          statement.executeUpdate();
        }
      }
    }
    byte[] before = Files.readAllBytes(file);

    assertRefused("is at version 99, which this program does not know", "start a newer one");

    assertThat(file).hasBinaryContent(before);
  }

  @Test
  @DisplayName(
      "P09 a second program on the same folder ends with a sentence, and the first goes on")
  void aSecondProgramEndsWithASentence() {
    try (Gateway first = Gateway.of(PackagedProgram.start(folder, "serve", "-p", "0"))) {
      assertRefused("are in use by another process", "`database.dir`");

      assertThat(Http.send(Http.Ask.get(first.at("/health"))).good().json().at("/store/status"))
          .hasToString("\"ok\"");
    }
  }

  private void assertRefused(String... said) {
    PackagedProgram.Finished serve = PackagedProgram.run(folder, "serve", "-p", "0");

    assertThat(serve.code()).isEqualTo(1);
    assertThat(serve.lines())
        .filteredOn(line -> line.startsWith("signalbox: "))
        .singleElement()
        .satisfies(line -> assertThat(line).contains(said));
    assertThat(serve.lines())
        .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
  }
}
