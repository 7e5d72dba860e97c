package dev.signalbox.gateway.provider.aws;

import dev.signalbox.engine.digest.HmacSha256;
import dev.signalbox.engine.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Signature Version 4 of AWS: pure, the time is an argument (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 * Create a signed AWS API request</a>, read 2026-11).
 *
 * @param region such as {@code eu-central-1}
 * @param service the name that requests to the service are signed for, such as {@code bedrock}
 */
record SigV4(String region, String service) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DAY_LENGTH = 8;

  /** A pair of keys. */
  record Keys(String accessKeyId, String secretAccessKey) {
    /** Without the secret. */
    @Override
    public String toString() {
      return accessKeyId;
    }
  }

  /** {@code time} as headers have it. */
  static String timestamp(Instant time) {
    return TIME.format(time);
  }

  /** The time that {@code timestamp} is. */
  static Instant time(String timestamp) {
    return Instant.from(TIME.parse(timestamp));
  }

  /** SHA-256 of {@code body} in hexadecimal digits. */
  static String hash(byte[] body) {
    return HexFormat.of().formatHex(Sha256.of(body));
  }

  /** The header {@code authorization} of {@code request}, signed at {@code time}. */
  String authorization(CanonicalRequest.Signed request, Keys keys, Instant time) {
    CanonicalRequest canonical = CanonicalRequest.of(request);
    String scope = scope(time);
    String signature =
        HexFormat.of()
            .formatHex(
                new HmacSha256(signingKey(keys.secretAccessKey(), time))
                    .of(toSign(canonical, time)));
    return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(ALGORITHM, keys.accessKeyId(), scope, canonical.signedHeaders(), signature);
  }

  /** What is signed. */
  String toSign(CanonicalRequest canonical, Instant time) {
    return String.join(
        "\n",
        ALGORITHM,
        timestamp(time),
        scope(time),
        hash(canonical.text().getBytes(StandardCharsets.UTF_8)));
  }

  private String scope(Instant time) {
    return String.join("/", day(time), region, service, "aws4_request");
  }

  private static String day(Instant time) {
    return timestamp(time).substring(0, DAY_LENGTH);
  }

  /** The key of one day, region and service. */
  byte[] signingKey(String secret, Instant time) {
    byte[] ofDay = new HmacSha256(("AWS4" + secret).getBytes(StandardCharsets.UTF_8)).of(day(time));
    byte[] ofRegion = new HmacSha256(ofDay).of(region);
    byte[] ofService = new HmacSha256(ofRegion).of(service);
    return new HmacSha256(ofService).of("aws4_request");
  }
}
