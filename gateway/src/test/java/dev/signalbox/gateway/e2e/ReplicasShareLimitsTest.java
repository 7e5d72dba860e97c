package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.limit.TestStores;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** K04: two gateways with a Redis between them, or none. */
final class ReplicasShareLimitsTest {
  private static final String LIMIT =
      """
      [[limits]]
      name = "all"
      scope = "total"
      requests_per_day = 20
      """;

  private static RunningGateway gateway(int redis, String more) {
    return new RunningGateway(
        ClientApi.providers("")
            + LIMIT
            + "[cluster]\nredis_url = \"redis://127.0.0.1:%d\"\n%s".formatted(redis, more),
        SimulatorOptions.standard());
  }

  private static HttpResponse<byte[]> ask(RunningGateway gateway) {
    return gateway.post(ClientApi.CHAT.path("", false), ClientApi.CHAT.body("p-chat/m", false));
  }

  private static JsonNode get(RunningGateway gateway, String path) {
    return StrictJson.parse(gateway.send(gateway.request(path).GET().build()).body());
  }

  @Test
  @DisplayName("K04 two gateways let as many requests through as one, and both tell what is left")
  void twoGatewaysLetAsManyThroughAsOne() {
    TestStores.Kind.REDIS.empty();
    try (RunningGateway one = gateway(TestStores.Kind.REDIS.port(), "limit_timeout_ms = 5000");
        RunningGateway other = gateway(TestStores.Kind.REDIS.port(), "limit_timeout_ms = 5000")) {
      List<HttpResponse<byte[]>> answers =
          IntStream.range(0, 30).parallel().mapToObj(i -> ask(i % 2 == 0 ? one : other)).toList();

      assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(20);
      assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).hasSize(10);
      assertThat(answers)
          .allMatch(
              answer -> answer.headers().firstValue("x-ratelimit-limit-requests").isPresent());
      Stream.of(one, other)
          .forEach(
              gateway ->
                  assertThat(
                          get(gateway, "/v1/limits")
                              .at("/data/0/requests_per_day/remaining")
                              .asInt(-1))
                      .isZero());
      assertThat(get(one, "/health").at("/dependencies/limit_store/circuit").asText())
          .isEqualTo("closed");
    }
  }

  @Test
  @DisplayName("K04 without its Redis a gateway allows its part, and says so")
  void withoutItsRedisAGatewayAllowsItsPart() {
    try (RunningGateway gateway = gateway(TestStores.freePort(), "replicas = 4")) {
      List<Integer> statuses =
          IntStream.range(0, 30).mapToObj(_ -> ask(gateway).statusCode()).toList();

      assertThat(statuses).filteredOn(status -> status == 200).hasSize(5);
      JsonNode health = get(gateway, "/health");
      assertThat(health.path("degraded").toString()).contains("dependency:limit_store");
      assertThat(health.at("/faults/limits_alone").asInt()).isEqualTo(30);
      assertThat(health.at("/faults/limit_store_failed").asInt()).isPositive();
      assertThat(get(gateway, "/v1/limits").at("/data/0/requests_per_day/limit").asInt())
          .isEqualTo(5);
    }
  }

  @Test
  @DisplayName("K04 without its Redis a gateway refuses where that is wanted")
  void withoutItsRedisAGatewayRefusesWhereThatIsWanted() {
    try (RunningGateway gateway =
        gateway(TestStores.freePort(), "on_limit_store_failure = \"refuse\"")) {
      HttpResponse<byte[]> refused = ask(gateway);

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("x-signalbox-error")).contains("limit_unavailable");
      assertThat(refused.headers().firstValueAsLong("retry-after")).hasValue(5);
      assertThat(get(gateway, "/health").at("/faults/limit_unavailable").asInt()).isEqualTo(1);
    }
  }
}
