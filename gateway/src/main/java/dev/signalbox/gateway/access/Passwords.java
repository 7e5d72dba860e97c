package dev.signalbox.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as argon2id with 19 MiB, two passes and one lane (OWASP, "Password Storage Cheat
 * Sheet", read 2026-11), in the form of PHC strings. Takes about a twentieth of a second; blocks.
 */
public final class Passwords {
  /** Shortest password that is taken. */
  public static final int LEAST = 10;

  /** Longest password that is looked at. */
  public static final int MOST = 256;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([^$]+)\\$([^$]+)");

  private Passwords() {}

  /** What is stored of {@code password}. */
  public static String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return form(salt, argon2(password, salt, new Cost(MEMORY_KIB, PASSES, LANES), HASH_BYTES));
  }

  /** What has the form of a hash and is of no password; comparing with it takes as long as any. */
  static String ofNobody() {
    return form(new byte[SALT_BYTES], new byte[HASH_BYTES]);
  }

  private static String form(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /** Whether {@code stored} is of {@code password}. */
  public static boolean matches(String password, String stored) {
    Matcher form = FORM.matcher(stored);
    if (!form.matches()) {
      return false;
    }
    byte[] hash = Base64.getDecoder().decode(form.group(5));
    Cost cost =
        new Cost(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)));
    return MessageDigest.isEqual(
        hash, argon2(password, Base64.getDecoder().decode(form.group(4)), cost, hash.length));
  }

  private record Cost(int memoryKib, int passes, int lanes) {}

  private static byte[] argon2(String password, byte[] salt, Cost cost, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
