package dev.signalbox.gateway.wire.random;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random canonical replies. */
public final class RandomReplies {
  private RandomReplies() {}

  /** Replies with every kind of part, several choices, every stop reason, odd texts. */
  public static Arbitrary<Reply> any() {
    Arbitrary<List<Part>> parts = part().list().ofMaxSize(5).map(RandomReplies::withOwnIds);
    return replies(
        Combinators.combine(parts, Arbitraries.of(StopReason.class), stopSequence())
            .as((list, stop, sequence) -> new Choice(0, list, stop, sequence, Extras.NONE))
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(RandomReplies::numbered),
        0.8);
  }

  /** Replies of one choice with texts and tool calls only: what every API can carry. */
  public static Arbitrary<Reply> common() {
    Arbitrary<Optional<Part>> text =
        RandomJson.visibleText().<Part>map(Part.Text::of).optional(0.7);
    Arbitrary<List<Part>> calls =
        Combinators.combine(RandomJson.functionName(), RandomJson.object())
            .<Part>as((name, args) -> Part.ToolCall.of("x", name, StrictJson.toText(args)))
            .list()
            .ofMaxSize(3);
    return replies(
        Combinators.combine(text, calls, Arbitraries.of(StopReason.END, StopReason.MAX_TOKENS))
            .as(
                (said, made, stop) -> {
                  List<Part> all = new ArrayList<>(said.stream().toList());
                  all.addAll(made);
                  StopReason why =
                      made.isEmpty() || stop == StopReason.MAX_TOKENS
                          ? stop
                          : StopReason.TOOL_CALLS;
                  return List.of(
                      new Choice(0, withOwnIds(all), why, Optional.empty(), Extras.NONE));
                }),
        1);
  }

  private static Arbitrary<Reply> replies(Arbitrary<List<Choice>> choices, double tokens) {
    return Combinators.combine(choices, usage().optional(tokens))
        .as((all, usage) -> new Reply("r1", "model-1", 1_700_000_000L, all, usage, Extras.NONE));
  }

  private static List<Choice> numbered(List<Choice> choices) {
    List<Choice> numbered = new ArrayList<>();
    for (Choice choice : choices) {
      numbered.add(
          new Choice(
              numbered.size(),
              choice.parts(),
              choice.stop(),
              choice.stopSequence(),
              choice.extras()));
    }
    return numbered;
  }

