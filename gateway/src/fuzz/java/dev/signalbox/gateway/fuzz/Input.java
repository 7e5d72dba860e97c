package dev.signalbox.gateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that are taken from the front: choices first, then what they are about. A digit as a choice
 * stands for its number, so that people can write inputs. Where nothing is left, all choices are 0.
 */
public final class Input {
  private final byte[] bytes;
  private int at;

  public Input(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A number from 0 to {@code bound}, that excluded. */
  public int below(int bound) {
    return at < bytes.length ? ((bytes[at++] - '0') & 0xFF) % bound : 0;
  }

  /** Whether anything is left. */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /** A byte; 0 where nothing is left. */
  int next() {
    return at < bytes.length ? bytes[at++] & 0xFF : 0;
  }

  /** The next {@code length} bytes, or as many as are left. */
  byte[] take(int length) {
    int from = at;
    at = Math.min(bytes.length, at + length);
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** All that is left. */
  public byte[] rest() {
    return take(bytes.length);
  }

  /** All that is left, as text. */
  public String text() {
    return new String(rest(), StandardCharsets.UTF_8);
  }

  /**
   * {@code whole} in pieces, empty ones among them: the same for the same {@code pattern}, from one
   * byte at a time to all at once.
   */
  public static List<byte[]> cut(byte[] whole, int pattern) {
    List<byte[]> pieces = new ArrayList<>();
    int state = pattern + 1;
    int at = 0;
    while (at < whole.length) {
      state = state * 1_103_515_245 + 12_345;
      int length = pattern == 0 ? 1 : (state >>> 16) % (pattern + 1);
      int end = Math.min(whole.length, at + length);
      pieces.add(Arrays.copyOfRange(whole, at, end));
      at = end;
    }
    return pieces;
  }
}
