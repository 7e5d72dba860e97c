package dev.signalbox.gateway.wire.random;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random conversations. */
final class RandomTurns {
  private RandomTurns() {}

  /** One question and the model's answer to it, without tool results. */
  static Arbitrary<List<Turn>> commonRound() {
    Arbitrary<List<Part>> answer =
        Combinators.combine(
                RandomJson.visibleText().<Part>map(Part.Text::of).optional(0.6),
                call(Arbitraries.just(Optional.empty())).list().ofMaxSize(3))
            .as(RandomTurns::textAndCalls);
    return Combinators.combine(RandomJson.visibleText(), answer)
        .as(
            (question, parts) ->
                List.of(
                    Turn.of(Role.USER, List.of(Part.Text.of(question))),
                    Turn.of(Role.ASSISTANT, parts)));
  }

  private static List<Part> textAndCalls(Optional<Part> text, List<Part> calls) {
    List<Part> parts = new ArrayList<>(text.stream().toList());
    parts.addAll(calls);
    return parts.isEmpty() ? List.of(Part.Text.of("ok")) : parts;
  }

  /** As {@link #commonRound}, of every kind of part. */
  static Arbitrary<List<Turn>> anyRound() {
    return Combinators.combine(
            userPart().list().ofMaxSize(3),
            assistantPart().list().ofMaxSize(4),
            Arbitraries.of("alice", "bob-2").optional(0.1))
        .as(
            (asked, answered, name) ->
                List.of(
                    new Turn(Role.USER, name, asked, Extras.NONE),
                    Turn.of(Role.ASSISTANT, answered)));
  }

  /** One to three rounds with their calls answered, and a last question. */
  static Arbitrary<List<Turn>> rounds(Arbitrary<List<Turn>> round) {
    return Combinators.combine(round.list().ofMaxSize(3), Arbitraries.longs())
        .as(
            (list, seed) -> {
              List<Turn> turns = new ArrayList<>();
              list.forEach(turns::addAll);
              turns.add(Turn.of(Role.USER, List.of(Part.Text.of("and now?"))));
              return RandomRequests.answered(turns, seed);
            });
  }

  /** {@code turns} with instructions before them and, when {@code anywhere}, among them. */
  static Arbitrary<List<Turn>> withInstructions(List<Turn> turns, boolean anywhere) {
    Arbitrary<Turn> instruction =
        Combinators.combine(
                anywhere
                    ? Arbitraries.of(Role.SYSTEM, Role.DEVELOPER)
                    : Arbitraries.just(Role.SYSTEM),
                RandomJson.visibleText())
            .as((role, text) -> Turn.of(role, List.of(Part.Text.of(text))));
    return Combinators.combine(
            instruction.optional(0.6),
            instruction.optional(anywhere ? 0.3 : 0),
            Arbitraries.integers().between(0, 100))
        .as((first, later, place) -> placed(turns, first, later, place));
  }

  private static List<Turn> placed(
      List<Turn> turns, Optional<Turn> first, Optional<Turn> later, int place) {
    List<Turn> all = new ArrayList<>(turns);
    later.ifPresent(turn -> all.add(afterAnswers(turns, place % turns.size()), turn));
    first.ifPresent(all::addFirst);
    return all;
  }

  /** Never between a call and its result. */
  private static int afterAnswers(List<Turn> turns, int place) {
    boolean results =
        turns.get(place).parts().stream().anyMatch(part -> part instanceof Part.ToolResult);
    return results ? place + 1 : place;
  }

  private static Arbitrary<Part> userPart() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, RandomJson.text().map(Part.Text::of)), Tuple.of(3, media()));
  }

  private static Arbitrary<Part> assistantPart() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, RandomJson.text().map(Part.Text::of)),
        Tuple.of(3, call(signature(Signature.Kind.SIGNED).optional(0.3))),
        Tuple.of(2, reasoning()),
        Tuple.of(1, RandomJson.visibleText().map(Part.Refusal::new)),
        Tuple.of(1, opaque()));
  }

  private static Arbitrary<Part> call(Arbitrary<Optional<Signature>> signature) {
    return Combinators.combine(RandomJson.functionName(), RandomJson.object(), signature)
        .as(
            (name, args, sign) ->
                new Part.ToolCall("x", name, StrictJson.toText(args), sign, Extras.NONE));
  }

  private static Arbitrary<Signature> signature(Signature.Kind kind) {
    Protocol maker =
        switch (kind) {
          case SIGNED -> Protocol.GEMINI;
          case REDACTED -> Protocol.ANTHROPIC;
          case ENCRYPTED -> Protocol.RESPONSES;
        };
    return Arbitraries.of("c2lnbg==", "AAAA").map(value -> new Signature(maker, kind, value));
  }

  private static Arbitrary<Part> reasoning() {
    Arbitrary<Optional<Signature>> signatures =
        Arbitraries.of(
            Optional.empty(),
            Optional.of(new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "c2ln")),
            Optional.of(new Signature(Protocol.ANTHROPIC, Signature.Kind.REDACTED, "cmVk")),
            Optional.of(new Signature(Protocol.RESPONSES, Signature.Kind.ENCRYPTED, "ZW5j")));
    return Combinators.combine(RandomJson.text(), signatures)
        .as(
            (text, sign) ->
                new Part.Reasoning(
                    sign.filter(s -> s.kind() == Signature.Kind.REDACTED).isPresent() ? "" : text,
                    sign,
                    Extras.NONE));
  }

  private static Arbitrary<Part> media() {
    Arbitrary<MediaSource> inline =
        Arbitraries.of(
                "image/png",
                "image/jpeg",
                "application/pdf",
                "audio/wav",
                "audio/mp3",
                "video/mp4",
                "text/plain")
            .map(type -> new MediaSource.Inline(type, "AAAA"));
    Arbitrary<MediaSource> url =
        Arbitraries.of("image/png", "application/pdf")
            .optional(0.8)
            .map(type -> new MediaSource.Url("https://x.example/file", type));
    Arbitrary<MediaSource> file =
        Arbitraries.of(Protocol.values())
            .map(maker -> new MediaSource.FileId(maker, "file-abc123"));
    Arbitrary<MediaSource> plain = RandomJson.visibleText().map(MediaSource.PlainText::new);
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(5, inline), Tuple.of(2, url), Tuple.of(1, file), Tuple.of(1, plain)),
            Arbitraries.of("report.pdf").optional(0.4))
        .as((source, name) -> new Part.Media(kindOf(source), source, name, Extras.NONE));
  }

  private static MediaKind kindOf(MediaSource source) {
    return switch (source) {
      case MediaSource.Inline inline -> MediaKind.ofMimeType(inline.mimeType());
      case MediaSource.Url url -> url.mimeType().map(MediaKind::ofMimeType).orElse(MediaKind.IMAGE);
      case MediaSource.FileId _, MediaSource.PlainText _ -> MediaKind.DOCUMENT;
    };
  }

  private static Arbitrary<Part> opaque() {
    return Arbitraries.of(Protocol.values())
        .map(
            maker ->
                new Part.Opaque(
                    maker, "never_heard_of", StrictJson.object().put("type", "never_heard_of")))
        .map(part -> part);
  }
}