  /** Calls get ids that differ within their choice; one image or sound is enough. */
  private static List<Part> withOwnIds(List<Part> parts) {
    List<Part> own = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Media && own.stream().anyMatch(Part.Media.class::isInstance)) {
        continue;
      }
      own.add(
          part instanceof Part.ToolCall call
              ? new Part.ToolCall(
                  "call_" + own.size(),
                  call.name(),
                  call.argumentsJson(),
                  call.signature(),
                  call.extras())
              : part);
    }
    return own;
  }

  private static Arbitrary<Part> part() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, text()),
        Tuple.of(4, call()),
        Tuple.of(2, reasoning()),
        Tuple.of(1, RandomJson.text().map(Part.Refusal::new)),
        Tuple.of(1, media()),
        Tuple.of(1, opaque()));
  }

  private static Arbitrary<Part> text() {
    return Combinators.combine(
            RandomJson.text(),
            citation().list().ofMaxSize(2),
            logProb().list().ofMaxSize(2),
            signature(Signature.Kind.SIGNED).optional(0.2))
        .as(RandomReplies::text);
  }

  /** Nothing is cited for no text, and no token makes it. */
  private static Part text(
      String text, List<Citation> cited, List<TokenLogProb> probs, Optional<Signature> sign) {
    boolean none = text.isEmpty();
    List<Citation> whole = cited.stream().map(citation -> of(citation, text.length())).toList();
    return new Part.Text(
        text, none ? List.of() : whole, none ? List.of() : probs, sign, Extras.NONE);
  }

  /** A source of all of a text. */
  private static Citation of(Citation citation, int length) {
    return new Citation(
        citation.url(),
        citation.title(),
        citation.quote(),
        OptionalInt.of(0),
        OptionalInt.of(length),
        citation.extras());
  }

  private static Arbitrary<Part> call() {
    Arbitrary<String> arguments =
        Arbitraries.frequencyOf(
            Tuple.of(6, RandomJson.object().map(StrictJson::toText)),
            Tuple.of(1, Arbitraries.of("", "{}", "{\"a\": ", "not json", "[1]")));
    return Combinators.combine(
            RandomJson.functionName(), arguments, signature(Signature.Kind.SIGNED).optional(0.2))
        .as((name, json, sign) -> new Part.ToolCall("x", name, json, sign, Extras.NONE));
  }

  private static Arbitrary<Part> reasoning() {
    return Combinators.combine(
            RandomJson.text(),
            Arbitraries.of(Signature.Kind.class).flatMap(RandomReplies::signature).optional(0.7))
        .as(RandomReplies::reasoning);
  }

  /** Hidden reasoning has no text beside its token. */
  private static Part reasoning(String text, Optional<Signature> signature) {
    boolean hidden = signature.filter(s -> s.kind() == Signature.Kind.REDACTED).isPresent();
    return new Part.Reasoning(hidden ? "" : text, signature, Extras.NONE);
  }

  private static Arbitrary<Signature> signature(Signature.Kind kind) {
    List<Protocol> makers =
        switch (kind) {
          case SIGNED -> List.of(Protocol.ANTHROPIC, Protocol.GEMINI);
          case REDACTED -> List.of(Protocol.ANTHROPIC);
          case ENCRYPTED -> List.of(Protocol.RESPONSES);
        };
    return Combinators.combine(Arbitraries.of(makers), Arbitraries.of("c2lnbg==", "AAAA+/8="))
        .as((maker, value) -> new Signature(maker, kind, value));
  }

  private static Arbitrary<Part> media() {
    return Arbitraries.of("image/png", "audio/wav")
        .map(
            type ->
                new Part.Media(
                    MediaKind.ofMimeType(type),
                    new MediaSource.Inline(type, "AAAA"),
                    Optional.empty(),
                    Extras.NONE));
  }

  private static Arbitrary<Part> opaque() {
    return Arbitraries.of(
            new String[][] {
              {"ANTHROPIC", "server_tool_use", "\"id\":\"srvtoolu_1\",\"name\":\"w\",\"input\":{}"},
              {"RESPONSES", "web_search_call", "\"id\":\"ws_1\",\"status\":\"completed\""},
            })
        .map(
            row ->
                new Part.Opaque(
                    Protocol.valueOf(row[0]),
                    row[1],
                    StrictJson.parse(
                        "{\"type\":\"%s\",%s}"
                            .formatted(row[1], row[2])
                            .getBytes(StandardCharsets.UTF_8))));
  }

  private static Arbitrary<Citation> citation() {
    return Arbitraries.of("https://x.example/a", "https://x.example/b")
        .map(
            url ->
                new Citation(
                    Optional.of(url),
                    Optional.of("title"),
                    Optional.empty(),
                    OptionalInt.of(0),
                    OptionalInt.of(0),
                    Extras.NONE));
  }

  private static Arbitrary<TokenLogProb> logProb() {
    return Arbitraries.of("a", "é", "😀")
        .map(
            token -> {
              TokenLogProb bare =
                  new TokenLogProb(token, new BigDecimal("-0.25"), Optional.empty(), List.of());
              return new TokenLogProb(
                  token, new BigDecimal("-0.25"), Optional.empty(), List.of(bare));
            });
  }

  private static Arbitrary<Optional<String>> stopSequence() {
    return Arbitraries.of("END", "\n\n").optional(0.2);
  }

  /** Figures that are consistent. */
  public static Arbitrary<Usage> usage() {
    Arbitrary<Long> tokens = Arbitraries.longs().between(0, 100_000);
    return Combinators.combine(tokens, tokens, tokens, tokens, tokens)
        .as(
            (input, read, write, output, inner) ->
                new Usage(input, read, write, 0, 0, output, Math.min(output, inner), 0, 0, ""));
  }
}
