package dev.signalbox.gateway.wire.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProblemTest {
  @ParameterizedTest
  @CsvSource({
    "400, INVALID_REQUEST",
    "401, AUTHENTICATION",
    "402, QUOTA",
    "403, PERMISSION",
    "404, NOT_FOUND",
    "405, METHOD_NOT_ALLOWED",
    "408, REQUEST_TIMEOUT",
    "409, CONFLICT",
    "413, TOO_LARGE",
    "415, UNSUPPORTED_MEDIA_TYPE",
    "418, INVALID_REQUEST",
    "429, RATE_LIMIT",
    "499, INVALID_REQUEST",
    "500, UPSTREAM",
    "502, UPSTREAM",
    "503, UNAVAILABLE",
    "504, UPSTREAM_TIMEOUT",
    "529, OVERLOADED",
    "599, UPSTREAM",
    "399, UPSTREAM",
    "200, UPSTREAM"
  })
  void readsTheStatusOfAProvider(int status, ProblemKind kind) {
    assertThat(ProblemKind.ofStatus(status)).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(ProblemKind.class)
  void theClientIsAtFaultWhereNoOtherProviderWouldHelp(ProblemKind kind) {
    boolean helped =
        EnumSet.of(
                ProblemKind.RATE_LIMIT,
                ProblemKind.QUOTA,
                ProblemKind.REQUEST_TIMEOUT,
                ProblemKind.INTERNAL,
                ProblemKind.UPSTREAM,
                ProblemKind.UNAVAILABLE,
                ProblemKind.OVERLOADED,
                ProblemKind.UPSTREAM_TIMEOUT)
            .contains(kind);

    assertThat(kind.clientAtFault()).isEqualTo(!helped);
  }

  @Test
  void keepsAllThatIsSaidOfIt() {
    ObjectNode details = StrictJson.object().put("a", 1);

    Problem problem =
        Problem.of(ProblemKind.RATE_LIMIT, "too many")
            .withCode("slow_down")
            .withParam("model")
            .withUpstreamStatus(429)
            .withRetryAfter(7)
            .withDetails(details);

    assertThat(problem)
        .isEqualTo(
            new Problem(
                ProblemKind.RATE_LIMIT,
                "too many",
                Optional.of("slow_down"),
                Optional.of("model"),
                OptionalInt.of(429),
                OptionalLong.of(7),
                Optional.of(details)));
    assertThat(problem.codeName()).isEqualTo("slow_down");
  }

  @Test
  void isCalledByItsKindWhereItHasNoCode() {
    assertThat(Problem.of(ProblemKind.TOO_LARGE, "too large").codeName()).isEqualTo("too_large");
  }

  @Test
  void namesTheFieldAtFault() {
    assertThat(Problem.invalid("top_p", "`top_p` must be a number"))
        .isEqualTo(
            Problem.of(ProblemKind.INVALID_REQUEST, "`top_p` must be a number").withParam("top_p"));
    assertThat(Problem.modelMissing().param()).contains("model");
    assertThat(Problem.modelMissing().message()).contains("`model` is missing");
  }

  @Test
  void isThrownWithItsMessage() {
    Problem problem = Problem.of(ProblemKind.CONFLICT, "it is there already");

    assertThat(problem.toException().problem()).isSameAs(problem);
    assertThat(problem.toException()).hasMessage("CONFLICT: it is there already");
    assertThat(problem.toException().getStackTrace()).isEmpty();
  }
}
