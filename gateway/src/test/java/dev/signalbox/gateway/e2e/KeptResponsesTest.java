package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of the Responses API that are kept in the database. */
final class KeptResponsesTest {
  private static final String SECRET = "the heron nests at noon";
  private static final String CONFIG =
      ClientApi.providers("") + "[responses]\nkeep_in = \"database\"\n";

  @TempDir private Path folder;

  private RunningGateway started() {
    return new RunningGateway(CONFIG, SimulatorOptions.standard(), folder);
  }

  private static String asked(String text, String more) {
    return "{\"model\": \"p-chat/sim-mini\", \"input\": \"%s\"%s}".formatted(text, more);
  }

  private static String answered(RunningGateway gateway) {
    return new Control(gateway, "").post("/v1/responses", asked(SECRET, "")).at("/id").asText();
  }

  private static Control.Answer continued(RunningGateway gateway, String id) {
    return new Control(gateway, "")
        .post("/v1/responses", asked("go on", ", \"previous_response_id\": \"%s\"".formatted(id)));
  }

  @Test
  void theyOutliveARestartAndNobodyReadsThemInTheFiles() throws IOException {
    String id;
    try (RunningGateway gateway = started()) {
      id = answered(gateway);
    }

    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).anyMatch(file -> file.endsWith("captures.db"));
      for (Path file : all) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
      }
    }
    try (RunningGateway gateway = started()) {
      assertThat(continued(gateway, id).status()).isEqualTo(200);
      assertThat(gateway.simulator().received().getLast().body().toString())
          .contains(SECRET, "go on");
    }
  }

  @Test
  void oneThatWasChangedThereIsNotKept() throws SQLException {
    try (RunningGateway gateway = started()) {
      String id = answered(gateway);
      String path = "/v1/responses/" + id;
      Control anybody = new Control(gateway, "");
      Eventually.get("it is stored", this::stored, rows -> rows == 1);
      assertThat(anybody.get(path).status()).isEqualTo(200);

      change("update conversations set body = substr(body, 1, length(body) - 1)");

      assertThat(anybody.get(path).status()).isEqualTo(404);
      assertThat(continued(gateway, id).status()).isEqualTo(400);
    }
  }

  @Test
  void whileTheyCannotBeReadTheClientIsToldToComeAgain() throws SQLException {
    try (RunningGateway gateway = started()) {
      String id = answered(gateway);
      Eventually.get("it is stored", this::stored, rows -> rows == 1);

      change("alter table conversations rename to gone");

      Control.Answer answer = continued(gateway, id);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.at("/error/message").asText())
          .isEqualTo("the answers that are kept in the database cannot be reached at the moment");
    }
  }

  private int stored() {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      return statement.executeQuery("select count(*) from conversations").getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/captures.db"));
  }
}
