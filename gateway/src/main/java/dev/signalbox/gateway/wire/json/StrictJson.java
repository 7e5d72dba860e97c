package dev.signalbox.gateway.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as we accept it from anyone: UTF-8 without byte order mark, no duplicate keys, no trailing
 * tokens, no comments or NaN, at most {@link #MAX_DEPTH} levels, numbers kept exactly.
 */
public final class StrictJson {
  /** Deepest nesting of arrays and objects accepted. */
  public static final int MAX_DEPTH = 200;

  /** Longest number accepted, in characters. */
  public static final int MAX_NUMBER_LENGTH = 1_000;

  /** Most places that an exponent may move the point of a number; more could not be written out. */
  public static final int MAX_EXPONENT = 9_999;

  /** Longest field name accepted, in characters. */
  public static final int MAX_NAME_LENGTH = 50_000;

  /** Longest string accepted, in characters; large enough for inline media. */
  public static final int MAX_STRING_LENGTH = 256 * 1024 * 1024;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(MAX_NUMBER_LENGTH)
          .maxNameLength(MAX_NAME_LENGTH)
          .maxStringLength(MAX_STRING_LENGTH)
          .build();

  /** Looks for no duplicate keys, which takes a set for each object. */
  private static final JsonFactory CHECKED =
      JsonFactory.builder().streamReadConstraints(BOUNDS).build();

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(BOUNDS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(new Nodes())
          .build();

  private static final ObjectWriter PLAIN =
      MAPPER.writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

  private StrictJson() {}

  /** Makes no numbers beyond {@link #MAX_EXPONENT}. */
  private static final class Nodes extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueNode numberNode(@Nullable BigDecimal number) {
      if (number != null && Math.abs((long) number.scale()) > MAX_EXPONENT) {
        throw new NumberFormatException("exponent out of range");
      }
      return super.numberNode(number);
    }
  }

  /** The mapper with this configuration; for writing, and for tests. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** A new empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads a client's body.
   *
   * @throws ProblemException of kind {@code INVALID_REQUEST} when it is not one strict JSON object
   */
  public static ObjectNode parseObject(byte[] body) {
    if (parse(body) instanceof ObjectNode object) {
      return object;
    }
    throw Problem.of(ProblemKind.INVALID_REQUEST, "the body must be a JSON object").toException();
  }

  /**
   * Reads any JSON value a client sent.
   *
   * @throws ProblemException of kind {@code INVALID_REQUEST} when it is not strict JSON
   */
  public static JsonNode parse(byte[] body) {
    Utf8.check(body);
    try {
      JsonNode node = MAPPER.readTree(body);
      if (node.isMissingNode()) {
        throw Problem.of(
                ProblemKind.INVALID_REQUEST, "the body is empty; a JSON object is expected")
            .toException();
      }
      return node;
    } catch (NumberFormatException e) { // an exponent beyond what a number can hold
      throw Problem.of(ProblemKind.INVALID_REQUEST, "the body holds a number out of range")
          .toException();
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /**
   * A parser over a {@code body} that was found to be strict JSON before; for reading in one pass.
   *
   * @throws IOException never, before the first token is asked for
   */
  public static JsonParser reader(byte[] body) throws IOException {
    return CHECKED.createParser(body);
  }

  /** Reads JSON text; empty when it is not strict JSON. For text that models or providers wrote. */
  public static Optional<JsonNode> tryParse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads the bytes of an answer, as {@link #tryParse(String)} does text. Malformed UTF-8 is mended
   * in text, so that an answer is read in spite of it.
   */
  public static Optional<JsonNode> tryParse(byte[] body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (IOException | NumberFormatException e) {
      return tryParse(new String(body, StandardCharsets.UTF_8));
    }
  }

  /** Writes {@code node} as compact UTF-8 JSON. */
  public static byte[] toBytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with decimals that have no exponent: {@code 0.00000012} instead of 1.2E-7. */
  public static byte[] toPlainBytes(JsonNode node) {
    try {
      return PLAIN.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code node} as compact JSON text. */
  public static String toText(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProblemException invalid(IOException cause) {
    String where =
        cause instanceof JsonProcessingException json && json.getLocation() != null
            ? " at line %d, column %d"
                .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr())
            : "";
    return Problem.of(
            ProblemKind.INVALID_REQUEST,
            "the body is not valid JSON%s: %s".formatted(where, reason(cause)))
        .toException();
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    if (message.contains("Duplicate field")) {
      return "a key stands twice in one object";
    }
    if (message.contains("nesting depth")) {
      return "nested deeper than " + MAX_DEPTH + " levels";
    }
    if (message.contains("Number value length")) {
      return "a number is longer than " + MAX_NUMBER_LENGTH + " characters";
    }
    if (message.contains("Trailing token")) {
      return "something follows the value";
    }
    if (message.contains("end-of-input")) {
      return "it ends too early";
    }
    return "one strict JSON value in UTF-8 is expected";
  }
}
