package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C03: name servers that know nothing, fail, are silent, or change their minds. */
final class HostNamesTest {
  private static final String OPTIONS = "connect_timeout_ms = 300\nfirst_byte_timeout_ms = 5000\n";

  @ParameterizedTest(name = "C03 a name server that says {0}")
  @CsvSource({
    "UNKNOWN, 502, upstream_dns, 0",
    "FAILURE, 502, upstream_dns, 0",
    "NOTHING, 504, upstream_connect_timeout, 300",
  })
  void aNameThatIsNotFoundIsToldInTime(
      NameServer.Says says, int status, String outcome, long millis) {
    try (NameServer names = new NameServer(says);
        Bench bench = Bench.resolving(names, Faulty.at("http://provider.example:8080"), OPTIONS)) {
      HttpResponse<byte[]> alone =
          InTime.of(
              millis, () -> bench.ask(Bench.ALONE), each -> bench.record(each).timing().millis());
      RequestRecord both = bench.record(bench.ask(Bench.BOTH));

      assertThat(alone.statusCode()).isEqualTo(status);
      assertThat(alone.headers().firstValue("x-signalbox-error")).contains(outcome);
      assertThat(both.attempts()).extracting(AttemptRecord::outcome).last().isEqualTo("answered");
      assertThat(both.attempts().getFirst().outcome())
          .as("which limit is first depends on when the name was asked for")
          .matches(outcome + "|upstream_dns");
      assertThat(bench.counted(outcome)).isPositive();
      assertThat(names.asked()).isPositive();
    }
  }

  @Test
  @DisplayName("C03 a name that was not found is looked up again, and others do not wait for it")
  void aNameThatComesBackIsFoundAgain() {
    String good = Wire.json("200 OK", Wire.CHAT);
    try (NameServer names = new NameServer(NameServer.Says.NOTHING);
        RawUpstream upstream = RawUpstream.answering(good, new Act.Close());
        Bench bench =
            Bench.resolving(
                names, Faulty.at("http://provider.example:" + upstream.port()), OPTIONS)) {
      CompletableFuture<HttpResponse<byte[]>> waiting = bench.asking(Bench.ALONE);
      HttpResponse<byte[]> other = bench.ask("good/m");
      assertThat(bench.record(other).timing().millis()).as("of others").isLessThan(300);
      assertThat(waiting.join().statusCode()).isEqualTo(504);

      names.says(NameServer.Says.UNKNOWN);
      Eventually.holds(
          () -> bench.ask(Bench.ALONE).statusCode() == 502, "the name server to be heard again");
      names.says(NameServer.Says.LOCALHOST);
      HttpResponse<byte[]> found = bench.ask(Bench.ALONE);

      assertThat(found.statusCode()).as("status once the name is known").isEqualTo(200);
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }
}
