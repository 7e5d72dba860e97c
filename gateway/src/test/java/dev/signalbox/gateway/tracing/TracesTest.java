package dev.signalbox.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector gets of requests that go well, and of those that do not. */
final class TracesTest {
  private final TestCollector collector = new TestCollector();
  private final TracedGateway traced = TracedGateway.to(collector);

  @AfterEach
  void stop() {
    traced.close();
    collector.close();
  }

  @Test
  void aRequestIsASpanAndItsCallIsAChild() {
    HttpResponse<byte[]> response =
        traced.ask("first/gpt-6-sol", "x-project", "blue", "x-source", "ide");

    TestCollector.Tree tree = collector.awaitTree(1);
    SeenSpan request = tree.request();
    SeenSpan call = tree.calls().getFirst();

    assertThat(tree.all()).hasSize(2);
    assertThat(request.name()).isEqualTo("chat first/gpt-6-sol");
    assertThat(request.parent()).isEmpty();
    assertThat(request.isError()).isFalse();
    assertThat(request.attributes())
        .containsEntry("gen_ai.operation.name", "chat")
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("gen_ai.request.model", "first/gpt-6-sol")
        .containsEntry("gen_ai.request.max_tokens", 50L)
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("server.address", "127.0.0.1")
        .containsEntry("server.port", (long) traced.gateway().port())
        .containsEntry("signalbox.project", "blue")
        .containsEntry("signalbox.source", "ide")
        .containsEntry("signalbox.served", "first/gpt-6-sol")
        .containsEntry("signalbox.attempts", 1L)
        .containsEntry("signalbox.request_id", TracedGateway.idOf(response))
        .containsEntry(
            "signalbox.decision",
            response.headers().firstValue("x-signalbox-decision").orElseThrow())
        .containsKeys("signalbox.profile", "signalbox.cost_nanos", "gen_ai.response.model")
        .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens");
    assertThat(call.name()).isEqualTo("chat gpt-6-sol");
    assertThat(call.trace()).isEqualTo(request.trace());
    assertThat(call.parent()).isEqualTo(request.id());
    assertThat(call.attributes())
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("gen_ai.request.model", "gpt-6-sol")
        .containsEntry("signalbox.provider", "first")
        .containsEntry("signalbox.outcome", "answered")
        .containsEntry("http.response.status_code", 200L)
        .containsKeys("signalbox.first_token_ms", "gen_ai.usage.output_tokens");
    assertThat(request.resource())
        .containsEntry("service.name", "signalbox")
        .containsKeys("service.version", "service.instance.id", "telemetry.sdk.name");
  }

  @Test
  void theCallTellsTheProviderWhichSpanItIs() {
    traced.ask("first/gpt-6-sol", "baggage", "user=anna");

    Received received = traced.received();
    SeenSpan call = collector.awaitTree(1).calls().getFirst();
    Map<String, String> told = traced.told();

    assertThat(told)
        .containsEntry("version", "00")
        .containsEntry("trace", call.trace())
        .containsEntry("span", call.id());
    assertThat(Integer.parseInt(told.getOrDefault("flags", "")) & 1).as("is kept").isEqualTo(1);
    assertThat(received.headers().contains("baggage")).isFalse();
  }

  @Test
  void aClientsTraceGoesOnAndIsKeptWithTheRecord() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    HttpResponse<byte[]> response =
        traced.ask(
            "first/gpt-6-sol",
            "traceparent",
            "00-" + trace + "-00f067aa0ba902b7-01",
            "tracestate",
            "vendor=a1,other=b2");

    SeenSpan request = collector.awaitTree(1).request();
    Received received = traced.received();

