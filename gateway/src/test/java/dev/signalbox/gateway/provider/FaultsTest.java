package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.FaultClass.Bench;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FaultsTest {
  @ParameterizedTest(name = "{0}, kind {1}, wait {2}: {3}")
  @CsvSource({
    "400, INVALID_REQUEST, -1, CLIENT,          request_refused",
    "400, AUTHENTICATION,  -1, CREDENTIAL,      upstream_auth",
    "400, QUOTA,           -1, QUOTA_EXHAUSTED, upstream_quota",
    "400, CONTEXT_LENGTH,  -1, CLIENT,          request_refused",
    "401, AUTHENTICATION,  -1, CREDENTIAL,      upstream_auth",
    "402, UPSTREAM,        -1, QUOTA_EXHAUSTED, upstream_quota",
    "403, PERMISSION,      -1, CREDENTIAL,      upstream_auth",
    "404, MODEL_NOT_FOUND, -1, CLIENT,          request_refused",
    "408, REQUEST_TIMEOUT, -1, TRANSIENT,       upstream_status",
    "409, CONFLICT,        -1, TRANSIENT,       upstream_status",
    "413, TOO_LARGE,       -1, CLIENT,          request_refused",
    "415, UPSTREAM,        -1, CLIENT,          request_refused",
    "418, UPSTREAM,        -1, CLIENT,          request_refused",
    "422, INVALID_REQUEST, -1, CLIENT,          request_refused",
    "425, UPSTREAM,        -1, TRANSIENT,       upstream_status",
    "429, RATE_LIMIT,       7, RATE_LIMITED,    upstream_rate_limited",
    "429, RATE_LIMIT,       0, RATE_LIMITED,    upstream_rate_limited",
    "429, RATE_LIMIT,      -1, QUOTA_EXHAUSTED, upstream_quota",
    "429, QUOTA,            7, QUOTA_EXHAUSTED, upstream_quota",
    "451, UPSTREAM,        -1, CLIENT,          request_refused",
    "500, INTERNAL,        -1, TRANSIENT,       upstream_status",
    "501, UPSTREAM,        -1, TRANSIENT,       upstream_status",
    "502, UPSTREAM,        -1, TRANSIENT,       upstream_status",
    "503, UNAVAILABLE,     -1, TRANSIENT,       upstream_overloaded",
    "504, UPSTREAM,        -1, TRANSIENT,       upstream_status",
    "520, UPSTREAM,        -1, TRANSIENT,       upstream_status",
    "529, OVERLOADED,      -1, TRANSIENT,       upstream_overloaded",
  })
  void anErrorAnswerIsOneOfTheseClasses(ArgumentsAccessor row) {
    Problem problem = Problem.of(ProblemKind.valueOf(row.getString(1)), "no");
    long wait = row.getLong(2);

    Fault fault =
        Faults.ofRefusal(row.getInteger(0), wait < 0 ? problem : problem.withRetryAfter(wait));

    assertThat(fault.kind()).isEqualTo(FaultClass.valueOf(row.getString(3)));
    assertThat(fault.name()).isEqualTo(row.getString(4));
  }

  @ParameterizedTest
  @CsvSource({
    "OVERLOADED,      TRANSIENT",
    "INTERNAL,        TRANSIENT",
    "UPSTREAM,        TRANSIENT",
    "AUTHENTICATION,  CREDENTIAL",
    "PERMISSION,      CREDENTIAL",
    "QUOTA,           QUOTA_EXHAUSTED",
    "RATE_LIMIT,      QUOTA_EXHAUSTED",
    "INVALID_REQUEST, CLIENT",
    "CONTEXT_LENGTH,  CLIENT",
  })
  void anErrorInAGoodAnswerIsClassedByItsKind(ProblemKind kind, FaultClass expected) {
    assertThat(Faults.ofTold(Problem.of(kind, "no")).kind()).isEqualTo(expected);
  }

  @Test
  void aRefusedKeyIsNeverToldAsTheClientsOwn() {
    Fault fault = Faults.ofRefusal(401, Problem.of(ProblemKind.AUTHENTICATION, "bad sk-123"));

    assertThat(fault.problem().kind()).isEqualTo(ProblemKind.UPSTREAM);
    assertThat(fault.problem().message()).doesNotContain("sk-123");
  }

  @Test
  void aFailureOfTheConnectionSaysWhatItWas() {
    assertNamed(new ConnectionPoolTooBusyException("full"), FaultClass.LOCAL, "upstream_busy");
    assertNamed(new UnknownHostException("x"), FaultClass.TRANSIENT, "upstream_dns");
    assertNamed(new SSLHandshakeException("x"), FaultClass.TRANSIENT, "upstream_tls");
    assertNamed(new ConnectTimeoutException("x"), FaultClass.TRANSIENT, "upstream_connect_timeout");
    assertNamed(new ConnectException("x"), FaultClass.TRANSIENT, "upstream_unreachable");
    assertNamed(new HttpClosedException("x"), FaultClass.TRANSIENT, "upstream_closed");
    assertNamed(new StreamResetException(0), FaultClass.TRANSIENT, "upstream_reset");
    assertNamed(new IOException("Connection reset"), FaultClass.TRANSIENT, "upstream_reset");
    assertNamed(
        new IllegalArgumentException("invalid version format"),
        FaultClass.PROTOCOL,
        "upstream_protocol");
  }

  private static void assertNamed(Throwable cause, FaultClass kind, String name) {
    Fault fault = Faults.ofFailure(cause, Phase.HEAD);
    assertThat(fault.kind()).as(name).isEqualTo(kind);
    assertThat(fault.name()).isEqualTo(name);
    assertThat(fault.problem().code()).contains(name);
  }

  @ParameterizedTest
  @EnumSource
  void whatCountsAgainstADeploymentBenchesNothingAndTheOtherWayRound(FaultClass kind) {
    assertThat(kind.counted() && kind.bench() != Bench.NOTHING).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "CREDENTIAL,      KEY,          false",
    "RATE_LIMITED,    KEY_AT_MODEL, false",
    "QUOTA_EXHAUSTED, KEY,          false",
    "TRANSIENT,       NOTHING,      true",
    "PROTOCOL,        NOTHING,      true",
    "CLIENT,          NOTHING,      false",
    "LOCAL,           NOTHING,      false",
  })
  void eachClassBenchesAndCounts(FaultClass kind, Bench bench, boolean counted) {
    assertThat(kind.bench()).isEqualTo(bench);
    assertThat(kind.counted()).isEqualTo(counted);
  }

  @Test
  void onlyACallThatWasSentMayHaveCostSomething() {
    assertThat(Phase.WAITING.reachedProvider()).isFalse();
    assertThat(Phase.CONNECT.reachedProvider()).isFalse();
    assertThat(Phase.HEAD.reachedProvider()).isTrue();
    assertThat(Phase.BODY.reachedProvider()).isTrue();
  }
}
