package dev.signalbox.gateway.e2e;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Secrets that are unlike everything else, so that wherever one appears it has leaked.
 *
 * <p>Much is searched for many of them: each place is looked up by its next eight bytes, as what a
 * secret or an encoding of it begins with, if it may be one by its next two.
 */
public final class Canaries {
  private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int CORE = 28;

  /** Letters of a secret that may be shown, so that people can tell one from another. */
  private static final int SHOWN = 8;

  private final Random random = new Random(1);
  private final Map<String, String> byName = new LinkedHashMap<>();
  private final Map<Long, List<Trace>> traces = new HashMap<>();

  /** The two bytes, as a number, that a trace begins with. */
  private final BitSet beginnings = new BitSet(1 << Short.SIZE);

  /** Bytes that show the secret of this name. */
  private record Trace(String name, ByteBuffer bytes) {}

  /** A new secret with signs in it that JSON and addresses may write in another way. */
  public String make(String name) {
    return keep(name, "cn/" + core() + "+" + core());
  }

  /** A new secret for places that take letters and digits only. */
  public String plain(String name) {
    return keep(name, core() + core());
  }

  /** A secret that was made elsewhere. */
  public String keep(String name, String value) {
    byName.put(name, value);
    Stream.concat(Stream.of(middleOf(value)), inBase64(value))
        .map(text -> new Trace(name, ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1))))
        .forEach(this::lookFor);
    return value;
  }

  private void lookFor(Trace trace) {
    beginnings.set(Short.toUnsignedInt(trace.bytes().getShort(0)));
    traces.computeIfAbsent(trace.bytes().getLong(0), _ -> new ArrayList<>()).add(trace);
  }

  /** The secret of this name. */
  String of(String name) {
    return Optional.ofNullable(byName.get(name)).orElseThrow();
  }

  /** The names of those of which {@code bytes} show more than may be shown. */
  public Set<String> in(byte[] bytes) {
    Set<String> found = new TreeSet<>();
    ByteBuffer all = ByteBuffer.wrap(bytes);
    for (int at = 0; at <= bytes.length - Long.BYTES; at++) {
      if (!beginnings.get(((bytes[at] & 0xff) << Byte.SIZE) | (bytes[at + 1] & 0xff))) {
        continue;
      }
      for (Trace trace : traces.getOrDefault(all.getLong(at), List.of())) {
        int length = Math.min(bytes.length - at, trace.bytes().remaining());
        if (all.slice(at, length).equals(trace.bytes())) {
          found.add(trace.name());
        }
      }
    }
    return found;
  }

  /** How base64 writes the middle of {@code value}, wherever it stands in what was encoded. */
  private static Stream<String> inBase64(String value) {
    byte[] middle = middleOf(value).getBytes(StandardCharsets.UTF_8);
    return IntStream.range(0, 3)
        .mapToObj(at -> Arrays.copyOfRange(middle, at, middle.length - (middle.length - at) % 3))
        .map(part -> Base64.getEncoder().withoutPadding().encodeToString(part));
  }

  private static String middleOf(String value) {
    return value.substring(SHOWN, Math.min(value.length() - 4, SHOWN + CORE / 2));
  }

  private String core() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CORE; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
