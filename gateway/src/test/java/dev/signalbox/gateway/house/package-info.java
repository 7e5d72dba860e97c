/**
 * The rules of the house as tests: what may use what, which parts stay pure, how large a file, a
 * method or a list of parameters may grow, and how a sentence for people reads. They look at all
 * modules, and each rule is also shown to find what it forbids.
 */
@NullMarked
package dev.signalbox.gateway.house;

import org.jspecify.annotations.NullMarked;
