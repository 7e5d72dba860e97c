package dev.signalbox.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Ask;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Sample;
import dev.signalbox.engine.routing.Wants;
import dev.signalbox.engine.routing.World;
import dev.signalbox.engine.state.Latency;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class DecisionJsonTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final DecisionMeta META =
      new DecisionMeta(
          "d_1",
          Instant.parse("2026-11-25T12:00:01Z"),
          DecisionMeta.Mode.DRY_RUN,
          9,
          Optional.empty());

  /** Money, points and times as in {@code PolicyTableTest}; the session's prefix has no price. */
  private static final String RECORD =
      """
      {"id": "d_1", "at": "2026-11-25T12:00:01Z", "mode": "dry_run",
       "revisions": {"config": "c1", "catalog": "k1", "prices": "p1", "quality": "q1",
                     "health": "h1"},
       "seed": 0, "micros": 9,
       "question": {"requested": "auto", "profile": "balanced", "format": "chat", "strict": false,
                    "failover": true, "needs": ["tools"], "input_tokens": 1000,
                    "input_tokens_exact": false, "max_output": 1024, "parameters": ["stop"],
                    "session": "s", "session_last": "openai/mini", "session_cached_tokens": 800,
                    "at": "2026-11-25T12:00:00Z", "seed": 0},
       "layers": [
        {"layer": "filter", "in": 6, "out": 5,
         "dropped": [{"model": "azure/open", "provider": "azure", "reason": "circuit_open",
                      "until": "2026-11-25T12:00:30Z",
                      "text": "its circuit breaker lets no call pass until 2026-11-25T12:00:30Z"}],
         "scored": [
          {"model": "openai/mini", "parts": {"preferred by rule house": 50000000},
           "term": 50000000},
          {"model": "openai/losing", "parts": {"preferred by rule house": 50000000},
           "term": 50000000},
          {"model": "openai/blind", "parts": {"preferred by rule house": 50000000},
           "term": 50000000}]},
        {"layer": "capability", "in": 5, "out": 4,
         "dropped": [{"model": "openai/blind", "provider": "openai", "reason": "no_capability",
                      "need": "tools", "text": "it has no tools"}],
         "kept_with_loss": [{"model": "openai/losing", "fields": ["stop"]}]},
        {"layer": "cost", "in": 4, "out": 3,
         "dropped": [{"model": "local/unpriced", "provider": "local", "reason": "unknown_price",
                      "text": "its price is not known"}],
         "scored": [
          {"model": "anthropic/haiku", "nanos": 2000000, "usd": 0.002, "output_tokens": 400,
           "parts": {"input": 1000000, "output": 1000000}, "confidence": "single",
           "term": -20000000},
          {"model": "openai/mini", "nanos": 2000000, "usd": 0.002, "output_tokens": 400,
           "parts": {"input": 200000, "cache_read": 800000, "output": 1000000},
           "assumptions": ["cache_read_at_input_rate"], "confidence": "single",
           "term": -20000000},
          {"model": "openai/losing", "nanos": 2000000, "usd": 0.002, "output_tokens": 400,
           "parts": {"input": 1000000, "output": 1000000}, "confidence": "single",
           "term": -20000000}]},
        {"layer": "latency", "in": 3, "out": 3, "dropped": [],
         "scored": [
          {"model": "anthropic/haiku", "ttft_ms": 1000, "ttft_p95_ms": 2000,
           "tokens_per_second": 100, "total_ms": 5000, "load_ms": 0, "n": 50,
           "source": "measured", "term": -50000000},
          {"model": "openai/mini", "ttft_ms": 1000, "ttft_p95_ms": 2000,
           "tokens_per_second": 100, "total_ms": 5000, "load_ms": 0, "n": 50,
           "source": "measured", "term": -50000000},
          {"model": "openai/losing", "ttft_ms": 1000, "ttft_p95_ms": 2000,
           "tokens_per_second": 100, "total_ms": 5000, "load_ms": 0, "n": 50,
           "source": "measured", "term": -50000000}]},
        {"layer": "quality", "in": 3, "out": 3, "dropped": [],
         "scored": [
          {"model": "anthropic/haiku", "q": 0.8, "sd": 0.05, "n_eff": 0, "parts": {"card": 0.8},
           "switch": 10000000, "switch_forgone_nanos": 0, "switch_forgone_usd": 0,
           "term": 790000000},
          {"model": "openai/mini", "q": 0.79, "sd": 0.05, "n_eff": 0, "parts": {"card": 0.79},
           "term": 790000000},
          {"model": "openai/losing", "q": 0.8, "sd": 0.05, "n_eff": 0, "parts": {"card": 0.8},
           "switch": 10000000, "switch_forgone_nanos": 0, "switch_forgone_usd": 0,
           "term": 790000000}]}],
       "plan": [
        {"model": "openai/mini", "utility": 770000000, "propensity": 1, "why": "highest utility"},
        {"model": "anthropic/haiku", "utility": 720000000, "propensity": 0,
         "why": "next by utility"}],
       "unplanned": [{"model": "openai/losing", "provider": "openai", "reason": "plan_full",
                      "place": 3, "planned": 2, "text": "it came 3rd, and the plan holds 2"}],
       "runner_up": {"model": "anthropic/haiku", "gap": 50000000,
                     "wins_if": [{"quality_rises_by": 0.05}],
                     "text": "wins if quality rises by 5 points"}}
      """;

  @Test
  void writesTheWholeRecord() throws JsonProcessingException {
    JsonNode record = read(DecisionJson.write(Scenes.decision(), META));

    assertThat(record).isEqualTo(MAPPER.readTree(RECORD));
  }

  @Test
  void saysWhatCameOfADecision() throws JsonProcessingException {
    Decision decision = Scenes.decision();
    DecisionMeta served =
        outcome(
            new DecisionMeta.Outcome(
                Optional.of(Scenes.MINI.target()), "mini-2", 2, "ok", "req_1", "agreed"));
    DecisionMeta failed =
        outcome(new DecisionMeta.Outcome(Optional.empty(), "", 4, "upstream", "", ""));

    assertThat(read(DecisionJson.write(decision, served)).path("outcome"))
        .isEqualTo(
            MAPPER.readTree(
                "{\"served\": \"openai/mini\", \"answered_model\": \"mini-2\", \"attempts\": 2,"
                    + " \"result\": \"ok\", \"verified\": \"agreed\", \"request\": \"req_1\"}"));
    assertThat(read(DecisionJson.write(decision, failed)).path("outcome"))
        .isEqualTo(MAPPER.readTree("{\"attempts\": 4, \"result\": \"upstream\"}"));
  }

  @Test
  void marksAnAssumedPriceARankAndWhatWasMadeElsewhere() {
    Sample unpriced = Scenes.UNPRICED;
    Ask ask = Ask.ranked(Scenes.HAIKU, unpriced).pinned("anthropic", "reasoning", false);

    JsonNode layers =
        DecisionJson.write(
                Router.decide(ask.question(), Wants.nothing().over(Scenes.HAIKU, unpriced)), META)
            .path("layers");

    assertThat(layers.path(0).path("scored").toString())
        .isEqualTo("[{\"model\":\"local/unpriced\",\"rank\":1,\"parts\":{},\"term\":0}]");
    assertThat(layers.path(1).path("kept_with_loss").toString())
        .isEqualTo(
            "[{\"model\":\"local/unpriced\",\"fields\":[],"
                + "\"made_elsewhere\":{\"provider\":\"anthropic\",\"what\":\"reasoning\"}}]");
    assertThat(layers.path(2).path("scored").path(1).toString())
        .isEqualTo(
            "{\"model\":\"local/unpriced\",\"nanos\":15000000,\"usd\":0.015,"
                + "\"output_tokens\":400,\"assumed\":true,\"parts\":{},\"term\":-150000000}");
  }

  @Test
  void saysEachWayInWhichTheRunnerUpWins() throws JsonProcessingException {
    // the case of NamedTableTest
    Sample dearer =
        Sample.of("b/dear")
            .quality(830_000_000)
            .priced(3 * Sample.DOLLAR, 5 * Sample.DOLLAR / 2)
            .latency(new Latency(2_500, 2_500, 100, 0, "assumed"));
    Decision decision =
        Router.decide(Ask.auto().question(), Wants.nothing().over(Scenes.HAIKU, dearer));

    assertThat(read(DecisionJson.write(decision, META)).path("runner_up"))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"model": "b/dear", "gap": 5000000,
                 "wins_if": [
                  {"quality_rises_by": 0.005000001},
                  {"point_nanos_above": 1333333,
                   "point_usd_per_1000_requests_above": 1.333333},
                  {"cost_below_nanos": 3500000, "cost_below_usd": 0.0035}],
                 "text": "wins if quality rises by 0.5000001 points, or a point is worth more than \
                $1.33 per 1,000 requests, or it costs less than $0.0035"}
                """));
  }

  @Test
  void answersWhyNot() {
    Decision decision = Scenes.decision();

    assertThat(whyNot(decision, "openai/mini"))
        .isEqualTo(
            "{\"model\":\"openai/mini\",\"answer\":\"chosen\",\"utility\":770000000,"
                + "\"text\":\"it is the first of the plan\"}");
    assertThat(whyNot(decision, "anthropic/haiku"))
        .isEqualTo(
            "{\"model\":\"anthropic/haiku\",\"answer\":\"later\",\"place\":2,"
                + "\"utility\":720000000,\"gap\":50000000,\"why\":\"next by utility\","
                + "\"text\":\"it is number 2 of the plan: next by utility,"
                + " 5 points behind the first\"}");
    assertThat(whyNot(decision, "openai/blind"))
        .isEqualTo(
            "{\"model\":\"openai/blind\",\"answer\":\"dropped\",\"layer\":\"capability\","
                + "\"reason\":\"no_capability\",\"need\":\"tools\",\"text\":\"it has no tools\"}");
    assertThat(whyNot(decision, "openai/nobody"))
        .isEqualTo(
            "{\"model\":\"openai/nobody\",\"answer\":\"no_candidate\",\"text\":"
                + "\"it is not among the deployments that the request could use\"}");
  }

  @Property
  void aStoredDecisionComesOutTheSameAgain(@ForAll long seed) throws JsonProcessingException {
    if (!World.isDrawn(seed)) {
      return;
    }
    World world = seed % 2 == 0 ? World.named(seed) : World.learning(seed);
    JsonNode stored = read(DecisionJson.write(world.decide(), META));

    Decision replayed =
        Router.decide(QuestionJson.readStored(stored.path("question")), world.snapshot());

    assertThat(read(DecisionJson.write(replayed, META))).isEqualTo(stored);
    assertThat(replayed).isEqualTo(world.decide());
  }

  private static DecisionMeta outcome(DecisionMeta.Outcome outcome) {
    return new DecisionMeta(
        META.id(), META.at(), DecisionMeta.Mode.LIVE, META.micros(), Optional.of(outcome));
  }

  private static String whyNot(Decision decision, String target) {
    String[] parts = target.split("/", 2);
    return DecisionJson.whyNot(decision, new Target(parts[0], parts[1])).toString();
  }

  private static JsonNode read(JsonNode written) throws JsonProcessingException {
    return MAPPER.readTree(MAPPER.writeValueAsString(written));
  }
}
