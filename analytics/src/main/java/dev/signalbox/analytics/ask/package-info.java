/**
 * Questions in words over the stored facts.
 *
 * <p>A question is first read word by word with a fixed vocabulary ({@link Templates}); only where
 * every word was understood is the answer called certain. What that cannot read goes to a language
 * model, where there is one. Either way a statement comes out, which the guard of {@code sql}
 * checks before it runs.
 */
@NullMarked
package dev.signalbox.analytics.ask;

import org.jspecify.annotations.NullMarked;
