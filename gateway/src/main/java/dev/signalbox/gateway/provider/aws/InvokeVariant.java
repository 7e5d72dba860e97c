package dev.signalbox.gateway.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.bedrock.ConverseProviderFormat;
import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.formats.ApiVariant;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Anthropic's Messages by InvokeModel: the address has the model and whether a stream is wanted,
 * the body a version of its own and the betas that the maker has in a header; every other byte
 * passes (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html">
 * Anthropic Claude Messages API</a>, read 2026-11). An exception becomes an error of Anthropic's.
 */
public record InvokeVariant() implements ApiVariant {
  private static final String VERSION = "anthropic_version";
  private static final String VERSION_TEXT = "bedrock-2023-05-31";
  private static final String VERSION_JSON = "\"" + VERSION_TEXT + "\"";
  private static final String BETA = "anthropic_beta";
  private static final String BETA_HEADER = "anthropic-beta";
  private static final String LIMIT = "max_tokens";
  private static final Set<String> IN_ADDRESS = Set.of("model", "stream");

  /** How betas begin that Bedrock takes; it refuses a request with any other. */
  private static final Set<String> BETAS =
      Set.of(
          "computer-use-",
          "token-efficient-tools-",
          "interleaved-thinking-",
          "output-128k-",
          "dev-full-thinking-",
          "context-1m-",
          "context-management-",
          "effort-",
          "tool-search-tool-",
          "tool-examples-",
          "fine-grained-tool-streaming-");

  /** Exceptions are the same for both APIs. */
  private static final ConverseProviderFormat EXCEPTIONS = new ConverseProviderFormat();

  @Override
  public byte[] passed(BodyScan body, Map<String, String> headers, Losses losses) {
    BodyScan scan = BodyScan.of(body.bytesWithout(IN_ADDRESS));
    if (!scan.has(VERSION)) {
      scan = scan.with(VERSION, VERSION_JSON.getBytes(StandardCharsets.UTF_8));
    }
    ArrayNode betas = betas(headers.getOrDefault(BETA_HEADER, ""), losses);
    return betas.isEmpty() || scan.has(BETA)
        ? scan.bytes()
        : scan.with(BETA, StrictJson.toBytes(betas)).bytes();
  }

  @Override
  public void adapt(ObjectNode body, Losses losses) {
    body.remove(IN_ADDRESS);
    body.put(VERSION, VERSION_TEXT);
  }

  private static ArrayNode betas(String header, Losses losses) {
    ArrayNode betas = StrictJson.object().arrayNode();
    for (String part : header.split(",", -1)) {
      String beta = part.strip();
      if (BETAS.stream().anyMatch(beta::startsWith)) {
        betas.add(beta);
      } else if (!beta.isEmpty()) {
        losses.dropped(BETA_HEADER, "`%s` is not a beta of Bedrock".formatted(beta));
      }
    }
    return betas;
  }

  /**
   * What is counted goes along whole, and must be a request that could be sent (<a
   * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html">
   * CountTokens</a>, read 2026-11).
   */
  @Override
  public ObjectNode toCount(ObjectNode body, Losses losses) {
    ObjectNode whole = body.deepCopy();
    adapt(whole, losses);
    whole.putIfAbsent(LIMIT, whole.numberNode(1));
    ObjectNode count = StrictJson.object();
    count
        .putObject("input")
        .putObject("invokeModel")
        .put("body", Base64.getEncoder().encodeToString(StrictJson.toBytes(whole)));
    return count;
  }

  @Override
  public boolean sends(String name) {
    return !name.startsWith("anthropic-");
  }

  @Override
  public Optional<EventStreamText> framing(String contentType) {
    return ConverseVariant.framing(contentType, said -> error(EXCEPTIONS.decodeProblem(200, said)));
  }

  @Override
  public Optional<Told> error(Refused refused) {
    JsonNode body = StrictJson.tryParse(refused.body()).orElseGet(StrictJson::object);
    if (Lenient.textOf(body, "type").equals("error")) { // the model's own words
      return Optional.empty();
    }
    ObjectNode said = body instanceof ObjectNode object ? object : StrictJson.object();
    said.put(EventStreamText.TYPE, refused.name());
    Problem problem = EXCEPTIONS.decodeProblem(refused.status(), said);
    return Optional.of(new Told(StrictJson.toBytes(error(problem)), problem.retryAfterSeconds()));
  }

  private static ObjectNode error(Problem problem) {
    boolean model = problem.kind() == ProblemKind.MODEL_NOT_FOUND;
    ObjectNode body = StrictJson.object().put("type", "error");
    body.putObject("error")
        .put("type", typeOf(problem.kind()))
        .put("message", (model ? "model: " : "") + problem.message());
    return body;
  }

  private static String typeOf(ProblemKind kind) {
    return switch (kind) {
      case AUTHENTICATION -> "authentication_error";
      case PERMISSION -> "permission_error";
      case NOT_FOUND, MODEL_NOT_FOUND -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMIT -> "rate_limit_error";
      case QUOTA -> "billing_error";
      case UPSTREAM_TIMEOUT -> "timeout_error";
      case UNAVAILABLE, OVERLOADED -> "overloaded_error";
      case INTERNAL, UPSTREAM -> "api_error";
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          METHOD_NOT_ALLOWED,
          REQUEST_TIMEOUT,
          CONFLICT,
          UNSUPPORTED_MEDIA_TYPE ->
          "invalid_request_error";
    };
  }
}
