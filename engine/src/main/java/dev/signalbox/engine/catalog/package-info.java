/**
 * What is known of models before anything is measured: cards, read from our own data file, with
 * what an operator or a public list says laid over it, and the priors of quality and speed that
 * follow from a card. A new fact of a model is a field of its card here, a key in {@code
 * CardReader} and {@code CardWriter}, and a line in docs/catalog.md.
 */
@NullMarked
package dev.signalbox.engine.catalog;

import org.jspecify.annotations.NullMarked;
