package dev.signalbox.gateway.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignatureSealTest {
  private static final SignatureSeal SEAL = sealOf("a key of sixteen bytes or more");
  private static final Signature SIGNATURE =
      new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "line\none\n|é");

  @Test
  void whatIsSealedOpensToTheSame() {
    String text = SEAL.seal("call\n1", SIGNATURE);

    assertThat(SEAL.open(text)).contains(new SignatureSeal.Sealed("call\n1", SIGNATURE));
    assertThat(text).matches("sb1_[A-Za-z0-9_-]+");
  }

  @Test
  void anotherKeyOrAChangedTextOpensNothing() {
    String text = SEAL.seal("call_1", SIGNATURE);

    assertThat(sealOf("quite another key of enough bytes").open(text)).isEmpty();
    for (int i = "sb1_".length(); i < text.length() - 1; i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(SEAL.open(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
    }
    assertThat(SEAL.open("call_1")).isEmpty();
    assertThat(SEAL.open("sb1_!!")).isEmpty();
    assertThat(SEAL.open("sb1_")).isEmpty();
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> new SignatureSeal(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCallsForeignSignatureTravelsInItsIdAndComesBack() {
    Part.ToolCall call =
        new Part.ToolCall("call_1", "f", "{}", Optional.of(SIGNATURE), Extras.NONE);

    String toChat = ToolIds.toClient(call, Protocol.CHAT, SEAL);

    assertThat(ToolIds.fromClient(toChat, SEAL))
        .isEqualTo(new ToolIds.Opened("call_1", Optional.of(SIGNATURE)));
    assertThat(ToolIds.toClient(call, Protocol.GEMINI, SEAL)).isEqualTo("call_1");
  }

  @Test
  void idsFitTheirProviderAndTheSameIdBecomesTheSame() {
    String longId = "x".repeat(100);

    assertThat(ToolIds.shortened("toolu_1", "call_", 40)).isEqualTo("toolu_1");
    assertThat(ToolIds.shortened(longId, "call_", 40))
        .hasSizeLessThanOrEqualTo(40)
        .isEqualTo(ToolIds.shortened(longId, "call_", 40));
    assertThat(ToolIds.plain("a b", "toolu_", 64)).matches("[A-Za-z0-9_-]{1,64}");
    assertThat(ToolIds.shortened("a b", "call_", 40)).isEqualTo("a b");
    assertThat(ToolIds.isMadeUp(ToolIds.madeUp("seed"))).isTrue();
  }

  private static SignatureSeal sealOf(String key) {
    return new SignatureSeal(key.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"40, call_", "64, call_", "64, toolu_"})
  void anIdIsReplacedWhereItIsLongerThanItsProviderTakes(int most, String prefix) {
    String longest = "x".repeat(most);

    assertThat(ToolIds.shortened(longest, prefix, most)).isEqualTo(longest);
    assertThat(ToolIds.shortened(longest + "x", prefix, most)).hasSize(prefix.length() + 24);
    assertThat(ToolIds.shortened(longest + "x", prefix, most)).startsWith(prefix);
  }

  @ParameterizedTest
  @CsvSource({
    "azAZ09_-, true",
    "a`, false",
    "a{, false",
    "a@, false",
    "a[, false",
    "a/, false",
    "a:, false",
    "é, false",
    "'', false"
  })
  void anthropicIsSentLettersDigitsUnderscoresAndHyphens(String id, boolean kept) {
    assertThat(ToolIds.plain(id, "toolu_", 64).equals(id)).isEqualTo(kept);
  }
}
