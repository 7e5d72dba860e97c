package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import java.util.OptionalLong;

/**
 * Who came second by utility, and what alone would have made it first.
 *
 * @param gap utility it lacks, in billionths
 * @param qualityRise quality it lacks, in billionths; the gap by another name
 * @param pointNanosAbove worth of a point of quality, in nano-dollars per request, above which it
 *     wins because it is the dearer one; empty if no worth would do
 * @param pointNanosBelow the same below which it wins because it is the cheaper one
 * @param costBelow estimated cost in nano-dollars below which it wins; empty if not even nothing
 *     would do
 */
public record RunnerUp(
    Target target,
    long gap,
    long qualityRise,
    OptionalLong pointNanosAbove,
    OptionalLong pointNanosBelow,
    OptionalLong costBelow) {}
