package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import java.util.OptionalLong;

/**
 * Who came second by utility among those that rank like the first and lose no more, and what alone
 * would have made it first.
 *
 * <p>It wins if a point of quality is worth more than {@code pointNanosAbove}, less than {@code
 * pointNanosBelow}, or between the two where both are there; no worth would do where neither is.
 *
 * @param gap utility it lacks, in billionths
 * @param qualityRise by how much its expected quality would have to rise, in billionths; empty if
 *     not even an expected quality of 1 would do
 * @param pointNanosAbove in nano-dollars of one request, exclusive
 * @param pointNanosBelow in nano-dollars of one request, exclusive
 * @param costBelow estimated cost in nano-dollars below which it wins; empty if not even nothing
 *     would do
 */
public record RunnerUp(
    Target target,
    long gap,
    OptionalLong qualityRise,
    OptionalLong pointNanosAbove,
    OptionalLong pointNanosBelow,
    OptionalLong costBelow) {}
