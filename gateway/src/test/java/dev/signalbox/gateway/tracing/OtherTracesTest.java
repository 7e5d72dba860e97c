package dev.signalbox.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.simulator.Step;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traces of requests that are served in another way than most. */
final class OtherTracesTest {
  private final TestCollector collector = new TestCollector();

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void twoCallsThatRaceAreBothChildren() {
    try (TracedGateway traced =
        TracedGateway.of(
            TracedGateway.config(collector.origin(), "")
                + "[profiles.balanced]\nhedge_after_ms = 50\nhedge_percent = 100\n")) {
      traced.gateway().script().then(new Step.NoAnswer());

      assertThat(traced.ask("both").statusCode()).isEqualTo(200);
      TestCollector.Tree tree = collector.awaitTree(2);
      List<SeenSpan> calls = tree.calls();

      assertThat(calls.getFirst().attributes())
          .containsEntry("signalbox.hedge", false)
          .containsEntry("signalbox.cancelled", true)
          .containsEntry("signalbox.outcome", "hedge_lost");
      assertThat(calls.getLast().attributes())
          .containsEntry("signalbox.hedge", true)
          .containsEntry("signalbox.outcome", "answered");
      assertThat(calls).noneMatch(SeenSpan::isError);
      assertThat(tree.request().events()).doesNotContain("signalbox.failover");
    }
  }

  @Test
  void embeddingsAndPathsThatPassAreTracedToo() {
    String models = "models = [\"gpt-6-sol\", \"gpt-6-luna\"]";
    try (TracedGateway traced =
        TracedGateway.of(TracedGateway.config(collector.origin(), "").replace(models, ""))) {
      traced
          .gateway()
          .post(
              "/v1/embeddings", "{\"model\":\"first/text-embedding-3-small\",\"input\":\"hello\"}");
      traced
          .gateway()
          .post(
              "/v1/moderations",
              "{\"model\":\"first/omni-moderation-latest\",\"input\":\"hello\"}");

      assertThat(collector.awaitSpans(4))
          .extracting(SeenSpan::name)
          .containsExactlyInAnyOrder(
              "embeddings first/text-embedding-3-small",
              "embeddings text-embedding-3-small",
              "POST moderations",
              "POST");
    }
  }

  @Test
  void aRecordLinksToThePageOfItsTrace() {
    try (TracedGateway traced =
        TracedGateway.to(
            collector.origin(), "link = \"https://traces.example.org/t/{trace_id}?x=1\"")) {
      String id = TracedGateway.idOf(traced.ask("first/gpt-6-sol"));
      JsonNode record =
          Eventually.get(
              "the stored record",
              () -> traced.get("/v1/records/" + id),
              json -> json.has("record"));

      String trace = collector.awaitTree(1).request().trace();
      assertThat(record.path("trace_id").asText()).isEqualTo(trace);
      assertThat(record.path("trace_link").asText())
          .isEqualTo("https://traces.example.org/t/" + trace + "?x=1");
    }
  }

  @Test
  void aRequestThatIsNotTracedHasNoTrace() {
    try (TracedGateway traced =
        TracedGateway.of(
            TracedGateway.PROVIDERS
                + "[tracing]\nlink = \"https://traces.example.org/t/{trace_id}\"\n")) {
      String id = TracedGateway.idOf(traced.ask("first/gpt-6-sol"));
      JsonNode record =
          Eventually.get(
              "the stored record",
              () -> traced.get("/v1/records/" + id),
              json -> json.has("record"));

      assertThat(record.path("trace_id").isNull()).isTrue();
      assertThat(record.path("trace_link").isNull()).isTrue();
    }
  }
}
