/**
 * What people want of the router: profiles, rules and the selectors they are written with. Plain
 * data; {@code engine.routing} applies it.
 */
@NullMarked
package dev.signalbox.engine.policy;

import org.jspecify.annotations.NullMarked;
