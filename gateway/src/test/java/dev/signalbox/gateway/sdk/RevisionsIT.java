package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Revisions are named by content: two processes with the same file have the same ones. */
final class RevisionsIT {
  private static final String CONFIG =
      """
      [[providers]]
      id = "sim"
      provider_type = "simulator"
      protocol = "openai_chat"
      maker = "openai"
      models = ["gpt-4o", "gpt-4o-mini", "gpt-6-sol"]
      regions = ["us", "eu", "local"]
      clearances = ["pii", "gdpr", "hipaa"]
      [profiles.mine]
      requires = ["tools", "vision", "json_schema"]
      regions = ["us", "eu", "local"]
      [[rules]]
      name = "some"
      projects = ["a", "b", "c", "d"]
      deny = ["sim/gpt-4o"]
      """;

  @Test
  void areTheSameInTwoProcesses() {
    assertThat(revisions()).isEqualTo(revisions());
  }

  /** Of the configuration as it is served, and of what is decided on. */
  private static String revisions() {
    try (Gateway gateway = Gateway.start(CONFIG)) {
      JsonNode health = Http.send(Http.Ask.get(gateway.at("/health"))).good().json();
      JsonNode decision =
          Http.send(Http.Ask.post(gateway.at("/v1/route"), "{\"model\": \"auto\"}")).good().json();
      String config = health.at("/config/revision").asText();
      assertThat(config).isNotEmpty();
      return config
          + decision.at("/revisions/config")
          + decision.at("/revisions/catalog")
          + decision.at("/revisions/prices")
          + decision.at("/revisions/quality");
    }
  }
}
