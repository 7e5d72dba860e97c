package dev.signalbox.engine.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class DigestTest {
  /** FIPS 180-4, the first example. */
  @Test
  void digestsAsTheStandardSays() {
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    assertThat(Sha256.hex("abc")).isEqualTo(abc);
    assertThat(Sha256.of("abc")).isEqualTo(HexFormat.of().parseHex(abc));
  }

  /** RFC 4231, test case 2. */
  @Test
  void digestsUnderAKeyAsTheStandardSaysEachTime() {
    HmacSha256 keyed = new HmacSha256("Jefe".getBytes(StandardCharsets.US_ASCII));
    byte[] expected =
        HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    assertThat(keyed.of("what do ya want for nothing?")).isEqualTo(expected);
    assertThat(keyed.of("what do ya want for nothing?")).isEqualTo(expected);
  }

  @Test
  void refusesAKeyWithoutBytes() {
    assertThatThrownBy(() -> new HmacSha256(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
