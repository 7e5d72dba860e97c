package dev.signalbox.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What is packed can be unpacked, and nothing else can. */
final class PackedTest {
  private static final ObjectNode JSON =
      JsonNodeFactory.instance
          .objectNode()
          .put("profile", "balanced")
          .put("price", new BigDecimal("0.1"));

  @Test
  void refusesAFormatThatIsNotKnown() {
    byte[] packed = Packed.pack(JSON);
    packed[0] = 3;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Packed.unpack(packed))
        .withMessage(
            "it is stored in format 3, and this version of Signalbox reads formats 1 and 2");
  }

  @Test
  void refusesWhatIsCutOffOrChanged() {
    byte[] packed = Packed.pack(JSON);
    byte[] cut = Arrays.copyOf(packed, packed.length - 3);
    byte[] changed = packed.clone();
    changed[3] ^= 0x55;

    for (byte[] broken : new byte[][] {cut, changed}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Packed.unpack(broken))
          .withMessage("what is stored is damaged");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Packed.unpack(new byte[0]))
        .withMessage("nothing is stored there");
  }

  @Test
  void readsFormatOneAsItWasWrittenFirst() {
    byte[] first = HexFormat.of().parseHex("01abc69e1a0b8049062864a067580b00");

    assertThat(Packed.unpack(first)).isEqualTo(JSON);
  }

  @Test
  void refusesWhatIsLargerThanAnythingThatIsStored() {
    ObjectNode large =
        JsonNodeFactory.instance.objectNode().put("a", "a".repeat(Packed.MOST_BYTES));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Packed.pack(large))
        .withMessageContaining("are too many to store, allowed are " + Packed.MOST_BYTES);
  }
}
