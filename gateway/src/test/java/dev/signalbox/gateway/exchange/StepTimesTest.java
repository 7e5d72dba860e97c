package dev.signalbox.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StepTimesTest {
  private final AtomicLong nanos = new AtomicLong(1_000);
  private final StepTimes times = new StepTimes(nanos::get);

  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "499, 0.000",
    "500, 0.001",
    "9499, 0.009",
    "10_000, 0.010",
    "99_500, 0.100",
    "999_499, 0.999",
    "999_500, 1.000",
    "1_050_000, 1.050",
    "123_456_789_012, 123456.789"
  })
  void writesMillisecondsWithThreeRoundedDecimals(String spent, String written) {
    nanos.addAndGet(Long.parseLong(spent.replace("_", "")));
    times.mark("route");

    assertThat(times.serverTiming()).isEqualTo("route;dur=" + written);
  }

  @Test
  void leavesOutWhatPassedBeforeAStepBegan() {
    times.mark("access");
    nanos.addAndGet(5_000_000);
    times.resume();
    nanos.addAndGet(2_000_000);
    times.mark("relay");

    assertThat(times.serverTiming()).isEqualTo("access;dur=0.000, relay;dur=2.000");
  }
}
