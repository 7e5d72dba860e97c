package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentDecoderTest {
  private static final String TEXT = "data: {\"a\": \"grüße, grüße\"}\n\n".repeat(20);

  /** Ways to pack an answer. */
  enum Packing {
    IDENTITY("identity"),
    GZIP("gzip"),
    X_GZIP(" X-GZIP"),
    TWO_MEMBERS("gzip"),
    ALL_FIELDS("gzip"),
    ZLIB("deflate"),
    RAW("deflate");

    private final String encoding;

    Packing(String encoding) {
      this.encoding = encoding;
    }

    byte[] packed() {
      byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
      return switch (this) {
        case IDENTITY -> bytes;
        case GZIP, X_GZIP -> gzip(bytes);
        case TWO_MEMBERS -> twoMembers(bytes);
        case ALL_FIELDS -> withFields(bytes);
        case ZLIB -> deflate(bytes, false);
        case RAW -> deflate(bytes, true);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void unpacksWhateverTheCuts(Packing packing) {
    byte[] packed = packing.packed();

    for (int size : new int[] {1, 2, 7, 64, packed.length}) {
      ContentDecoder decoder = ContentDecoder.of(packing.encoding).orElseThrow();
      Buffer unpacked = Buffer.buffer();
      for (int at = 0; at < packed.length; at += size) {
        unpacked.appendBuffer(
            decoder.decode(
                Buffer.buffer(Arrays.copyOfRange(packed, at, Math.min(packed.length, at + size)))));
      }
      decoder.end();
      assertThat(unpacked.toString()).as("cut by %d", size).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"IDENTITY"},
      mode = EnumSource.Mode.EXCLUDE)
  void aCutAnswerIsNone(Packing packing) {
    byte[] packed = packing.packed();
    ContentDecoder decoder = ContentDecoder.of(packing.encoding).orElseThrow();
    decoder.decode(Buffer.buffer(Arrays.copyOf(packed, packed.length - 12)));

    assertThatThrownBy(decoder::end).isInstanceOf(FaultException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void garbageIsNoAnswer(String encoding) {
    ContentDecoder decoder = ContentDecoder.of(encoding).orElseThrow();

    assertThatThrownBy(() -> decoder.decode(Buffer.buffer("<html>not packed at all</html>")))
        .isInstanceOfSatisfying(
            FaultException.class, e -> assertThat(e.fault().name()).isEqualTo("upstream_protocol"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void aBombIsNotUnpacked(String encoding) {
    byte[] zeros = new byte[64 * 1024 * 1024];
    byte[] bomb = encoding.equals("gzip") ? gzip(zeros) : deflate(zeros, false);
    ContentDecoder decoder = ContentDecoder.of(encoding).orElseThrow();

    assertThatThrownBy(() -> decoder.decode(Buffer.buffer(bomb)))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> assertThat(e.fault().name()).isEqualTo("upstream_too_large"));
  }

  @Test
  void whatCompressesWellUpToAMegabyteIsNoBomb() {
    byte[] spaces = new byte[ContentDecoder.ALWAYS_ALLOWED];
    ContentDecoder decoder = ContentDecoder.of("gzip").orElseThrow();

    assertThat(decoder.decode(Buffer.buffer(gzip(spaces))).length()).isEqualTo(spaces.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, gzip", "compress"})
  void otherEncodingsAreNotTaken(String encoding) {
    assertThat(ContentDecoder.of(encoding)).isEmpty();
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] twoMembers(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(gzip(Arrays.copyOf(bytes, 31)));
    out.writeBytes(gzip(Arrays.copyOfRange(bytes, 31, bytes.length)));
    return out.toByteArray();
  }

  /** With extra bytes, a name, a comment and a checksum of the header. */
  private static byte[] withFields(byte[] bytes) {
    byte[] plain = gzip(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(plain, 3));
    out.write(2 | 4 | 8 | 16);
    out.writeBytes(Arrays.copyOfRange(plain, 4, 10));
    out.writeBytes(new byte[] {3, 0, 9, 9, 9});
    out.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {1, 2});
    out.writeBytes(Arrays.copyOfRange(plain, 10, plain.length));
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream deflate =
        new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
      deflate.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
