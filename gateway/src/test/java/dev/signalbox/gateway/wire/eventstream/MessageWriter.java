package dev.signalbox.gateway.wire.eventstream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes messages of an event stream. */
public final class MessageWriter {
  private MessageWriter() {}

  /** The bytes of {@code message}. */
  public static byte[] bytes(Message message) {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    message.headers().forEach((name, value) -> header(name, value, headers));
    int total =
        MessageDecoder.PRELUDE_BYTES
            + headers.size()
            + message.payload().length
            + MessageDecoder.CHECKSUM_BYTES;
    ByteBuffer out = ByteBuffer.allocate(total);
    out.putInt(total).putInt(headers.size());
    out.putInt(checksum(out.array(), out.position()));
    out.put(headers.toByteArray()).put(message.payload());
    out.putInt(checksum(out.array(), out.position()));
    return out.array();
  }

  private static void header(String name, String value, ByteArrayOutputStream out) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
    if (nameBytes.length > 0xFF || valueBytes.length > 0x7FFF) {
      throw new IllegalArgumentException("a header longer than messages can hold");
    }
    out.write(nameBytes.length);
    out.writeBytes(nameBytes);
    out.write(Headers.TEXT);
    out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) valueBytes.length).array());
    out.writeBytes(valueBytes);
  }

  private static int checksum(byte[] written, int length) {
    CRC32 crc = new CRC32();
    crc.update(written, 0, length);
    return (int) crc.getValue();
  }
}
