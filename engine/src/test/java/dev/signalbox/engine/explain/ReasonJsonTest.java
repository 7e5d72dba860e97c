package dev.signalbox.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.routing.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of reasons as clients read them: each kind, with its unit in its name. */
final class ReasonJsonTest {
  private static final Instant LATER = Instant.parse("2026-11-25T12:00:30Z");

  record Row(Reason reason, String json) {}

  static Stream<Row> rows() {
    return Stream.of(
        new Row(new Reason.ProviderDisabled(), "{'reason':'provider_disabled'}"),
        new Row(new Reason.CircuitOpen(Optional.empty()), "{'reason':'circuit_open'}"),
        new Row(
            new Reason.CircuitOpen(Optional.of(LATER)),
            "{'reason':'circuit_open','until':'2026-11-25T12:00:30Z'}"),
        new Row(
            new Reason.CredentialsBenched(LATER),
            "{'reason':'credentials_benched','until':'2026-11-25T12:00:30Z'}"),
        new Row(
            new Reason.RateLimited(LATER),
            "{'reason':'rate_limited','until':'2026-11-25T12:00:30Z'}"),
        new Row(new Reason.QuotaExhausted(97), "{'reason':'quota_exhausted','used_percent':97}"),
        new Row(
            new Reason.Denied("rule eu", "p/*"),
            "{'reason':'denied','by':'rule eu','selector':'p/*'}"),
        new Row(
            new Reason.RegionNotAllowed("rule eu", List.of("us"), List.of("eu", "uk")),
            "{'reason':'region_not_allowed','by':'rule eu','have':['us'],'allowed':['eu','uk']}"),
        new Row(
            new Reason.NotCleared("rule eu", "hipaa"),
            "{'reason':'not_cleared','by':'rule eu','clearance':'hipaa'}"),
        new Row(
            new Reason.Retired(
                Lifecycle.Stage.RETIRED, Optional.of(LocalDate.EPOCH), Optional.of("p/n")),
            "{'reason':'retired','stage':'retired','since':'1970-01-01','replacement':'p/n'}"),
        new Row(
            new Reason.OverBudget(1_500_000_000, 20),
            "{'reason':'over_budget','estimate_nanos':1500000000,'estimate_usd':1.5,"
                + "'left_nanos':20,'left_usd':0.00000002}"),
        new Row(
            new Reason.NoCapability(Capability.JSON_SCHEMA),
            "{'reason':'no_capability','need':'json_schema'}"),
        new Row(
            new Reason.ContextTooSmall(200, 100),
            "{'reason':'context_too_small','need_tokens':200,'have_tokens':100}"),
        new Row(
            new Reason.WouldLose(List.of("a", "b")), "{'reason':'would_lose','fields':['a','b']}"),
        new Row(
            new Reason.PortabilityPin("p", "signed_block"),
            "{'reason':'portability_pin','pinned_to':'p','what':'signed_block'}"),
        new Row(
            new Reason.FirstTokenTooSlow(900, 500),
            "{'reason':'first_token_too_slow','ttft_p95_ms':900,'ceiling_ms':500}"),
        new Row(
            new Reason.BelowFloor(712_500_000, 800_000_000),
            "{'reason':'below_floor','q':0.7125,'floor_q':0.8}"),
        new Row(new Reason.PlanFull(4, 3), "{'reason':'plan_full','place':4,'planned':3}"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void tellsCodeAndFigures(Row row) throws JsonProcessingException {
    ObjectNode written = ReasonJson.put(row.reason(), JsonNodeFactory.instance.objectNode());

    assertThat(written.remove("text").asText())
        .isEqualTo(ReasonText.sentence(row.reason().statement()));
    assertThat(parsed(written.toString())).isEqualTo(parsed(row.json().replace('\'', '"')));
  }

  @Test
  void addsToWhatIsThere() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("model", "p/m");

    assertThat(ReasonJson.put(new Reason.Draining(), node)).isSameAs(node);
    assertThat(node.path("model").asText()).isEqualTo("p/m");
  }

  private static JsonNode parsed(String json) throws JsonProcessingException {
    return JsonMapper.builder().build().readTree(json);
  }
}
