package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which of the offered functions are called. A forced choice is always followed; a free one
 * calls unless the model was just given results. Two calls are made when two functions are offered
 * or the text says "and", unless parallel calls are switched off or one function is named.
 */
final class ToolPlan {
  private ToolPlan() {}

  /**
   * The calls of one answer; none when it is to be a text.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when the request forces a function that it does not offer
   */
  static List<Part.ToolCall> calls(Request request, Protocol protocol, Dice dice) {
    List<Tool.Function> callable = callable(request);
    if (callable.isEmpty()) {
      return List.of();
    }
    List<Part.ToolCall> calls = new ArrayList<>();
    for (Tool.Function function : chosen(request, callable, dice)) {
      Dice own = dice.fork("call " + calls.size());
      ObjectNode schema = function.parameters().orElseGet(StrictJson::object);
      ObjectNode arguments = schema.isEmpty() ? schema : SchemaSample.objectOf(schema, own.next());
      calls.add(Part.ToolCall.of(id(protocol, own), function.name(), StrictJson.toText(arguments)));
    }
    return calls;
  }

  /** The functions of which one may be called now. */
  private static List<Tool.Function> callable(Request request) {
    List<Tool.Function> offered =
        request.tooling().tools().stream()
            .filter(Tool.Function.class::isInstance)
            .map(Tool.Function.class::cast)
            .toList();
    boolean answering = !Wishes.newResults(request).isEmpty();
    ToolChoice choice = request.tooling().choice().orElse(new ToolChoice.Auto());
    return switch (choice) {
      case ToolChoice.None _ -> List.of();
      case ToolChoice.Auto _, ToolChoice.Native _ -> answering ? List.of() : offered;
      case ToolChoice.Any _ -> forced(offered, Optional.empty());
      case ToolChoice.Named(var name) -> forced(offered, Optional.of(Set.of(name)));
      case ToolChoice.Allowed(var names, var required) -> {
        List<Tool.Function> allowed = forced(offered, Optional.of(names));
        yield answering && !required ? List.of() : allowed;
      }
    };
  }

  private static List<Tool.Function> forced(
      List<Tool.Function> offered, Optional<Collection<String>> names) {
    List<Tool.Function> allowed =
        offered.stream()
            .filter(tool -> names.isEmpty() || names.get().contains(tool.name()))
            .toList();
    if (allowed.isEmpty()) {
      throw Problem.invalid(
              "tool_choice", "`tool_choice` asks for a function that `tools` does not offer")
          .toException();
    }
    return allowed;
  }

  private static List<Tool.Function> chosen(
      Request request, List<Tool.Function> callable, Dice dice) {
    int first = dice.below(callable.size());
    boolean single =
        !request.tooling().parallel().orElse(true)
            || request.tooling().choice().filter(ToolChoice.Named.class::isInstance).isPresent();
    if (single) {
      return List.of(callable.get(first));
    }
    if (callable.size() > 1) {
      return List.of(callable.get(first), callable.get((first + 1) % callable.size()));
    }
    Tool.Function only = callable.getFirst();
    return namesSeveral(Wishes.lastUserText(request)) ? List.of(only, only) : List.of(only);
  }

  private static boolean namesSeveral(String text) {
    Set<String> words =
        new LinkedHashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("\\W+", -1)));
    return words.contains("and");
  }

  private static String id(Protocol protocol, Dice dice) {
    return switch (protocol) {
      case CHAT, RESPONSES -> "call_" + dice.letters(24);
      case ANTHROPIC -> "toolu_01" + dice.letters(22);
      case GEMINI -> ToolIds.madeUp(dice.letters(24));
    };
  }
}
