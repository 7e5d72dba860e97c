package dev.signalbox.gateway.provider.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A token as a server gave it.
 *
 * @param life how long it holds
 */
record Token(String value, Duration life) {
  /** What is believed of servers that do not say how long a token holds. */
  static final Duration UNSAID_LIFE = Duration.ofMinutes(5);

  static final Duration LONGEST_LIFE = Duration.ofDays(1);
  private static final int LONGEST = 16 * 1024;

  /** Errors by which a server says that it is itself in trouble. */
  private static final Set<String> TROUBLE = Set.of("temporarily_unavailable", "server_error");

  /** Errors that may be told, as their names are fixed. */
  private static final Set<String> KNOWN =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope",
          "invalid_target",
          "access_denied");

  /**
   * The token of an answer.
   *
   * @param retryAfter the wait that the server asks for
   * @throws Unauthorized when it has none; nothing of the answer is told but names of errors
   */
  static Token read(int status, Buffer body, OptionalLong retryAfter) {
    if (status == 429) {
      throw new Unauthorized(
          Unauthorized.Why.LIMITED, "the token server takes no more requests now", retryAfter);
    }
    if (status >= 500 || status == 408) {
      throw new Unauthorized(
          Unauthorized.Why.UNAVAILABLE,
          "the token server answered with status %d".formatted(status));
    }
    if (status >= 300 && status < 400) {
      throw nonsense("the token server answered with a redirect, which is not followed");
    }
    Optional<ObjectNode> answer =
        StrictJson.tryParse(body.toString())
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast);
    if (status >= 400) {
      throw refused(status, answer.map(tree -> tree.path("error").asText("")).orElse(""));
    }
    return answer
        .flatMap(Token::of)
        .orElseThrow(() -> nonsense("the token server's answer is no token"));
  }

  private static Unauthorized refused(int status, String error) {
    if (TROUBLE.contains(error)) {
      return new Unauthorized(Unauthorized.Why.UNAVAILABLE, "the token server is in trouble");
    }
    return new Unauthorized(
        Unauthorized.Why.REFUSED,
        KNOWN.contains(error)
            ? "the token server refused with `%s`".formatted(error)
            : "the token server refused with status %d".formatted(status));
  }

  private static Optional<Token> of(ObjectNode answer) {
    String value = answer.path("access_token").asText("");
    String type = answer.path("token_type").asText("bearer").toLowerCase(Locale.ROOT);
    return isSendable(value) && type.equals("bearer")
        ? Optional.of(new Token(value, life(answer.path("expires_in"))))
        : Optional.empty();
  }

  /** Some servers write the number as a text. */
  private static Duration life(JsonNode seconds) {
    long said = seconds.asLong(-1);
    return said < 0 ? UNSAID_LIFE : Duration.ofSeconds(Math.min(said, LONGEST_LIFE.toSeconds()));
  }

  private static boolean isSendable(String value) {
    return !value.isEmpty()
        && value.length() <= LONGEST
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  static Unauthorized nonsense(String clause) {
    return new Unauthorized(Unauthorized.Why.NONSENSE, clause);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Token[" + life + "]";
  }
}
