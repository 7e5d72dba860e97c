package dev.signalbox.gateway.wire.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageTest {
  /** Input, read, written twice, tools, output, reasoning, audio in and out. */
  @ParameterizedTest
  @CsvSource({
    "0 0 0 0 0 0 0 0 0, true",
    "5 1 1 1 1 9 9 5 9, true",
    "-1 0 0 0 0 0 0 0 0, false",
    "0 -1 0 0 0 0 0 0 0, false",
    "0 0 -1 0 0 0 0 0 0, false",
    "0 0 0 -1 0 0 0 0 0, false",
    "0 0 0 0 -1 0 0 0 0, false",
    "0 0 0 0 0 -1 -1 0 -1, false",
    "0 0 0 0 0 0 -1 0 0, false",
    "0 0 0 0 0 9 10 0 0, false",
    "5 0 0 0 0 0 0 6 0, false",
    "5 0 0 0 0 0 0 -1 0, false",
    "0 0 0 0 0 9 0 0 10, false",
    "100000000 0 0 0 0 100000000 0 0 0, true",
    "100000001 0 0 0 0 0 0 0 0, false",
    "0 100000001 0 0 0 0 0 0 0, false",
    "0 0 100000001 0 0 0 0 0 0, false",
    "0 0 0 100000001 0 0 0 0 0, false",
    "0 0 0 0 100000001 0 0 0 0, false",
    "1 0 0 0 0 9223372036854775807 0 0 0, false"
  })
  void bucketsAreWithinReasonAndNoPartIsLargerThanItsBucket(String buckets, boolean consistent) {
    assertThat(usage(buckets).consistent()).isEqualTo(consistent);
  }

  @Test
  void everythingSentCountsAsInput() {
    Usage usage = usage("1 20 300 4000 50000 600000 7 8 9");

    assertThat(usage.totalInput()).isEqualTo(54_321);
    assertThat(usage.total()).isEqualTo(654_321);
  }

  @Test
  void aTierWithoutAPriceOfItsOwnIsTheUsual() {
    Usage usage = Usage.of(1, 2);
    Usage flex = new Usage(1, 0, 0, 0, 0, 2, 0, 0, 0, "flex");

    assertThat(usage.servedAs(Optional.of("flex"))).isEqualTo(flex);
    assertThat(usage.servedAs(Optional.of("default"))).isSameAs(usage);
    assertThat(flex.servedAs(Optional.of("flex"))).isSameAs(flex);
    assertThat(flex.servedAs(Optional.empty())).isEqualTo(usage);
  }

  private static Usage usage(String buckets) {
    String[] each = buckets.split(" ", -1);
    long[] all = new long[each.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Long.parseLong(each[i]);
    }
    return new Usage(all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], "");
  }
}
