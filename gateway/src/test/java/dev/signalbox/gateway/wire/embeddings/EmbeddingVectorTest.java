package dev.signalbox.gateway.wire.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

final class EmbeddingVectorTest {
  @Property
  void packingAndUnpackingKeepsEvery32BitNumber(@ForAll @Size(max = 50) float[] values) {
    ArrayNode numbers = StrictJson.mapper().createArrayNode();
    for (float value : values) {
      numbers.add(value);
    }

    String packed = new EmbeddingVector.Numbers(numbers).toBase64();
    ArrayNode unpacked = new EmbeddingVector.Packed(packed).toNumbers();

    assertThat(StrictJson.toText(unpacked)).isEqualTo(StrictJson.toText(numbers));
    assertThat(EmbeddingVector.read(StrictJson.mapper().getNodeFactory().textNode(packed)))
        .contains(new EmbeddingVector.Packed(packed));
  }
}
