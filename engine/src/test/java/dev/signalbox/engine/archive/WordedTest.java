package dev.signalbox.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in words reads back the same, and nothing else reads at all. */
final class WordedTest {
  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"at\":null,\"plan\":[],\"strict\":true,\"failover\":false}",
        "{\"seed\":-9223372036854775808,\"rank\":9223372036854775807,\"utility\":-1,\"n\":63,\"m\":64}",
        "{\"price\":0.1,\"large\":123456789012345678901234567890,\"small\":1E-40}",
        "{\"model\":\"openai/gpt-4o\",\"again\":[\"openai/gpt-4o\",\"openai/gpt-4o\",\"balanced\"]}",
        "{\"\":\"\",\"grüße\":\"\\u0000 😀\",\"grüßen\":{\"grüße\":[[[]]]}}"
      })
  void readsBackWhatItWrote(String json) throws JsonProcessingException {
    ObjectNode tree = (ObjectNode) EXACT.readTree(json);

    assertThat(Packed.unpack(Worded.pack(tree)).toString()).isEqualTo(tree.toString());
  }

  @Test
  void staysAsItIs() throws JsonProcessingException {
    JsonNode tree =
        EXACT.readTree("{\"profile\":\"balanced\",\"n\":-3,\"who\":\"me\",\"x\":\"me\"}");

    assertThat(HexFormat.of().formatHex(Worded.pack((ObjectNode) tree)))
        .isEqualTo("0207040d2f" + "05016e0305" + "050377686f" + "05026d65" + "050178" + "0802");
    assertThat(Worded.WORDS).doesNotHaveDuplicates().hasSizeLessThan(256 - Worded.FIRST_WORD);
  }

  @Test
  void isRefusedWhenItIsCutOffOrChanged() throws JsonProcessingException {
    byte[] packed =
        Worded.pack(
            (ObjectNode)
                EXACT.readTree("{\"plan\":[{\"model\":\"a/b\",\"x\":1.5}],\"model\":\"a/b\"}"));
    for (int length = 1; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Packed.unpack(cut))
          .withMessage("what is stored is damaged");
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = packed.clone();
      changed[1 + random.nextInt(changed.length - 1)] = (byte) random.nextInt();
      try {
        assertThat(Packed.unpack(changed)).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessage("what is stored is damaged");
      }
    }
  }
}
