package dev.signalbox.gateway.wire.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;

/** One vector as its provider wrote it, so that it goes out unchanged wherever that is possible. */
public sealed interface EmbeddingVector {
  /**
   * A vector written as numbers.
   *
   * @param values numbers that 32 bits can hold, with every digit they came with; treated as
   *     immutable
   */
  record Numbers(ArrayNode values) implements EmbeddingVector {}

  /**
   * A vector written as base64 of 32-bit floating-point numbers, least significant byte first.
   *
   * @param base64 standard base64 of a whole number of finite values
   */
  record Packed(String base64) implements EmbeddingVector {}

  /** The vector that {@code value} writes; empty when it is neither form. */
  static Optional<EmbeddingVector> read(JsonNode value) {
    if (value instanceof ArrayNode values) {
      for (JsonNode number : values) {
        if (!number.isNumber() || !Float.isFinite(number.floatValue())) {
          return Optional.empty();
        }
      }
      return Optional.of(new Numbers(values));
    }
    return value.isTextual() && bytesOf(value.textValue()).isPresent()
        ? Optional.of(new Packed(value.textValue()))
        : Optional.empty();
  }

  /** The numbers; packed ones become the shortest decimals that stand for the same 32 bits. */
  default ArrayNode toNumbers() {
    return switch (this) {
      case Numbers numbers -> numbers.values();
      case Packed packed -> unpack(packed.base64());
    };
  }

  /** The base64 form; numbers are rounded to 32 bits. */
  default String toBase64() {
    return switch (this) {
      case Numbers numbers -> pack(numbers.values());
      case Packed packed -> packed.base64();
    };
  }

  private static ArrayNode unpack(String base64) {
    ByteBuffer bytes =
        ByteBuffer.wrap(bytesOf(base64).orElseThrow(() -> notPacked()))
            .order(ByteOrder.LITTLE_ENDIAN);
    ArrayNode values = JsonNodeFactory.instance.arrayNode(bytes.remaining() / Float.BYTES);
    while (bytes.hasRemaining()) {
      values.add(bytes.getFloat());
    }
    return values;
  }

  private static String pack(ArrayNode values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(value -> bytes.putFloat(value.floatValue()));
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static Optional<byte[]> bytesOf(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length % Float.BYTES == 0 && allFinite(bytes)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // JSON has no way to write the others.
  private static boolean allFinite(byte[] bytes) {
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      if (!Float.isFinite(values.getFloat())) {
        return false;
      }
    }
    return true;
  }

  private static IllegalArgumentException notPacked() {
    return new IllegalArgumentException("not base64 of 32-bit numbers");
  }
}
