package dev.signalbox.gateway.wire.estimate;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;
import java.util.Optional;

/**
 * Counts prompts with the vocabularies that are public: OpenAI's. Slow the first time, and never
 * fast enough for an event loop. Safe for use by several threads.
 *
 * <p>Which model has which vocabulary: tiktoken's table of models ({@code tiktoken/model.py}, read
 * 2026-11); later models are taken to have the newest.
 */
public final class Vocabularies {
  /** Tokens in front of every answer. */
  private static final int PRIMING = 3;

  private static final List<String> OLDER = List.of("gpt-4-", "gpt-3.5");
  private static final List<String> NEWER =
      List.of("gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "gpt-6", "chatgpt-4o", "o1", "o3", "o4");

  /**
   * Models that reason frame a turn in another way, which is not public: one token less, mostly.
   */
  private static final List<String> REASONING = List.of("o1", "o3", "o4", "gpt-5", "gpt-6");

  private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();

  /**
   * A prompt's tokens.
   *
   * @param exact whether the model itself will count as many
   */
  public record Count(long tokens, boolean exact) {}

  /**
   * The tokens of {@code request} by the vocabulary of {@code model}, or by the newest where that
   * is not public.
   */
  public Count count(Request request, String model) {
    Optional<EncodingType> own = vocabularyOf(model);
    Encoding encoding = registry.getEncoding(own.orElse(EncodingType.O200K_BASE));
    VocabularyMeter meter = new VocabularyMeter(encoding);
    long tokens = TokenEstimate.of(request, meter) + PRIMING;
    boolean framed = REASONING.stream().noneMatch(model::startsWith);
    return new Count(tokens, own.isPresent() && framed && isText(request) && meter.sawAll());
  }

  static Optional<EncodingType> vocabularyOf(String model) {
    if (NEWER.stream().anyMatch(model::startsWith)) {
      return Optional.of(EncodingType.O200K_BASE);
    }
    return model.equals("gpt-4") || OLDER.stream().anyMatch(model::startsWith)
        ? Optional.of(EncodingType.CL100K_BASE)
        : Optional.empty();
  }

  /**
   * How tools, media, schemas and what is found on the web are put before a model is not public.
   */
  private static boolean isText(Request request) {
    return request.tooling().tools().isEmpty()
        && request.output().format().isEmpty()
        && !request.extras().fields().has("web_search_options")
        && request.turns().stream()
            .map(Turn::parts)
            .flatMap(List::stream)
            .allMatch(Part.Text.class::isInstance);
  }
}
