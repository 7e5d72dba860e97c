/**
 * A second policy that is tried before it is applied: as a shadow, which decides live requests too
 * and calls nobody, and as a canary, which serves some of them until a guard ends that. Knows
 * nothing of requests but what routing tells it.
 */
@NullMarked
package dev.signalbox.gateway.trial;

import org.jspecify.annotations.NullMarked;
