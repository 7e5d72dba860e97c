package dev.signalbox.gateway.pipeline;

import dev.signalbox.engine.naming.Target;

/**
 * What the gateway says against an answer of a deployment, or against a call for one.
 *
 * @param name what was wrong: {@code schema_violation}, {@code tool_not_called}, {@code
 *     tool_arguments}, {@code refusal}, {@code cut_by_length}, {@code failover} or {@code abort}
 * @param value of the answer: always 0, as nothing good is ever said
 * @param weight how much that says, above 0 and at most 1
 */
public record GatewaySignal(String name, Target target, double value, double weight) {
  /** A signal that the answer is worth nothing. */
  public static GatewaySignal against(Target target, String name, double weight) {
    return new GatewaySignal(name, target, 0, weight);
  }
}
