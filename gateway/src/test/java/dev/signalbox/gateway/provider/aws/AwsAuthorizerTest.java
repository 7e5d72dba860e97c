package dev.signalbox.gateway.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.provider.auth.Outgoing;
import dev.signalbox.gateway.provider.auth.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AwsAuthorizerTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final Credential SECRET = new Credential("aws#1", "the-secret");
  private static final Map<String, AwsAuthorizer.Pair> PAIRS =
      Map.of("aws#1", new AwsAuthorizer.Pair("AKIA1", Optional.of("the-token")));

  private final AwsAuthorizer authorizer =
      new AwsAuthorizer("eu-central-1", PAIRS, InstantSource.fixed(NOW));

  @Test
  void signsWithThePairOfTheSecret() {
    Map<String, String> headers = headers(SECRET);

    assertThat(headers)
        .containsEntry("x-amz-date", "20261126T100000Z")
        .containsEntry("x-amz-security-token", "the-token");
    assertThat(headers.get("authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=AKIA1/20261126/eu-central-1/bedrock/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=")
        .doesNotContain("the-secret");
  }

  @Test
  void anotherKeyGoesOutAsItIs() {
    assertThat(headers(new Credential("caller@bedrock", "key")))
        .isEqualTo(Map.of("authorization", "Bearer key"));
  }

  @Test
  void signsForTheTimeOfAServiceThatRefusedOurs() {
    Map<String, String> early = headers(SECRET);

    boolean again = authorizer.refused(early, skewed("Thu, 26 Nov 2026 10:20:00 GMT"));

    assertThat(again).isTrue();
    assertThat(headers(SECRET)).containsEntry("x-amz-date", "20261126T102000Z");
    assertThat(authorizer.refused(headers(SECRET), skewed("Thu, 26 Nov 2026 10:20:10 GMT")))
        .as("the time was right, the secret is wrong")
        .isFalse();
  }

  /** Two calls signed with the old difference are both sent again. */
  @Test
  void everyCallOfTheOldTimeIsMadeAnew() {
    Map<String, String> first = headers(SECRET);
    Map<String, String> second = headers(SECRET);

    assertThat(authorizer.refused(first, skewed("Thu, 26 Nov 2026 10:20:00 GMT"))).isTrue();
    assertThat(authorizer.refused(second, skewed("Thu, 26 Nov 2026 10:20:01 GMT"))).isTrue();
  }

  @Test
  void otherRefusalsChangeNothing() {
    Map<String, String> headers = headers(SECRET);
    String late = "Thu, 26 Nov 2026 10:20:00 GMT";

    assertThat(authorizer.refused(headers, refusal(403, "AccessDeniedException", late))).isFalse();
    assertThat(authorizer.refused(headers, refusal(429, "SignatureDoesNotMatch", late))).isFalse();
    assertThat(authorizer.refused(headers, skewed("yesterday"))).isFalse();
    assertThat(authorizer.refused(Map.of("authorization", "Bearer k"), skewed(late))).isFalse();
  }

  @Test
  void tellsNobodyItsTokensButKnowsThem() {
    assertThat(authorizer.secrets()).containsExactly("the-token");
    assertThat(PAIRS.toString()).doesNotContain("the-token");
    assertThat(authorizer)
        .isEqualTo(new AwsAuthorizer("eu-central-1", PAIRS, InstantSource.system()))
        .isNotEqualTo(new AwsAuthorizer("us-east-1", PAIRS, InstantSource.system()));
  }

  private Map<String, String> headers(Credential credential) {
    return authorizer
        .authorize(
            new Outgoing(
                "POST",
                "bedrock-runtime.eu-central-1.amazonaws.com",
                "/model/m/converse",
                HttpHeaders.headers().set("content-type", "application/json"),
                Optional.of(Buffer.buffer("{}")),
                Optional.of(credential)))
        .result();
  }

  private static Refusal skewed(String date) {
    return refusal(403, "InvalidSignatureException", date);
  }

  private static Refusal refusal(int status, String type, String date) {
    MultiMap headers = HttpHeaders.headers().set("x-amzn-errortype", type).set("date", date);
    return new Refusal(status, headers, "{\"message\":\"no\"}");
  }
}
