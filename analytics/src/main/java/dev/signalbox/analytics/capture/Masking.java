package dev.signalbox.analytics.capture;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes known secrets out of what is kept or told, however JSON and addresses write them: in one
 * pass, however many there are.
 */
public final class Masking {
  /** Takes nothing out. */
  public static final Masking NONE = new Masking(List.of());

  private static final byte[] MASK = "[key]".getBytes(StandardCharsets.US_ASCII);

  /** Of a secret that is cut off at the end of a text, so many letters are none of its own. */
  private static final int LEAST_OF_A_CUT = 8;

  private final List<Needles> parts;

  /** One for {@code secrets}, texts that must not be kept; empty ones do not count. */
  public Masking(Collection<String> secrets) {
    this(List.of(), secrets);
  }

  private Masking(List<Needles> before, Collection<String> secrets) {
    List<String> spelled =
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .flatMap(Masking::spellings)
            .distinct()
            .toList();
    List<Needles> all = new ArrayList<>(before);
    all.addAll(Needles.of(spelled));
    this.parts = List.copyOf(all);
  }

  private static Stream<String> spellings(String secret) {
    return Stream.of(
        secret,
        secret.replace("\\", "\\\\").replace("\"", "\\\""),
        secret.replace("/", "\\/"),
        URLEncoder.encode(secret, StandardCharsets.UTF_8));
  }

  /** The same with further secrets. */
  public Masking and(Collection<String> more) {
    return more.isEmpty() ? this : new Masking(parts, more);
  }

  /** Whether there are no secrets. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The secrets in all spellings, the longest first. */
  public List<String> secrets() {
    return parts.stream()
        .flatMap(part -> part.texts().stream())
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  /**
   * What is left.
   *
   * @param count how many secrets were taken out; those that overlap are one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Masked(byte[] bytes, int count) {}

  /** {@code bytes} without secrets, whatever text they hold; the very same where none is in. */
  public Masked masked(byte[] bytes) {
    int at = next(bytes, 0);
    if (at == bytes.length) {
      return new Masked(bytes, 0);
    }
    var left = new ByteArrayOutputStream(bytes.length);
    int count = 0;
    int done = 0;
    while (at < bytes.length) {
      int end = at + longestAt(bytes, at);
      if (at >= done) {
        left.write(bytes, done, at - done);
        left.writeBytes(MASK);
        count++;
      }
      done = Math.max(done, end);
      at = next(bytes, at + 1);
    }
    left.write(bytes, done, bytes.length - done);
    return new Masked(left.toByteArray(), count);
  }

  /** The first place from {@code from} on at which a secret stands; the length where none does. */
  private int next(byte[] bytes, int from) {
    int next = bytes.length;
    for (Needles part : parts) {
      next = part.next(bytes, from, next);
    }
    return next;
  }

  private int longestAt(byte[] bytes, int at) {
    int longest = 0;
    for (Needles part : parts) {
      longest = Math.max(longest, part.longestAt(bytes, at));
    }
    return longest;
  }

  /** The same of {@code bytes} that were cut off, maybe within a secret. */
  public Masked maskedCut(byte[] bytes) {
    Masked whole = masked(bytes);
    byte[] kept = whole.bytes();
    int cut =
        parts.stream()
            .mapToInt(part -> part.cutFrom(kept, LEAST_OF_A_CUT))
            .min()
            .orElse(kept.length);
    if (cut == kept.length) {
      return whole;
    }
    var left = new ByteArrayOutputStream(kept.length);
    left.write(kept, 0, cut);
    left.writeBytes(MASK);
    return new Masked(left.toByteArray(), whole.count() + 1);
  }

  /** {@code text} without secrets. */
  public String masked(String text) {
    Masked masked = masked(text.getBytes(StandardCharsets.UTF_8));
    return masked.count() == 0 ? text : new String(masked.bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Masking masking && secrets().equals(masking.secrets());
  }

  @Override
  public int hashCode() {
    return secrets().hashCode();
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Masking[" + secrets().size() + "]";
  }
}
