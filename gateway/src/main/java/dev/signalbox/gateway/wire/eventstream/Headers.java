package dev.signalbox.gateway.wire.eventstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The headers of a message: name, type, value. Only those that are text are kept. */
final class Headers {
  private static final int TRUE = 0;
  private static final int FALSE = 1;
  private static final int BYTE = 2;
  private static final int SHORT = 3;
  private static final int INT = 4;
  private static final int LONG = 5;
  private static final int BYTES = 6;
  static final int TEXT = 7;
  private static final int TIME = 8;
  private static final int UUID = 9;
  private static final int UUID_BYTES = 16;
  private static final String TOO_SHORT = "holds a header that is cut off";

  private Headers() {}

  /** Those of {@code bytes}; {@code damaged} makes the exception for what is wrong with them. */
  static Map<String, String> read(ByteBuffer bytes, Function<String, RuntimeException> damaged) {
    Map<String, String> headers = new LinkedHashMap<>();
    while (bytes.hasRemaining()) {
      String name = text(bytes, Byte.toUnsignedInt(bytes.get()), damaged);
      int type = sized(bytes, 1, damaged).get();
      switch (type) {
        case TRUE, FALSE -> {}
        case BYTE -> skip(bytes, Byte.BYTES, damaged);
        case SHORT -> skip(bytes, Short.BYTES, damaged);
        case INT -> skip(bytes, Integer.BYTES, damaged);
        case LONG, TIME -> skip(bytes, Long.BYTES, damaged);
        case BYTES -> skip(bytes, length(bytes, damaged), damaged);
        case TEXT -> headers.put(name, text(bytes, length(bytes, damaged), damaged));
        case UUID -> skip(bytes, UUID_BYTES, damaged);
        default -> throw damaged.apply("holds a header of an unknown type");
      }
    }
    return headers;
  }

  private static int length(ByteBuffer bytes, Function<String, RuntimeException> damaged) {
    return Short.toUnsignedInt(sized(bytes, Short.BYTES, damaged).getShort());
  }

  private static String text(
      ByteBuffer bytes, int length, Function<String, RuntimeException> damaged) {
    ByteBuffer enough = sized(bytes, length, damaged);
    byte[] text = new byte[length];
    enough.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static void skip(
      ByteBuffer bytes, int count, Function<String, RuntimeException> damaged) {
    sized(bytes, count, damaged).position(bytes.position() + count);
  }

  /** {@code bytes}, of which at least {@code count} are left. */
  private static ByteBuffer sized(
      ByteBuffer bytes, int count, Function<String, RuntimeException> damaged) {
    if (bytes.remaining() < count) {
      throw damaged.apply(TOO_SHORT);
    }
    return bytes;
  }
}
