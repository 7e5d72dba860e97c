/**
 * What is known of models before anything is measured: cards, read from our own data file. A new
 * fact of a model is a field of its card here.
 */
@NullMarked
package dev.signalbox.engine.catalog;

import org.jspecify.annotations.NullMarked;
