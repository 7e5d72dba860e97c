package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/**
 * Reads a fault that is asked for in a model's name, such as {@code sim-mini:fault=cut}: a status
 * from 400 to 599 (429 with {@code retry-after: 1}), or one of
 *
 * <ul>
 *   <li>{@code overloaded}: the protocol's status for an overloaded server;
 *   <li>{@code error-event}: an error in the middle of a stream, or in a whole answer of status
 *       200;
 *   <li>{@code cut}: the connection closes in the middle of the answer;
 *   <li>{@code stall}: the answer stops in the middle and the connection stays open;
 *   <li>{@code slow}: three seconds before the head, a second later again for every 64 bytes.
 * </ul>
 */
final class FaultName {
  private static final String MARK = ":fault=";
  private static final int EVENTS_BEFORE = 4;
  private static final int BYTES_BEFORE = 40;

  private FaultName() {}

  /**
   * The steps that the name of {@code model} asks for; none for any other name.
   *
   * @param protocol the protocol of the request
   * @param stream whether a stream is asked for
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST} for
   *     a fault that does not exist
   */
  static List<Step> stepsOf(String model, Protocol protocol, boolean stream) {
    int at = model.indexOf(MARK);
    return at < 0 ? List.of() : steps(model.substring(at + MARK.length()), protocol, stream);
  }

  /** The steps of a fault of this name. */
  static List<Step> steps(String fault, Protocol protocol, boolean stream) {
    return switch (fault) {
      case "overloaded" -> List.of(Step.Status.of(ProblemStatus.overloaded(protocol)));
      case "error-event" -> List.of(new Step.ErrorEventAfter(EVENTS_BEFORE));
      case "cut" ->
          List.of(
              stream
                  ? new Step.CutAfterEvents(EVENTS_BEFORE)
                  : new Step.CutAfterBytes(BYTES_BEFORE));
      case "stall" -> List.of(new Step.StallAfterEvents(stream ? EVENTS_BEFORE : 0));
      case "slow" -> List.of(new Step.Delay(3_000), new Step.SlowDrip(64, 1_000));
      default -> List.of(statusStep(fault));
    };
  }

  private static Step statusStep(String fault) {
    int code =
        status(fault)
            .orElseThrow(
                () ->
                    Problem.of(
                            ProblemKind.INVALID_REQUEST,
                            "the simulator knows no such fault: a status from 400 to 599,"
                                + " `overloaded`, `error-event`, `cut`, `stall` and `slow` are"
                                + " allowed")
                        .withParam("model")
                        .toException());
    return code == 429 ? Step.Status.of(code, "retry-after", "1") : Step.Status.of(code);
  }

  private static Optional<Integer> status(String fault) {
    boolean threeDigits =
        fault.length() == 3 && fault.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return Optional.of(fault)
        .filter(_ -> threeDigits)
        .map(Integer::valueOf)
        .filter(code -> code >= 400 && code <= 599);
  }
}