    assertThat(request.trace()).isEqualTo(trace);
    assertThat(request.parent()).isEqualTo("00f067aa0ba902b7");
    assertThat(received.headers().get("traceparent")).startsWith("00-" + trace + "-");
    assertThat(received.headers().get("tracestate")).isEqualTo("vendor=a1,other=b2");
    assertThat(traced.gateway().record(TracedGateway.idOf(response)).trace()).isEqualTo(trace);
    JsonNode stored =
        Eventually.get(
            "the stored record",
            () -> traced.get("/v1/records/" + TracedGateway.idOf(response)),
            json -> json.has("record"));
    assertThat(stored.path("trace_id").asText()).isEqualTo(trace);
    assertThat(stored.path("trace_link").isNull()).isTrue();
  }

  @Test
  void aClientThatKeepsNothingIsNotExportedAndStillPassedOn() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    HttpResponse<byte[]> unsampled =
        traced.ask("first/gpt-6-sol", "traceparent", "00-" + trace + "-00f067aa0ba902b7-00");
    Map<String, String> told = traced.told();
    traced.ask("first/gpt-6-luna");

    assertThat(collector.awaitTree(1).all())
        .as("the second request alone")
        .hasSize(2)
        .noneMatch(span -> span.trace().equals(trace));
    assertThat(told).containsEntry("trace", trace).containsEntry("flags", "00");
    assertThat(told.get("span")).isNotEqualTo("00f067aa0ba902b7");
    assertThat(traced.gateway().record(TracedGateway.idOf(unsampled)).trace()).isEqualTo(trace);
  }

  @Test
  void aFailedAttemptIsAChildOfItsOwn() {
    traced.gateway().script().then(Step.Status.of(500));

    assertThat(traced.ask("both").statusCode()).isEqualTo(200);
    TestCollector.Tree tree = collector.awaitTree(2);

    SeenSpan failed = tree.calls().getFirst();
    SeenSpan answered = tree.calls().getLast();
    assertThat(tree.all()).hasSize(3);
    assertThat(failed.isError()).isTrue();
    assertThat(failed.attributes())
        .containsEntry("signalbox.provider", "first")
        .containsEntry("error.type", "500")
        .containsEntry("http.response.status_code", 500L)
        .containsEntry("signalbox.fault", "transient");
    assertThat(answered.isError()).isFalse();
    assertThat(answered.attributes()).containsEntry("gen_ai.provider.name", "anthropic");
    assertThat(tree.request().isError()).isFalse();
    assertThat(tree.request().attributes())
        .containsEntry("gen_ai.provider.name", "anthropic")
        .containsEntry("signalbox.attempts", 2L);
    assertThat(tree.request().event("signalbox.failover"))
        .containsEntry("signalbox.failover.from", "first/gpt-6-sol")
        .containsEntry("signalbox.failover.to", "second/claude-haiku-5-5");
  }

  @Test
  void aSecondCallOfTheSameDeploymentIsCounted() {
    traced.gateway().script().then(Step.Status.of(503));

    assertThat(traced.ask("first/gpt-6-sol").statusCode()).isEqualTo(200);

    List<SeenSpan> calls = collector.awaitTree(2).calls();
    assertThat(calls.getFirst().attributes()).doesNotContainKey("http.request.resend_count");
    assertThat(calls.getLast().attributes()).containsEntry("http.request.resend_count", 1L);
  }

  @Test
  void aStreamTellsItsFirstByteAndItsTokens() {
    traced
        .gateway()
        .post(
            "/v1/chat/completions",
            """
            {"model":"first/gpt-6-sol","stream":true,"stream_options":{"include_usage":true},
             "messages":[{"role":"user","content":"hello"}]}""");

    SeenSpan request = collector.awaitTree(1).request();

    assertThat(request.events()).contains("signalbox.first_byte");
    assertThat(request.attributes())
        .containsEntry("signalbox.stream", true)
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens");
  }

  @Test
  void aClientThatLeavesEndsTheCall() {
    traced.gateway().script().then(new Step.NoAnswer());
    try (RawClient client = new RawClient(traced.gateway().port())) {
      String body = TracedGateway.body("first/gpt-6-sol", false, "hello");
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
              + "content-length: %d\r\n\r\n%s".formatted(body.length(), body));
      Eventually.holds(
          () -> !traced.gateway().simulator().received().isEmpty(), "the provider is asked");
    }

    TestCollector.Tree tree = collector.awaitTree(1);

    assertThat(tree.request().events()).contains("signalbox.client_gone");
    assertThat(tree.request().isError()).isFalse();
    assertThat(tree.request().attributes())
        .containsEntry("http.response.status_code", 499L)
        .containsEntry("signalbox.cancelled", true);
    assertThat(tree.calls().getFirst().attributes())
        .containsEntry("signalbox.cancelled", true)
        .containsEntry("signalbox.outcome", "client_closed");
  }

  @Test
  void aDecisionIsAnEventForEachLayer() {
    traced.ask("auto");

    SeenSpan request = collector.awaitTree(1).request();
    String served = String.valueOf(request.attributes().get("signalbox.served"));

    assertThat(request.events())
        .containsSubsequence(
            "signalbox.routing.filter",
            "signalbox.routing.capability",
            "signalbox.routing.cost",
            "signalbox.routing.latency",
            "signalbox.routing.quality",
            "signalbox.routing.plan");
    assertThat(request.event("signalbox.routing.filter"))
        .containsEntry("signalbox.routing.in", 3L)
        .containsKeys("signalbox.routing.kept", "signalbox.routing.dropped");
    assertThat((List<?>) request.event("signalbox.routing.plan").get("signalbox.routing.plan"))
        .first()
        .isEqualTo(served);
  }

  @Test
  void whatIsRefusedTellsWhyAndIsNoErrorOfTheGateway() {
    HttpResponse<byte[]> response = traced.ask("no-such-model");

    SeenSpan request = collector.awaitTree(0).request();

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(request.isError()).isFalse();
    assertThat(request.attributes())
        .containsEntry("error.type", "model_not_found")
        .containsEntry("http.response.status_code", 404L);
  }

  @Test
  void anAnswerThatNobodyGaveIsAnError() {
    for (int i = 0; i < 3; i++) {
      traced.gateway().script().then(Step.Status.of(500));
    }

    traced.ask("first/gpt-6-sol", "x-signalbox-no-failover", "1");

    assertThat(collector.awaitTree(1).request().isError()).isTrue();
  }
}
