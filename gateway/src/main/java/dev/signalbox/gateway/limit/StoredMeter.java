package dev.signalbox.gateway.limit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A meter as the store that all replicas share has it.
 *
 * @param rates what is left, as of the time it was read at
 * @param places who has how many requests under way
 */
record StoredMeter(Meter.Rates rates, Places places) {
  /** With the number of the format: programs of two formats share nothing. */
  private static final String PREFIX = "signalbox:limit1:";

  private static final int MOST_CHARACTERS = 200;
  private static final int DIGEST_BYTES = 12;

  /** Beyond the time until nothing says anything any more, for clocks that do not agree. */
  private static final Duration SPARE = Duration.ofMinutes(1);

  /** The keys of all subjects of {@code limit} begin so: another limit has another beginning. */
  static String prefixOf(Limit limit) {
    return PREFIX + digest(limit.toString()) + ":";
  }

  static String keyOf(LimitPlan.Entry entry) {
    return prefixOf(entry.limit()) + keyOf(entry.subject());
  }

  /** A text that every store takes: a long one, or one with control characters, as its digest. */
  private static String keyOf(String subject) {
    boolean plain =
        subject.length() <= MOST_CHARACTERS
            && subject.chars().noneMatch(c -> Character.isISOControl(c) || isSurrogate(c));
    return plain ? "=" + subject : "#" + digest(subject);
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The state of {@code limit} in {@code bytes}, at {@code nanos} of the store's clock; that of one
   * that nobody has taken anything from where there are none, or none that can be read.
   */
  static StoredMeter of(Limit limit, Optional<byte[]> bytes, long nanos) {
    return bytes
        .flatMap(known -> named(limit, known, nanos))
        .map(Named::meter)
        .orElseGet(() -> new StoredMeter(Meter.Rates.of(limit, () -> nanos), Places.NONE));
  }

  /** A subject and its state. */
  record Named(String subject, StoredMeter meter) {}

  /** What {@code bytes} say; empty where they cannot be read. */
  static Optional<Named> named(Limit limit, byte[] bytes, long nanos) {
    try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return Optional.of(
          new Named(
              from.readUTF(),
              new StoredMeter(
                  new Meter.Rates(
                      rate(limit.requestsPerMinute(), from, Meter.MINUTE, nanos),
                      rate(limit.requestsPerDay(), from, Meter.DAY, nanos),
                      rate(limit.tokensPerMinute(), from, Meter.MINUTE, nanos)),
                  Places.read(from))));
    } catch (IOException | RuntimeException _) {
      return Optional.empty(); // the store gave something else back than it was given
    }
  }

  private static Optional<Rate> rate(
      OptionalLong capacity, DataInputStream from, Duration period, long nanos) throws IOException {
    return capacity.isEmpty()
        ? Optional.empty()
        : Optional.of(Rate.read(from, capacity.getAsLong(), period, () -> nanos));
  }

  /** What the store is to keep of {@code subject}. */
  byte[] bytes(String subject) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream to = new DataOutputStream(bytes)) {
      to.writeUTF(subject);
      for (Optional<Rate> rate : List.of(rates.minute(), rates.day(), rates.tokens())) {
        if (rate.isPresent()) {
          rate.get().write(to);
        }
      }
      places.write(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** How long the store has to keep {@code meter}: hardly where it says nothing. */
  static Duration kept(Meter meter, Duration lease) {
    Duration untilFull = meter.untilFull();
    return untilFull.isZero() && meter.inFlight() == 0
        ? Duration.ofMillis(1)
        : untilFull.plus(lease).plus(SPARE);
  }
}
