package dev.signalbox.gateway.simulator.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes small but valid images and sounds that follow from a text. */
public final class TinyMedia {
  private static final int IMAGE_SIDE = 8;
  private static final int SAMPLES_PER_SECOND = 8_000;
  private static final int SAMPLES_PER_WORD = 400;
  private static final int MAX_WORDS = 100;
  private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private TinyMedia() {}

  /**
   * A square of one colour, 8 by 8 points, as PNG (<a href="https://www.w3.org/TR/png-3/">PNG
   * specification</a>: 8 bits a sample, red, green, blue).
   */
  public static byte[] png(String text) {
    Dice dice = new Dice(new Fingerprint(2).add(text).value());
    byte red = (byte) dice.below(256);
    byte green = (byte) dice.below(256);
    byte blue = (byte) dice.below(256);
    ByteBuffer rows = ByteBuffer.allocate(IMAGE_SIDE * (1 + IMAGE_SIDE * 3));
    for (int row = 0; row < IMAGE_SIDE; row++) {
      rows.put((byte) 0);
      for (int column = 0; column < IMAGE_SIDE; column++) {
        rows.put(red).put(green).put(blue);
      }
    }
    ByteBuffer head = ByteBuffer.allocate(13).putInt(IMAGE_SIDE).putInt(IMAGE_SIDE);
    head.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(PNG_START);
    png.writeBytes(chunk("IHDR", head.array()));
    png.writeBytes(chunk("IDAT", deflated(rows.array())));
    png.writeBytes(chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  /** A tone that is 50 ms long for every word, at most 5 s: WAV, 8 kHz, 8 bits, one channel. */
  public static byte[] wav(String text) {
    int words = Math.clamp(text.split("\\s+", MAX_WORDS + 1).length, 1, MAX_WORDS);
    int samples = words * SAMPLES_PER_WORD;
    int pitch = 220 + new Dice(new Fingerprint(3).add(text).value()).below(220);
    ByteBuffer wav = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + samples).put(ascii("WAVE"));
    wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    wav.putInt(SAMPLES_PER_SECOND).putInt(SAMPLES_PER_SECOND);
    wav.putShort((short) 1).putShort((short) 8);
    wav.put(ascii("data")).putInt(samples);
    for (int i = 0; i < samples; i++) {
      double angle = 2 * Math.PI * pitch * i / SAMPLES_PER_SECOND;
      wav.put((byte) (128 + Math.round(60 * StrictMath.sin(angle))));
    }
    return wav.array();
  }

  private static byte[] chunk(String type, byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(ascii(type));
    sum.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(ascii(type))
        .put(content)
        .putInt((int) sum.getValue())
        .array();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] block = new byte[512];
      while (!deflater.finished()) {
        out.write(block, 0, deflater.deflate(block));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
