package dev.signalbox.gateway.wire.random;

import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Random canonical requests as clients could have asked: every call is answered, ids differ, the
 * last word is the user's.
 */
public final class RandomRequests {
  private static final List<String> NAMES = List.of("f", "get_weather", "a-b", "Search2", "_x");

  private RandomRequests() {}

  /** Requests with every kind of part and setting. */
  public static Arbitrary<Request> any() {
    Arbitrary<List<Turn>> turns =
        RandomTurns.rounds(RandomTurns.anyRound())
            .flatMap(rounds -> RandomTurns.withInstructions(rounds, true));
    return Combinators.combine(
            turns,
            Arbitraries.of(true, false),
            RandomSettings.tooling(NAMES),
            RandomSettings.sampling(),
            RandomSettings.output(),
            RandomSettings.labels())
        .as(
            (conversation, stream, tooling, sampling, output, labels) ->
                new Request(
                    "client-model",
                    stream,
                    conversation,
                    tooling,
                    sampling,
                    output,
                    labels,
                    Extras.NONE));
  }

  /** Texts, calls and results under one leading instruction: what every API can carry. */
  public static Arbitrary<Request> common() {
    Arbitrary<List<Turn>> turns =
        RandomTurns.rounds(RandomTurns.commonRound())
            .flatMap(rounds -> RandomTurns.withInstructions(rounds, false));
    Arbitrary<Tooling> tooling =
        RandomJson.schema()
            .map(
                schema ->
                    new Tooling(
                        NAMES.stream()
                            .<Tool>map(
                                name ->
                                    new Tool.Function(
                                        name,
                                        Optional.of("does " + name),
                                        Optional.of(schema),
                                        Optional.empty(),
                                        Extras.NONE))
                            .toList(),
                        Optional.empty(),
                        Optional.empty()));
    return Combinators.combine(turns, tooling)
        .as(
            (conversation, tools) ->
                new Request(
                    "client-model",
                    false,
                    conversation,
                    tools,
                    Sampling.NONE,
                    OutputSpec.NONE,
                    Labels.NONE,
                    Extras.NONE));
  }

  /** Numbers the calls of a conversation and lets each be answered, in an order drawn by seed. */
  static List<Turn> answered(List<Turn> turns, long seed) {
    Random random = new Random(seed);
    List<Turn> whole = new ArrayList<>();
    int made = 0;
    for (Turn turn : turns) {
      List<Part> parts = new ArrayList<>();
      List<Part> results = new ArrayList<>();
      for (Part part : turn.parts()) {
        if (part instanceof Part.ToolCall call) {
          String id = "call_" + made++;
          parts.add(
              new Part.ToolCall(
                  id, call.name(), call.argumentsJson(), call.signature(), call.extras()));
          results.add(result(id, call.name(), random));
        } else {
          parts.add(part);
        }
      }
      whole.add(new Turn(turn.role(), turn.name(), parts, turn.extras()));
      if (!results.isEmpty()) {
        Collections.shuffle(results, random);
        whole.add(Turn.of(Role.USER, results));
      }
    }
    return whole;
  }

  private static Part result(String id, String name, Random random) {
    List<Part> content =
        switch (random.nextInt(4)) {
          case 0 -> List.of(Part.Text.of("{\"ok\":true}"));
          case 1 -> List.of(Part.Text.of("two\n"), Part.Text.of("texts"));
          default -> List.of(Part.Text.of("r" + random.nextInt(9)));
        };
    return new Part.ToolResult(id, name, content, false, Extras.NONE);
  }
}
