package dev.signalbox.gateway.wire.estimate;

import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.Turn;

/**
 * Estimates the prompt tokens of a request from its characters.
 *
 * <p>A token is four characters of Latin script, two of another alphabet, or one sign of a script
 * such as Chinese or Japanese; each turn and tool adds what its frame takes. Tokenizers differ, so
 * the figure is for choosing and for warning, never for billing. Media count a fixed figure each,
 * whatever their size: nothing is decoded. The work is bounded by {@link TextMeter#MAX_CHARACTERS}.
 */
public final class TokenEstimate {
  /** Tokens of the frame around a turn: its role and its ends. */
  static final int TURN = 4;

  /** Tokens of the frame around a tool's definition. */
  static final int TOOL = 8;

  /** Tokens of the frame around a tool's call or result. */
  static final int CALL = 8;

  /** Tokens of an image of about a megapixel, in the middle of what providers count for one. */
  static final int IMAGE = 1_000;

  /** Tokens of a document of two pages, each counted as text and as an image. */
  static final int DOCUMENT = 3_000;

  /** Tokens of half a minute of sound at 32 tokens a second. */
  static final int AUDIO = 1_000;

  /** Tokens of half a minute of film at one small image and 32 tokens of sound a second. */
  static final int VIDEO = 9_000;

  private final Meter texts;
  private long fixed;

  private TokenEstimate(Meter texts) {
    this.texts = texts;
  }

  /**
   * The tokens that {@code request} probably takes as a prompt.
   *
   * @return at least 1
   */
  public static long of(Request request) {
    return of(request, new TextMeter());
  }

  /** The same with the texts measured by {@code meter}, which has measured nothing yet. */
  static long of(Request request, Meter meter) {
    TokenEstimate estimate = new TokenEstimate(meter);
    request.turns().forEach(estimate::add);
    request.tooling().tools().forEach(estimate::add);
    request.output().format().ifPresent(estimate::add);
    return Math.max(1, estimate.fixed + estimate.texts.tokens());
  }

  /**
   * The tokens of one text.
   *
   * @return not negative; 0 only for an empty text
   */
  public static long of(String text) {
    TextMeter texts = new TextMeter();
    texts.add(text);
    return texts.tokens();
  }

  private void add(Turn turn) {
    fixed += TURN;
    turn.name().ifPresent(texts::add);
    turn.parts().forEach(this::add);
  }

  private void add(Part part) {
    switch (part) {
      case Part.Text text -> texts.add(text.text());
      case Part.Reasoning reasoning -> texts.add(reasoning.text());
      case Part.Refusal refusal -> texts.add(refusal.text());
      case Part.Media media -> add(media);
      case Part.ToolCall call -> {
        fixed += CALL;
        texts.add(call.name());
        texts.add(call.argumentsJson());
      }
      case Part.ToolResult result -> {
        fixed += CALL;
        result.content().forEach(this::add);
      }
      case Part.Opaque opaque -> texts.add(opaque.raw());
    }
  }

  private void add(Part.Media media) {
    media.name().ifPresent(texts::add);
    if (media.source() instanceof MediaSource.PlainText plain) {
      texts.add(plain.text());
    } else {
      fixed += tokensOf(media.kind());
    }
  }

  private void add(Tool tool) {
    fixed += TOOL;
    switch (tool) {
      case Tool.Function function -> {
        texts.add(function.name());
        function.description().ifPresent(texts::add);
        function.parameters().ifPresent(texts::add);
      }
      case Tool.Native other -> texts.add(other.raw());
    }
  }

  private void add(ResponseFormat format) {
    switch (format) {
      case ResponseFormat.Text _, ResponseFormat.JsonObject _ -> {}
      case ResponseFormat.JsonSchema schema -> {
        schema.description().ifPresent(texts::add);
        texts.add(schema.schema());
      }
    }
  }

  private static int tokensOf(MediaKind kind) {
    return switch (kind) {
      case IMAGE -> IMAGE;
      case DOCUMENT -> DOCUMENT;
      case AUDIO -> AUDIO;
      case VIDEO -> VIDEO;
    };
  }
}
