package dev.signalbox.gateway.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases of AWS's {@code aws-sig-v4-test-suite}, as the signers of AWS themselves have them
 * (smithy-lang/smithy-typescript, {@code packages/signature-v4/src/suite.fixture.ts}; the paths to
 * be normalised from the suite's {@code normalize-path}).
 */
final class SigV4Test {
  private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");
  private static final SigV4.Keys KEYS =
      new SigV4.Keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  private static final SigV4 SERVICE = new SigV4("us-east-1", "service");
  private static final String TOKEN =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPf"
          + "IeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDY"
          + "wT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+sc"
          + "qKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          get-vanilla | GET | / | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
          post-vanilla | POST | / | 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b
          get-unreserved | GET | /-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz | 07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f
          get-utf8 | GET | /ሴ | 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85
          get-vanilla-empty-query-key | GET | /?Param1=value1 | a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb
          get-vanilla-query-order-key-case | GET | /?Param2=value2&Param1=value1 | b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500
          get-vanilla-query-unreserved | GET | /?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz | 9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197
          get-vanilla-utf8-query | GET | /?ሴ=bar | 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04
          post-vanilla-query | POST | /?Param1=value1 | 28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11
          get-relative | GET | /example/.. | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
          get-relative-relative | GET | /example1/example2/../.. | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
          get-slash | GET | // | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
          get-slash-dot-slash | GET | /./ | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
          get-slash-pointless-dot | GET | /./example | ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5
          get-slashes | GET | //example// | 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84
          get-space | GET | /example space/ | 652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741
          """)
  void signsWhatIsAskedAsTheSuiteDoes(String name, String method, String target, String signature) {
    assertThat(authorization(method, target, Map.of(), ""))
        .as(name)
        .isEqualTo(expected("host;x-amz-date", signature));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          get-header-key-duplicate | GET | value2,value2,value1 | c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea
          get-header-value-order | GET | value4,value1,value3,value2 | 08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01
          post-header-key-sort | POST | value1 | c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c
          post-header-value-case | POST | VALUE1 | cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d
          """)
  void signsEveryHeader(String name, String method, String value, String signature) {
    assertThat(authorization(method, "/", Map.of("My-Header1", value), ""))
        .as(name)
        .isEqualTo(expected("host;my-header1;x-amz-date", signature));
  }

  @Test
  void trimsValuesOfHeaders() {
    Map<String, String> headers = Map.of("My-Header1", " value1", "My-Header2", " \"a   b   c\" ");

    assertThat(authorization("GET", "/", headers, ""))
        .isEqualTo(
            expected(
                "host;my-header1;my-header2;x-amz-date",
                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"));
  }

  @Test
  void signsTheTokenOfASession() {
    assertThat(authorization("POST", "/", Map.of("X-Amz-Security-Token", TOKEN), ""))
        .isEqualTo(
            expected(
                "host;x-amz-date;x-amz-security-token",
                "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"));
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded,"
        + " ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    "application/x-www-form-urlencoded; charset=utf8,"
        + " 1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"
  })
  void signsTheBody(String type, String signature) {
    assertThat(authorization("POST", "/", Map.of("Content-Type", type), "Param1=value1"))
        .isEqualTo(expected("content-type;host;x-amz-date", signature));
  }

  /** What is encoded on the wire is encoded once more in what is signed. */
  @Test
  void encodesAnEncodedPathOnceMore() {
    CanonicalRequest canonical =
        CanonicalRequest.of(
            new CanonicalRequest.Signed(
                "POST", "/model/arn%3Aaws%2Fm-v1%3A0/converse", Map.of("host", "h"), "hash"));

    assertThat(canonical.text())
        .isEqualTo("POST\n/model/arn%253Aaws%252Fm-v1%253A0/converse\n\nhost:h\n\nhost\nhash");
  }

  @Test
  void theKeysTellNoSecret() {
    assertThat(KEYS.toString()).isEqualTo("AKIDEXAMPLE");
  }

  private static String authorization(
      String method, String target, Map<String, String> more, String body) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("Host", "example.amazonaws.com");
    headers.put("X-Amz-Date", SigV4.timestamp(TIME));
    return SERVICE.authorization(
        new CanonicalRequest.Signed(
            method, target, headers, SigV4.hash(body.getBytes(StandardCharsets.UTF_8))),
        KEYS,
        TIME);
  }

  private static String expected(String headers, String signature) {
    return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        + "SignedHeaders="
        + headers
        + ", Signature="
        + signature;
  }
}
