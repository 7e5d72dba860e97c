package dev.signalbox.gateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Questions over what is stored: {@code [ask]}.
 *
 * @param model the model name, alias or {@code profile:…} that is asked where words alone do not
 *     do; empty for none
 * @param maxRows rows of an answer
 * @param deadline how long a statement may run
 * @param modelDeadline how long a model may take
 * @param perMinute questions and statements of one caller in a minute
 */
public record AskConfig(
    Optional<String> model,
    int maxRows,
    Duration deadline,
    Duration modelDeadline,
    int perMinute) {}
