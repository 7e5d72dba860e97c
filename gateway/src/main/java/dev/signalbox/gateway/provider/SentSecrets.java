package dev.signalbox.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.capture.Masking;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a provider is told that no client may read, and how it is taken out of what the provider
 * says: everything out of errors, with the keys of other providers, and out of answers what cannot
 * be there by chance.
 */
public final class SentSecrets {
  /** Shorter keys are words such as {@code ollama}, which an answer may well hold. */
  private static final int LEAST_IN_ANSWERS = 16;

  /** Shorter values of headers tell nothing. */
  private static final int LEAST_OF_HEADERS = 8;

  private static final Pattern SECRET_HEADER =
      Pattern.compile("(?i).*(auth|key|token|secret|password|cookie).*");

  private final Masking inErrors;
  private final Masking ofOthers;
  private final Masking inAnswers;
  private final StreamSecrets.Patterns inStreams;

  private SentSecrets(Masking inErrors, Masking ofOthers, Masking inAnswers) {
    this.inErrors = inErrors;
    this.ofOthers = ofOthers;
    this.inAnswers = inAnswers;
    this.inStreams = new StreamSecrets.Patterns(inAnswers.secrets());
  }

  /** What {@code provider} is told by every call. */
  public static SentSecrets of(UpstreamSpec provider) {
    List<String> keys = provider.keys().stream().map(Credential::value).toList();
    return new SentSecrets(
        new Masking(
            Stream.concat(
                    keys.stream(),
                    provider.headers().values().stream()
                        .filter(value -> value.length() >= LEAST_OF_HEADERS))
                .toList()),
        Masking.NONE,
        new Masking(unlikely(provider).toList()));
  }

  /** What any of {@code providers} is told, as far as it cannot be in a text by chance. */
  static Masking ofAll(List<UpstreamSpec> providers) {
    return new Masking(providers.stream().flatMap(SentSecrets::unlikely).toList());
  }

  private static Stream<String> unlikely(UpstreamSpec provider) {
    return Stream.concat(
            provider.keys().stream().map(Credential::value),
            provider.headers().entrySet().stream()
                .filter(header -> SECRET_HEADER.matcher(header.getKey()).matches())
                .map(Map.Entry::getValue))
        .filter(SentSecrets::isUnlikely);
  }

  /** The same, and out of errors {@code others} too: a provider may be set up twice. */
  SentSecrets besides(Masking others) {
    return new SentSecrets(inErrors, others, inAnswers);
  }

  /** The same and a key that the caller brought. */
  public SentSecrets and(Optional<Credential> own) {
    return own.map(Credential::value).map(List::of).map(this::and).orElse(this);
  }

  /** The same and further keys. */
  SentSecrets and(List<String> keys) {
    return new SentSecrets(
        inErrors.and(keys),
        ofOthers,
        inAnswers.and(keys.stream().filter(SentSecrets::isUnlikely).toList()));
  }

  private static boolean isUnlikely(String value) {
    return value.length() >= LEAST_IN_ANSWERS;
  }

  /** A text of an error without them. */
  public String outOfError(String text) {
    return ofOthers.masked(inErrors.masked(text));
  }

  /** The bytes of an error without them; the very same where there are none. */
  public Buffer outOfError(Buffer bytes) {
    return without(without(bytes, inErrors), ofOthers);
  }

  /** The bytes of an answer without them; the very same where there are none. */
  public Buffer outOfAnswer(Buffer bytes) {
    return without(bytes, inAnswers);
  }

  /**
   * What one answer that comes in pieces goes through, as {@link #outOfAnswer} does a whole one.
   */
  public StreamSecrets ofStream() {
    return new StreamSecrets(inStreams);
  }

  private static Buffer without(Buffer bytes, Masking masking) {
    if (masking.isEmpty()) {
      return bytes;
    }
    Masking.Masked masked = masking.masked(bytes.getBytes());
    return masked.count() == 0 ? bytes : Buffer.buffer(masked.bytes());
  }

  /** What a provider said went wrong, without them. */
  public Problem outOf(Problem problem) {
    return new Problem(
        problem.kind(),
        outOfError(problem.message()),
        problem.code().map(this::outOfError),
        problem.param().map(this::outOfError),
        problem.upstreamStatus(),
        problem.retryAfterSeconds(),
        problem.details().flatMap(this::outOfTree));
  }

  private Optional<JsonNode> outOfTree(JsonNode details) {
    return StrictJson.tryParse(outOfError(StrictJson.toText(details)));
  }

  /** The same fault told without them. */
  public Fault outOf(Fault fault) {
    return new Fault(fault.kind(), fault.name(), fault.phase(), outOf(fault.problem()));
  }
}
