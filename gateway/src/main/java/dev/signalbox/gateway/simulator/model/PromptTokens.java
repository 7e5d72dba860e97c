package dev.signalbox.gateway.simulator.model;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.List;

/**
 * Estimates the tokens of a prompt: four characters a token over all text, fixed figures for media.
 */
public final class PromptTokens {
  /** Tokens of one image. */
  public static final int IMAGE = 258;

  /** Tokens of one document that is not plain text. */
  public static final int DOCUMENT = 1_032;

  /** Tokens of one audio. */
  public static final int AUDIO = 320;

  /** Tokens of one video. */
  public static final int VIDEO = 2_580;

  /** A longer prompt with a cache hint reads half of its text from the cache. */
  public static final int CACHED_ABOVE = 1_024;

  private static final int CHARACTERS_PER_TOKEN = 4;

  private long characters;
  private long media;
  private long audio;

  private PromptTokens() {}

  /** The input buckets of {@code request}; output is 0. The whole input is at least 1. */
  public static Usage of(Request request) {
    PromptTokens count = new PromptTokens();
    request.turns().forEach(turn -> turn.parts().forEach(count::add));
    request.tooling().tools().forEach(count::add);
    request.output().format().ifPresent(count::add);
    return count.usage(hasCacheHint(request));
  }

  /** The tokens of plain text, at least 1. */
  public static long ofText(String text) {
    return ofCharacters(text.length());
  }

  private static long ofCharacters(long characters) {
    return Math.max(1, (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
  }

  private Usage usage(boolean cacheHint) {
    long text = ofCharacters(characters);
    long total = text + media + audio;
    long cached = cacheHint && total > CACHED_ABOVE ? (text + media) / 2 : 0;
    return new Usage(total - cached, cached, 0, 0, 0, 0, 0, audio, 0, "");
  }

  private void add(Part part) {
    switch (part) {
      case Part.Text text -> characters += text.text().length();
      case Part.Reasoning reasoning -> characters += reasoning.text().length();
      case Part.Refusal refusal -> characters += refusal.text().length();
      case Part.Media file -> addMedia(file);
      case Part.ToolCall call -> characters += call.name().length() + call.argumentsJson().length();
      case Part.ToolResult result -> result.content().forEach(this::add);
      case Part.Opaque opaque -> characters += opaque.raw().toString().length();
    }
  }

  private void addMedia(Part.Media file) {
    if (file.source() instanceof MediaSource.PlainText(var text)) {
      characters += text.length();
    } else if (file.kind() == MediaKind.AUDIO) {
      audio += AUDIO;
    } else {
      media += figure(file.kind());
    }
  }

  private static int figure(MediaKind kind) {
    return switch (kind) {
      case IMAGE -> IMAGE;
      case DOCUMENT -> DOCUMENT;
      case AUDIO -> AUDIO;
      case VIDEO -> VIDEO;
    };
  }

  private void add(Tool tool) {
    switch (tool) {
      case Tool.Function function -> {
        characters += function.name().length();
        characters += function.description().map(String::length).orElse(0);
        characters +=
            function.parameters().map(schema -> StrictJson.toText(schema).length()).orElse(0);
      }
      case Tool.Native other -> characters += StrictJson.toText(other.raw()).length();
    }
  }

  private void add(ResponseFormat format) {
    if (format instanceof ResponseFormat.JsonSchema schema) {
      characters += StrictJson.toText(schema.schema()).length();
    }
  }

  private static boolean hasCacheHint(Request request) {
    return request.labels().cacheKey().isPresent()
        || hints(request.extras())
        || request.turns().stream().anyMatch(PromptTokens::hints)
        || request.tooling().tools().stream()
            .anyMatch(tool -> tool instanceof Tool.Function function && hints(function.extras()));
  }

  private static boolean hints(Turn turn) {
    return hints(turn.extras()) || turn.parts().stream().anyMatch(PromptTokens::hints);
  }

  private static boolean hints(Part part) {
    return switch (part) {
      case Part.Text text -> hints(text.extras());
      case Part.Reasoning reasoning -> hints(reasoning.extras());
      case Part.Refusal _ -> false;
      case Part.Media file -> hints(file.extras());
      case Part.ToolCall call -> hints(call.extras());
      case Part.ToolResult result ->
          hints(result.extras()) || result.content().stream().anyMatch(PromptTokens::hints);
      case Part.Opaque opaque -> opaque.raw().has("cache_control");
    };
  }

  private static boolean hints(Extras extras) {
    return List.of("cache_control", "cachedContent", "cached_content").stream()
        .anyMatch(extras.fields()::has);
  }
}
