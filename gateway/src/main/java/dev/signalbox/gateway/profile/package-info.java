/**
 * The profiles that are in force: built-in ones, stored ones over them, those of the file over all.
 * A change becomes a new policy at once. Uses the configuration's reader for what is stored; knows
 * no HTTP.
 */
@NullMarked
package dev.signalbox.gateway.profile;

import org.jspecify.annotations.NullMarked;
