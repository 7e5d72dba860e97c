/**
 * Small states that several processes share and change together, by key. What they mean is known to
 * whoever uses them; they may be lost as a whole without anything being broken.
 */
@NullMarked
package dev.signalbox.analytics.shared;

import org.jspecify.annotations.NullMarked;
