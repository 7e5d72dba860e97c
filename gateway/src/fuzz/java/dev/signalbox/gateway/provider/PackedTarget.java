package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.fuzz.Input;
import dev.signalbox.gateway.fuzz.Require;
import dev.signalbox.gateway.fuzz.Target;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Packed answers: cut anywhere they become the same, bounded, or a fault. Choices: coding, whether
 * the rest is packed or to be packed, cut, damage.
 */
public final class PackedTarget implements Target {
  private static final List<String> CODINGS = List.of("gzip", "deflate", "identity", "br");

  private record Seen(Buffer bytes, boolean fault) {
    @Override
    public String toString() {
      return "%d bytes, fault %s".formatted(bytes.length(), fault);
    }
  }

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    String coding = CODINGS.get(in.below(CODINGS.size()));
    boolean pack = in.below(2) == 1;
    int pattern = in.below(8);
    int damage = pack ? in.below(200) : 0;
    byte[] rest = in.rest();
    byte[] packed = pack ? damaged(packed(coding, rest), damage) : rest;
    if (ContentDecoder.of(coding).isEmpty()) {
      return;
    }
    Seen whole = seen(coding, List.of(packed));
    boolean whetherOfOurs = pack && damage == 0;
    Require.that(
        !whetherOfOurs || (whole.bytes().equals(Buffer.buffer(rest)) && !whole.fault()),
        () -> "what was packed is not what comes out: " + whole);
    Seen cut = seen(coding, Input.cut(packed, pattern));
    if (whole.bytes().length() < ContentDecoder.ALWAYS_ALLOWED) {
      Require.same(whole.fault(), cut.fault(), "a fault");
      Require.that(
          whole.fault() || whole.equals(cut), () -> "whole %s, cut %s".formatted(whole, cut));
    }
    long most =
        Math.max(ContentDecoder.ALWAYS_ALLOWED, (long) packed.length * ContentDecoder.MOST_RATIO);
    Require.that(whole.bytes().length() <= most, () -> "too much: " + whole);
  }

  private static Seen seen(String coding, List<byte[]> pieces) {
    ContentDecoder decoder = ContentDecoder.of(coding).orElseThrow();
    List<Buffer> out = new ArrayList<>();
    boolean fault = false;
    try {
      pieces.forEach(piece -> out.add(decoder.decode(Buffer.buffer(piece))));
      decoder.end();
    } catch (FaultException e) {
      fault = true;
    } finally {
      decoder.release();
    }
    Buffer all = Buffer.buffer();
    out.forEach(all::appendBuffer);
    return new Seen(all, fault);
  }

  private static byte[] packed(String coding, byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var packing =
        switch (coding) {
          case "gzip" -> new GZIPOutputStream(out);
          case "deflate" -> new DeflaterOutputStream(out);
          default -> out;
        }) {
      packing.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] damaged(byte[] packed, int damage) {
    if (damage > 0 && packed.length > 0) {
      packed[damage % packed.length] ^= (byte) damage;
    }
    return packed;
  }
}
