package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another gateway's file is imported by the packaged program, checked, started and asked. */
final class ImportIT {
  private static final String LITELLM =
      """
      model_list:
        - model_name: the-old-name
          litellm_params:
            model: openai/sim-chat
            api_base: UPSTREAM/v1
            api_key: operator-key
            rpm: 600
      general_settings:
        master_key: sk-the-old-key
      """;

  @TempDir Path folder;

  @Test
  void aClientOfTheOldGatewayIsAnsweredByItsNameAndKey() throws IOException {
    try (Gateway upstream = Gateway.start()) {
      Files.writeString(
          folder.resolve("litellm.yaml"),
          LITELLM.replace("UPSTREAM", upstream.address().toString()));

      PackagedProgram.Finished imported =
          PackagedProgram.run(
              folder, "import", "litellm.yaml", "-o", "config.toml", "--report", "report.json");
      PackagedProgram.Finished check = PackagedProgram.run(folder, "check");

      assertThat(imported.code()).as("%s", imported).isEqualTo(0);
      assertThat(check.code()).as("%s", check).isEqualTo(0);
      assertThat(Files.readString(folder.resolve("report.json")))
          .contains("\"general_settings.master_key\"")
          .doesNotContain("sk-the-old-key");
      try (Gateway gateway =
          Gateway.of(PackagedProgram.start(folder, "serve", "-c", "config.toml", "-p", "0"))) {
        Http.Ask ask =
            Http.Ask.post(
                gateway.at("/v1/chat/completions"),
                "{\"model\": \"the-old-name\","
                    + " \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}");
        assertThat(Http.send(ask).status()).isEqualTo(401);
        assertThat(
                Http.send(ask.with("authorization", "Bearer sk-the-old-key"))
                    .good()
                    .json()
                    .at("/choices/0/message/content")
                    .asText())
            .startsWith("[simulated]");
      }
    }
  }
}
